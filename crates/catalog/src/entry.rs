//! What every row of the table has: name, documentation, status, signatures.

use std::fmt;

use crate::Ty;
use crate::{CONSTANTS, FUNCTIONS, MEMBERS, METHODS, OPTIONS, VARIABLES};

/// What the service does with a name today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In use.
    Current,
    /// It still works and is to be replaced.
    Deprecated {
        /// What to write instead.
        instead: &'static str,
    },
    /// Another documented name of the same thing.
    Alias {
        /// The full name.
        name: &'static str,
    },
    /// An old name that the documentation no longer has; whether the service
    /// still takes it is the setting `legacy-names`.
    Legacy {
        /// The name of today.
        name: &'static str,
    },
    /// The service no longer fills it with data.
    Retired {
        /// Since when, and what to use instead if there is anything.
        note: &'static str,
    },
}

/// A runnable example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// A whole formula.
    pub formula: &'static str,
    /// What the results string holds behind the three service variables when
    /// it is evaluated against the example snapshot, such as `x=3;y=[1,2]`.
    pub results: &'static str,
}

/// What people read about a builtin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Documentation {
    /// One sentence with a full stop.
    pub summary: &'static str,
    /// More, in Markdown; may be empty.
    pub details: &'static str,
    /// The unit of the value, such as `tasks`, `percent`, `nodes`; empty when
    /// it has none.
    pub unit: &'static str,
    /// Since when public sources have it, such as `2017`; empty when that
    /// tells nothing.
    pub since: &'static str,
    /// Where the facts come from.
    pub source: &'static str,
    /// Formulas that run as tests.
    pub examples: &'static [Example],
}

/// What an argument may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// A value of exactly this type.
    Is(Ty),
    /// A timestamp or a timeinterval before now.
    When,
    /// Any number of doubles and doubleVecs, strung together: the documented
    /// `doubleVecList`. Always the only parameter.
    List,
}

/// A parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its name in documentation and hints.
    pub name: &'static str,
    /// What it takes.
    pub kind: ParamKind,
}

/// One overload. Optional parameters are overloads of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Its parameters in order.
    pub params: &'static [Param],
    /// The type of its value; `None` when it never returns (`stop`).
    pub returns: Option<Ty>,
}

/// As the service's documentation writes it.
impl fmt::Display for ParamKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(ty) => ty.fmt(f),
            Self::When => f.write_str("(timestamp or timeinterval)"),
            Self::List => f.write_str("doubleVecList"),
        }
    }
}

impl Signature {
    /// The overload of the builtin called `name` on one line, such as
    /// `val(doubleVec values, double index) -> double`.
    #[must_use]
    pub fn to_text(&self, name: &str) -> String {
        let params = self.params.iter();
        let params: Vec<String> = params
            .map(|it| format!("{} {}", it.kind, it.name))
            .collect();
        let returns = self.returns.map(|ty| format!(" -> {ty}"));
        format!(
            "{name}({}){}",
            params.join(", "),
            returns.unwrap_or_default()
        )
    }
}

/// A row of the table, whatever its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    /// A service-defined variable.
    Variable(&'static crate::Variable),
    /// A function.
    Function(crate::Function),
    /// A method of a metric.
    Method(crate::Method),
    /// A member of a timestamp.
    Member(crate::Member),
    /// A constant.
    Constant(crate::Constant),
    /// A deallocation option.
    Option(crate::DeallocationOption),
}

/// Every builtin, kind by kind.
pub fn builtins() -> impl Iterator<Item = Builtin> {
    let variables = VARIABLES.iter().copied().map(Builtin::Variable);
    let functions = FUNCTIONS.iter().copied().map(Builtin::Function);
    let methods = METHODS.iter().copied().map(Builtin::Method);
    let members = MEMBERS.iter().copied().map(Builtin::Member);
    let constants = CONSTANTS.iter().copied().map(Builtin::Constant);
    let options = OPTIONS.iter().copied().map(Builtin::Option);
    variables
        .chain(functions)
        .chain(methods)
        .chain(members)
        .chain(constants)
        .chain(options)
}

/// The builtin of that exact name.
#[must_use]
pub fn builtin(name: &str) -> Option<Builtin> {
    builtins().find(|builtin| builtin.name() == name)
}

impl Builtin {
    /// The exact name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Variable(it) => it.name,
            Self::Function(it) => it.name(),
            Self::Method(it) => it.name(),
            Self::Member(it) => it.name(),
            Self::Constant(it) => it.name(),
            Self::Option(it) => it.name(),
        }
    }

    /// The kind in words: `service variable`, `function`, `method`, …
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Variable(_) => "service variable",
            Self::Function(_) => "function",
            Self::Method(_) => "method",
            Self::Member(_) => "timestamp member",
            Self::Constant(_) => "constant",
            Self::Option(_) => "deallocation option",
        }
    }

    /// What people read about it.
    #[must_use]
    pub fn documentation(self) -> &'static Documentation {
        match self {
            Self::Variable(it) => &it.documentation,
            Self::Function(it) => it.documentation(),
            Self::Method(it) => it.documentation(),
            Self::Member(it) => it.documentation(),
            Self::Constant(it) => it.documentation(),
            Self::Option(it) => it.documentation(),
        }
    }

    /// What the service does with it today.
    #[must_use]
    pub fn status(self) -> Status {
        match self {
            Self::Variable(it) => it.status,
            Self::Function(it) => it.status(),
            Self::Option(it) => it.status(),
            Self::Method(_) | Self::Member(_) | Self::Constant(_) => Status::Current,
        }
    }

    /// Its overloads; empty when it is not called.
    #[must_use]
    pub fn signatures(self) -> &'static [Signature] {
        match self {
            Self::Function(it) => it.signatures(),
            Self::Method(it) => it.signatures(),
            _ => &[],
        }
    }
}
