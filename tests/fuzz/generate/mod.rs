//! Random formulas, profiles, histories, pools and files, as strategies of
//! proptest that shrink what they make.

mod dice;
mod formula;
mod garble;
mod grow;
mod guards;
mod host;
mod leaves;
mod pool_world;
mod settings;
mod shrink;
pub(crate) mod tables;
mod text;
mod workload_file;
mod world;
mod write;

use autoscale_syntax::{MAX_CHARACTERS, MAX_STATEMENTS};
use proptest::prelude::{BoxedStrategy, Strategy, any, prop_oneof};
use proptest::strategy::NewTree;
use proptest::test_runner::TestRunner;

use dice::Dice;
pub(crate) use formula::Formula;
use grow::Grower;
pub(crate) use grow::Typing;
pub(crate) use guards::guarded_cases;
pub(crate) use host::{HostFile, host_files};
pub(crate) use pool_world::{PoolWorld, pool_worlds};
pub(crate) use settings::{Settings, profile};
use shrink::FormulaTree;
use text::Texts;
pub(crate) use workload_file::{WorkloadFile, workload_files};
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
        20 => garble::garbled(formulas()),
        10 => garble::soup(),
        5 => garble::any_text(),
        1 => garble::repeated(),
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
    let strict = texts(Typing::Strict, settings::lenient());
    let one_element = settings::lenient().prop_map(|it| with(it, "one-element-vector", "value"));
    let elements = texts(Typing::Elements, one_element);
    case(prop_oneof![8 => strict, 1 => elements, 1 => any_case(Typing::Strict)])
}

/// Cases of which some meet a mistake when they run.
pub(crate) fn careless_cases() -> impl Strategy<Value = Case> {
    let careless = texts(Typing::Careless, settings::settings());
    let strict = texts(Typing::Strict, settings::settings());
    let refused = texts(Typing::Strict, settings::refusing());
    let any_case = any_case(Typing::Careless);
    case(prop_oneof![6 => careless, 2 => strict, 2 => refused, 1 => any_case])
}

type Text = (Typing, String, Settings);

fn texts(
    typing: Typing,
    settings: impl Strategy<Value = Settings> + 'static,
) -> BoxedStrategy<Text> {
    let all = (Formulas(typing), settings);
    all.prop_map(move |(it, settings)| (typing, it.text(), settings))
        .boxed()
}

/// Formulas whose names have the wrong case, where none is wrong.
fn any_case(typing: Typing) -> BoxedStrategy<Text> {
    let all = (Formulas(typing), any::<u64>(), settings::lenient());
    all.prop_map(move |(formula, seed, settings)| {
        let text = write::any_case(&formula, seed);
        (typing, text, with(settings, "case", "insensitive"))
    })
    .boxed()
}

fn with(mut settings: Settings, key: &'static str, value: &'static str) -> Settings {
    settings.push((key, value));
    settings
}

fn case(texts: impl Strategy<Value = Text>) -> impl Strategy<Value = Case> {
    (texts, world()).prop_map(|((typing, text, settings), world)| Case {
        text,
        typing,
        settings,
        world,
    })
}
