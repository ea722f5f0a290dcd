//! Expressions that are a string or a deallocation option.

use autoscale_check::{ExprId, ExprKind, Type};

use super::{Compiler, Label};
use crate::op::{Op, Word, WordOut};
use crate::program::Slot;

impl Compiler<'_> {
    /// Compiles an expression of type string or option; registers as in
    /// [`Compiler::number`].
    pub(super) fn word(&mut self, id: ExprId, want: Option<WordOut>) -> Word {
        if let Some(constant) = self.folded.of(id)
            && let Some(word) = self.word_constant(constant)
        {
            return self.constant_word(word, want, id);
        }
        let expr = self.hir.expr(id);
        match expr.kind {
            _ if expr.ty == Type::Never => {
                self.never(id);
                Word(0)
            }
            ExprKind::Read(var) => match self.slot(var) {
                Some(Slot::String(slot) | Slot::Option(slot)) => slot,
                _ => Word(0),
            },
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => {
                if let Some(arm) = self.decided(condition, then, otherwise) {
                    return self.word(arm, want);
                }
                let to = self.word_home(want);
                let (mut to_otherwise, mut end) = (Label::default(), Label::default());
                self.condition(condition, false, &mut to_otherwise);
                self.conditional(|it| it.arm_word(to, then, id));
                self.jump(&mut end, id, Op::Jump);
                self.bind(to_otherwise);
                self.conditional(|it| it.arm_word(to, otherwise, id));
                self.bind(end);
                to.read()
            }
            _ => Word(0),
        }
    }

    fn arm_word(&mut self, to: WordOut, arm: ExprId, id: ExprId) {
        if self.hir.expr(arm).ty == Type::Never {
            return self.never(arm);
        }
        let slot = self.scoped(|it| it.word(arm, Some(to)));
        if to.read() != slot {
            self.emit(Op::MoveWord(to, slot), id);
        }
    }
}
