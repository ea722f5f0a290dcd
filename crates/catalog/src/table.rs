//! The macros behind the tables: a row is written once and yields the enum
//! variant, its name, the look-up by name, its signatures and its
//! documentation. A row without a summary, a source or examples does not
//! compile.

/// What every row of a table declared with `builtins!` holds.
pub(crate) struct Row {
    pub(crate) status: crate::Status,
    pub(crate) signatures: &'static [crate::Signature],
    pub(crate) documentation: crate::Documentation,
}

/// Declares one kind of builtin.
///
/// ```text
/// builtins! {
///     /// What the enum stands for.
///     pub enum Function in FUNCTIONS;
///
///     Avg = "avg" {
///         status: …,                                  // optional: Status::Current
///         signatures: [(values: List) -> Double],     // optional: not called
///         summary: "One sentence.",
///         details: "More, in Markdown.",              // optional
///         unit: "tasks",                              // optional
///         since: "2017",                              // optional
///         source: sources::DOCS,
///         examples: ["x = avg(1, 3)" => "x=2"],
///     }
/// }
/// ```
macro_rules! builtins {
    (
        $(#[$meta:meta])*
        pub enum $kind:ident in $all:ident;
        $(
            $variant:ident = $name:literal {
                $(status: $status:expr,)?
                $(signatures: [$($signatures:tt)+],)?
                summary: $summary:literal,
                $($rest:tt)+
            }
        )+
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $kind {
            $(#[doc = concat!("`", $name, "`: ", $summary)] $variant,)+
        }

        /// All of them, in the order of the language reference.
        pub static $all: &[$kind] = &[$($kind::$variant),+];

        impl $kind {
            /// The exact name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The one of exactly that name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }

            /// What people read about it.
            #[must_use]
            pub const fn documentation(self) -> &'static $crate::Documentation {
                &self.row().documentation
            }

            /// What the service does with the name today.
            #[must_use]
            pub const fn status(self) -> $crate::Status {
                self.row().status
            }

            const fn row(self) -> &'static $crate::table::Row {
                match self {
                    $(Self::$variant => const {
                        &$crate::table::Row {
                            status: $crate::table::status!($($status)?),
                            signatures: $crate::table::signatures!($($($signatures)+)?),
                            documentation: $crate::table::documentation! {
                                summary: $summary, $($rest)+
                            },
                        }
                    },)+
                }
            }
        }
    };
}

/// The documentation of a row.
macro_rules! documentation {
    (
        summary: $summary:literal,
        $(details: $details:literal,)?
        $(unit: $unit:literal,)?
        $(since: $since:literal,)?
        source: $source:expr,
        examples: [$($formula:literal => $results:literal),* $(,)?],
    ) => {
        $crate::Documentation {
            summary: $summary,
            details: concat!($($details)?),
            unit: concat!($($unit)?),
            since: concat!($($since)?),
            source: $source,
            examples: &[$($crate::Example { formula: $formula, results: $results }),*],
        }
    };
}

/// The status of a row, current unless it says otherwise.
macro_rules! status {
    () => {
        $crate::Status::Current
    };
    ($status:expr) => {
        $status
    };
}

/// Overloads written as `(name: Kind, …) -> Type`, where a kind is a type,
/// `When` or `List`, and the type of what never returns is `Never`.
macro_rules! signatures {
    ($(($($param:ident: $kind:ident),*) -> $returns:ident),* $(,)?) => {
        &[$($crate::Signature {
            params: &[$($crate::Param {
                name: stringify!($param),
                kind: $crate::table::param_kind!($kind),
            }),*],
            returns: $crate::table::returns!($returns),
        }),*]
    };
}

macro_rules! param_kind {
    (List) => {
        $crate::ParamKind::List
    };
    (When) => {
        $crate::ParamKind::When
    };
    ($ty:ident) => {
        $crate::ParamKind::Is($crate::Ty::$ty)
    };
}

macro_rules! returns {
    (Never) => {
        None
    };
    ($ty:ident) => {
        Some($crate::Ty::$ty)
    };
}

pub(crate) use {builtins, documentation, param_kind, returns, signatures, status};
