//! Makes any text smaller by leaving out pieces, large ones first. Text that is
//! no formula has no parts that could be told apart.

use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// The texts of another strategy, made smaller as text.
#[derive(Clone, Debug)]
pub(super) struct Texts<S>(pub(super) S);

impl<S: Strategy<Value = String>> Strategy for Texts<S> {
    type Tree = TextTree;
    type Value = String;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let text = self.0.new_tree(runner)?.current();
        Ok(TextTree::new(text.chars().collect()))
    }
}

/// A text that can be made smaller.
#[derive(Clone, Debug)]
pub(super) struct TextTree {
    current: Vec<char>,
    before: Option<Vec<char>>,
    /// The length of the pieces that are left out.
    length: usize,
    /// Where the next piece starts.
    at: usize,
}

impl TextTree {
    fn new(current: Vec<char>) -> Self {
        Self {
            length: current.len(),
            current,
            before: None,
            at: 0,
        }
    }
}

impl ValueTree for TextTree {
    type Value = String;

    fn current(&self) -> String {
        self.current.iter().collect()
    }

    fn simplify(&mut self) -> bool {
        self.before = None;
        while self.length > 0 {
            let end = (self.at + self.length).min(self.current.len());
            if self.at < end {
                self.before = Some(self.current.clone());
                self.current.drain(self.at..end);
                return true;
            }
            self.length /= 2;
            self.at = 0;
        }
        false
    }

    fn complicate(&mut self) -> bool {
        match self.before.take() {
            Some(before) => {
                self.current = before;
                self.at += self.length;
                true
            }
            None => false,
        }
    }
}
