//! Random formulas, profiles and histories, as strategies of proptest that
//! shrink what they make.

mod dice;
mod formula;
mod garble;
mod grow;
mod leaves;
mod settings;
mod shrink;
mod tables;
mod text;
mod world;
mod write;

use autoscale_syntax::{MAX_CHARACTERS, MAX_STATEMENTS};
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::strategy::NewTree;
use proptest::test_runner::TestRunner;

use dice::Dice;
pub(crate) use formula::Formula;
pub(crate) use grow::Typing;
use grow::Grower;
pub(crate) use settings::{Settings, profile};
use shrink::FormulaTree;
use text::Texts;
pub(crate) use world::{World, world};

/// Formulas of one kind of typing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Formulas(pub(crate) Typing);

impl Strategy for Formulas {
    type Tree = FormulaTree;
    type Value = Formula;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut dice = Dice::new(runner);
        let formula = Grower::new(&mut dice, self.0).formula();
        Ok(FormulaTree::new(formula))
    }
}

/// A text that is to be a formula, more or less.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    pub(crate) text: String,
    /// The number of its statements, when it has no syntax error.
    pub(crate) statements: Option<usize>,
}

/// Texts of every kind, from the formula without a mistake to no formula at
/// all.
pub(crate) fn sources() -> impl Strategy<Value = Source> {
    let formulas = || Formulas(Typing::Careless);
    let broken = prop_oneof![
        4 => garble::garbled(formulas()),
        2 => garble::soup(),
        1 => garble::any_text(),
    ];
    prop_oneof![
        3 => formulas().prop_map(|formula| Source::of(&formula)),
        4 => Texts(broken).prop_map(|text| Source { text, statements: None }),
    ]
}

impl Source {
    fn of(formula: &Formula) -> Self {
        let text = formula.text();
        let statements = formula.statements.len();
        let fits = text.chars().count() <= MAX_CHARACTERS && statements <= MAX_STATEMENTS;
        Self {
            text,
            statements: fits.then_some(statements),
        }
    }
}

/// A formula with all that its outcome depends on.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) text: String,
    pub(crate) typing: Typing,
    pub(crate) settings: Settings,
    pub(crate) world: World,
}

/// Cases that the machine can run, for the most part.
pub(crate) fn runnable_cases() -> impl Strategy<Value = Case> {
    let strict = (Just(Typing::Strict), Formulas(Typing::Strict), settings::settings());
    let elements = (
        Just(Typing::Elements),
        Formulas(Typing::Elements),
        settings::settings().prop_map(|mut settings| {
            settings.push(("one-element-vector", "value"));
            settings
        }),
    );
    case(prop_oneof![6 => strict, 1 => elements])
}

/// Cases of which some meet a mistake when they run.
pub(crate) fn careless_cases() -> impl Strategy<Value = Case> {
    let typings = |typing| (Just(typing), Formulas(typing), settings::settings());
    case(prop_oneof![3 => typings(Typing::Careless), 2 => typings(Typing::Strict)])
}

fn case(
    formulas: impl Strategy<Value = (Typing, Formula, Settings)>,
) -> impl Strategy<Value = Case> {
    (formulas, world()).prop_map(|((typing, formula, settings), world)| Case {
        text: formula.text(),
        typing,
        settings,
        world,
    })
}
