//! The macro behind the rows of service variables.

/// Declares the service variables: `metrics` yields the enum `Metric`, and
/// every row an entry of `VARIABLES` and an arm of `variable`. A sample is at
/// least 0 unless its row says otherwise.
macro_rules! variables {
    (
        pool {
            $($row:ident = $name:literal is $kind:expr => {
                $(status: $status:expr,)?
                summary: $summary:literal,
                $($rest:tt)+
            })+
        }
        metrics {
            $($metric:ident = $metric_name:literal ($shape:ident) {
                $(status: $metric_status:expr,)?
                $(least: $least:literal,)?
                $(greatest: $greatest:literal,)?
                summary: $metric_summary:literal,
                $($metric_rest:tt)+
            })+
        }
    ) => {
        /// A quantity that the service samples, or a fact of the pool that
        /// formulas read in the same way.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Metric {
            $(#[doc = concat!("`", $metric_name, "`: ", $metric_summary)] $metric,)+
        }

        impl Metric {
            /// All of them, in the order of the language reference.
            pub const ALL: [Self; [$($metric_name),+].len()] = [$(Self::$metric),+];

            /// The exact name with its `$`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$metric => $metric_name,)+
                }
            }

            /// The least value of a sample.
            #[must_use]
            pub const fn least(self) -> f64 {
                match self {
                    $(Self::$metric => end!(0.0 $(, $least)?),)+
                }
            }

            /// The greatest value of a sample; infinite when nothing limits
            /// it.
            #[must_use]
            pub const fn greatest(self) -> f64 {
                match self {
                    $(Self::$metric => end!(f64::INFINITY $(, $greatest)?),)+
                }
            }
        }

        /// Every service variable, also under its aliases and legacy names.
        pub static VARIABLES: &[&Variable] = &[
            $(Row::$row.variable(),)+
            $(Row::$metric.variable(),)+
        ];

        /// The service variable of exactly that name, its `$` included.
        #[must_use]
        pub fn variable(name: &str) -> Option<&'static Variable> {
            let row = match name {
                $($metric_name => Row::$metric,)+
                $($name => Row::$row,)+
                _ => return None,
            };
            Some(row.variable())
        }

        #[derive(Clone, Copy)]
        enum Row {
            $($row,)+
            $($metric,)+
        }

        impl Row {
            const fn variable(self) -> &'static Variable {
                match self {
                    $(Self::$row => const {
                        &Variable {
                            name: $name,
                            kind: $kind,
                            status: $crate::table::status!($($status)?),
                            documentation: $crate::table::documentation! {
                                summary: $summary, $($rest)+
                            },
                        }
                    },)+
                    $(Self::$metric => const {
                        &Variable {
                            name: $metric_name,
                            kind: metric!($metric $shape),
                            status: $crate::table::status!($($metric_status)?),
                            documentation: $crate::table::documentation! {
                                summary: $metric_summary, $($metric_rest)+
                            },
                        }
                    },)+
                }
            }
        }
    };
}

/// The kind of a metric: `sampled`, or `scalar` for a fact of the pool that
/// formulas use as a plain number.
macro_rules! metric {
    ($metric:ident sampled) => {
        VariableKind::Metric {
            metric: Metric::$metric,
            scalar: false,
        }
    };
    ($metric:ident scalar) => {
        VariableKind::Metric {
            metric: Metric::$metric,
            scalar: true,
        }
    };
}

/// An end of the values of a metric, usual unless the row says otherwise.
macro_rules! end {
    ($usual:expr) => {
        $usual
    };
    ($usual:expr, $end:literal) => {
        $end
    };
}

pub(super) use {end, metric, variables};
