//! The smallest parts of a formula, and mistakes.

use std::sync::LazyLock;

use autoscale_catalog::Ty;

use super::formula::{Expr, Form, Kind};
use super::grow::{Grower, Typing};
use super::tables::{SAMPLED, TABLES, TYPES};

/// Names of the formula's own variables: some differ by case or by `$` only,
/// some hide a builtin.
pub(super) const NAMES: [&str; 16] = [
    "a",
    "b",
    "c",
    "n",
    "N",
    "$n",
    "tasks",
    "$tasks",
    "_",
    "x1",
    "max",
    "time",
    "hour",
    "GetSample",
    "retaineddata",
    "TimeInterval_Week",
];

/// Names that no other assignment of the formula has.
pub(super) static OWN_NAMES: LazyLock<Vec<String>> =
    LazyLock::new(|| (0..100).map(|number| format!("v{number}")).collect());

pub(super) const SPACES: [&str; 7] = [" ", "  ", "\t", "\n", "\r\n", " \n\n  ", "\r"];

pub(super) const COMMENTS: [&str; 6] = [
    "",
    "why",
    "a = 1; // b",
    "\"",
    "/* é 😀 */",
    "trailing white space \t ",
];

pub(super) const DATES: [&str; 7] = [
    "\"2026-03-02T09:00:00Z\"",
    "\"Mon, 06 Oct 2014 10:20:00 GMT\"",
    "\"2026-03-01\"",
    "\"2026-03-02T10:15:00+01:00\"",
    "\"2026-03-02T09:14:59.1234567Z\"",
    "\"Tue, 06 Oct 2014 10:20:00 GMT\"",
    "\"\"",
];

/// Window ends that histories reach.
pub(super) const WINDOWS: [(&str, &str); 12] = [
    ("TimeInterval_Minute", "15"),
    ("TimeInterval_Minute", "5"),
    ("TimeInterval_Minute", "1"),
    ("TimeInterval_Minute", "0"),
    ("TimeInterval_Minute", "2.5"),
    ("TimeInterval_Second", "180"),
    ("TimeInterval_Second", "30"),
    ("TimeInterval_Second", "10"),
    ("TimeInterval_Second", "45"),
    ("TimeInterval_Second", "600.0"),
    ("TimeInterval_100ns", "7"),
    ("TimeInterval_Hour", "1"),
];

pub(super) const PERCENTAGES: [&str; 8] = ["0", "0", "0", "10", "50", "70.5", "100", "101"];

const NUMBERS: [&str; 24] = [
    "0",
    "0",
    "1",
    "1",
    "2",
    "2",
    "3",
    "4",
    "5",
    "7",
    "10",
    "60",
    "70",
    "100",
    "0.5",
    "0.1",
    "1.5",
    ".5",
    "5.",
    "1e3",
    "2e-3",
    "16777216",
    "4294967296",
    "1e308",
];

/// More constants than a program keeps in registers.
static MANY_NUMBERS: LazyLock<Vec<String>> =
    LazyLock::new(|| (0..150).map(|number| format!("{number}.25")).collect());

const TEXTS: [&str; 6] = [
    "\"abc\"",
    "\"ABC\"",
    "\"a b\"",
    "\"// no comment; = 1\"",
    "\"é\"",
    "\"2026-02-30\"",
];

/// What is wrong whatever the type: names that mean nothing, and names that
/// are something else.
const WRONG_NAMES: [&str; 10] = [
    "nothing",
    "$Nothing",
    "$pendingTasks",
    "Max",
    "max",
    "GetSample",
    "true",
    "null",
    "TimeInterval_minute",
    "Requeue",
];

const WRONG_CALLEES: [&str; 8] = [
    "nothing",
    "Max",
    "abs",
    "GetSample",
    "hour",
    "requeue",
    "stop",
    "time",
];

const WRONG_MEMBERS: [&str; 8] = [
    "nothing",
    "Hour",
    "ticks",
    "Sum",
    "GetSample",
    "getsample",
    "Count",
    "hour",
];

impl Grower<'_, '_> {
    pub(super) fn leaf(&mut self, kind: Kind) -> Expr {
        let dice = &mut *self.dice;
        let own = matches!(kind, Kind::Is(_)) && dice.percent(45);
        if own {
            return Expr::new(kind, Form::Variable(dice.below(8)), Vec::new());
        }
        let text = match kind {
            Kind::DOUBLE => match dice.below(10) {
                0..=5 => dice.pick(&NUMBERS),
                6 => {
                    let at = dice.below(MANY_NUMBERS.len());
                    MANY_NUMBERS.get(at).map_or("1", String::as_str)
                }
                7 => dice.pick(&SAMPLED).name(),
                8 => "rand",
                _ => dice.pick(&TABLES.numbers),
            },
            Kind::Is(Ty::Interval) => dice.pick(&TABLES.constants),
            Kind::Is(Ty::Option) => match dice.below(3) {
                0 => dice.pick(&TABLES.option_variables),
                _ => dice.pick(&TABLES.options),
            },
            Kind::Is(Ty::String) => match dice.below(2) {
                0 => dice.pick(&DATES),
                _ => dice.pick(&TEXTS),
            },
            Kind::Object => match dice.below(4) {
                0 => dice.pick(&TABLES.metrics),
                _ => dice.pick(&SAMPLED).name(),
            },
            Kind::DOUBLE_VEC => return self.small_vector(),
            Kind::Is(Ty::Timestamp) if dice.percent(40) => {
                let text = Expr::leaf(Kind::Is(Ty::String), dice.pick(&DATES));
                return Expr::new(kind, Form::Call("time"), vec![text]);
            }
            Kind::Is(Ty::Timestamp) | Kind::Mixed | Kind::Never => return Expr::plain(kind),
        };
        if text == "rand" {
            return Expr::new(kind, Form::Call(text), Vec::new());
        }
        Expr::leaf(kind, text)
    }

    /// A few numbers, or the newest samples.
    fn small_vector(&mut self) -> Expr {
        let count = self.dice.below(4);
        let mut number = || Expr::leaf(Kind::DOUBLE, self.dice.pick(&NUMBERS));
        let mut items: Vec<Expr> = (0..count).map(|_| number()).collect();
        let (form, first) = match self.dice.percent(50) {
            true => (Form::Vector, None),
            false => (Form::Method("GetSample"), Some(self.leaf(Kind::Object))),
        };
        if form != Form::Vector {
            items.truncate(1);
            items.resize(1, Expr::leaf(Kind::DOUBLE, "3"));
        }
        let children = first.into_iter().chain(items).collect();
        Expr::new(Kind::DOUBLE_VEC, form, children)
    }

    /// A mistake that a type alone does not make.
    pub(super) fn nonsense(&mut self, depth: usize) -> Expr {
        debug_assert_eq!(self.typing, Typing::Careless);
        let kind = Kind::Is(self.dice.pick(&TYPES));
        let mut parts = Vec::new();
        if depth > 0 {
            for _ in 0..self.dice.below(4) {
                let kind = Kind::Is(self.dice.pick(&TYPES));
                parts.push(self.expr(kind, depth - 1));
            }
        }
        let receiver = match self.dice.percent(50) {
            true => Expr::plain(Kind::Object),
            false => self.leaf(kind),
        };
        match self.dice.below(5) {
            0 => Expr::leaf(kind, self.dice.pick(&WRONG_NAMES)),
            // It may be assigned, before or behind this place.
            1 => Expr::leaf(kind, self.dice.pick(&NAMES)),
            2 => {
                let callee = match self.dice.percent(50) {
                    true => self.dice.pick(&WRONG_CALLEES),
                    false => self.dice.pick(&TABLES.functions).name,
                };
                Expr::new(kind, Form::Call(callee), parts)
            }
            3 => {
                let method = match self.dice.percent(50) {
                    true => self.dice.pick(&WRONG_MEMBERS),
                    false => self.dice.pick(&TABLES.methods).name,
                };
                parts.insert(0, receiver);
                Expr::new(kind, Form::Method(method), parts)
            }
            _ => {
                let member = self.dice.pick(&WRONG_MEMBERS);
                Expr::new(kind, Form::Member(member), vec![receiver])
            }
        }
    }
}
