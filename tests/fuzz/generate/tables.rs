//! What yields which type, read from the catalog and from the table of
//! operations, so that a new builtin or overload is generated from the moment
//! it is declared.

use std::sync::LazyLock;

use autoscale_catalog::{
    CONSTANTS, FUNCTIONS, MEMBERS, METHODS, Metric, OPTIONS, Profile, Signature, Ty, VARIABLES,
    VariableKind,
};
use autoscale_check::operations::{Operation, binary, unary};
use autoscale_syntax::{BinaryOp, UnaryOp};

pub(crate) const TYPES: [Ty; 6] = [
    Ty::Double,
    Ty::DoubleVec,
    Ty::Timestamp,
    Ty::Interval,
    Ty::String,
    Ty::Option,
];

pub(crate) const BINARY: [BinaryOp; 12] = [
    BinaryOp::Or,
    BinaryOp::And,
    BinaryOp::Eq,
    BinaryOp::Ne,
    BinaryOp::Lt,
    BinaryOp::Le,
    BinaryOp::Gt,
    BinaryOp::Ge,
    BinaryOp::Add,
    BinaryOp::Sub,
    BinaryOp::Mul,
    BinaryOp::Div,
];

pub(crate) const UNARY: [UnaryOp; 2] = [UnaryOp::Neg, UnaryOp::Not];

/// An overload of a function or method.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Overload {
    pub(crate) name: &'static str,
    pub(crate) signature: &'static Signature,
    /// The callee also has an overload that takes one number.
    pub(crate) takes_one: bool,
}

/// Everything that is legal under the default profile.
pub(crate) struct Tables {
    /// Operation, left, right, result.
    pub(crate) binary: Vec<(BinaryOp, Ty, Ty, Ty)>,
    /// Operation, operand, result.
    pub(crate) unary: Vec<(UnaryOp, Ty, Ty)>,
    pub(crate) functions: Vec<Overload>,
    pub(crate) methods: Vec<Overload>,
    pub(crate) members: Vec<&'static str>,
    pub(crate) constants: Vec<&'static str>,
    pub(crate) options: Vec<&'static str>,
    /// The variables that are a number, with the metrics, under all names.
    pub(crate) numbers: Vec<&'static str>,
    pub(crate) metrics: Vec<&'static str>,
    pub(crate) targets: Vec<&'static str>,
    pub(crate) option_variables: Vec<&'static str>,
}

pub(crate) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

/// Metrics that most histories hold samples of.
pub(crate) const SAMPLED: [Metric; 4] = [
    Metric::PendingTasks,
    Metric::ActiveTasks,
    Metric::CPUPercent,
    Metric::CurrentDedicatedNodes,
];

impl Tables {
    fn read() -> Self {
        let named = |wanted: fn(VariableKind) -> bool| {
            let variables = VARIABLES.iter().filter(|it| wanted(it.kind));
            variables.map(|it| it.name).collect::<Vec<_>>()
        };
        let metrics = named(|kind| matches!(kind, VariableKind::Metric { .. }));
        let targets = named(|kind| matches!(kind, VariableKind::Target(_)));
        let functions = FUNCTIONS.iter();
        let methods = METHODS.iter();
        Self {
            binary: binary_operations(),
            unary: unary_operations(),
            functions: functions
                .flat_map(|it| overloads(it.name(), it.signatures()))
                .collect(),
            methods: methods
                .flat_map(|it| overloads(it.name(), it.signatures()))
                .collect(),
            members: MEMBERS.iter().map(|it| it.name()).collect(),
            constants: CONSTANTS.iter().map(|it| it.name()).collect(),
            options: OPTIONS.iter().map(|it| it.name()).collect(),
            numbers: [metrics.as_slice(), targets.as_slice()].concat(),
            metrics,
            targets,
            option_variables: named(|kind| kind == VariableKind::DeallocationOption),
        }
    }
}

fn overloads(
    name: &'static str,
    signatures: &'static [Signature],
) -> impl Iterator<Item = Overload> {
    let takes_one = signatures.len() > 1;
    signatures.iter().map(move |signature| Overload {
        name,
        signature,
        takes_one,
    })
}

fn binary_operations() -> Vec<(BinaryOp, Ty, Ty, Ty)> {
    let profile = Profile::default();
    let mut found = Vec::new();
    for op in BINARY {
        for left in TYPES {
            for right in TYPES {
                if let Operation::Documented(ty) | Operation::Accepted(ty, _) =
                    binary(op, left, right, &profile)
                {
                    found.push((op, left, right, ty));
                }
            }
        }
    }
    found
}

fn unary_operations() -> Vec<(UnaryOp, Ty, Ty)> {
    let pairs = UNARY.into_iter().flat_map(|op| TYPES.map(|ty| (op, ty)));
    pairs
        .filter_map(|(op, ty)| Some((op, ty, unary(op, ty)?)))
        .collect()
}
