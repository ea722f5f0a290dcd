//! What is found in a host file.

use autoscale_base::Span;
use autoscale_pool::PoolDefinition;

use crate::SourceMap;

/// The place of a pool in [`Extracted::pools`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PoolId(pub usize);

/// What the host's own language does to the text so that the service gets
/// another formula than the one that is written there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostFault {
    /// The host replaces what looks like a name of the formula: `$Target…` in
    /// a shell's double quotes.
    Replaced(Span),
    /// The host does not fill in what looks like a placeholder: `${x}` in
    /// Bicep's `'''`.
    NotReplaced(Span),
}

/// A formula in a host file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// How to call it within its file, in the host's own terms, such as
    /// `azurerm_batch_pool.render.auto_scale.formula`; unique in the file, for
    /// `eval FILE#NAME`. `None` when the file is the formula.
    pub name: Option<String>,
    /// The host's expression that holds it, with its quotes.
    pub span: Span,
    /// Its text and the way back.
    pub source: SourceMap,
    /// The pool that it belongs to, when the file defines that, too.
    pub pool: Option<PoolId>,
    /// What the host's language does to it; spans are of the host. At most one
    /// of each kind, the first.
    pub faults: Vec<HostFault>,
}

/// A host file that could not be read as its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where reading stopped.
    pub span: Span,
    /// Lower-case, no full stop.
    pub message: String,
}

/// What is in a host file. A file that cannot be read as its language gives
/// one problem, and whatever could be found nevertheless.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// In text order.
    pub formulas: Vec<Formula>,
    /// In text order; those without a formula, too.
    pub pools: Vec<PoolDefinition>,
    /// Why the file could not be read, if so.
    pub problem: Option<Problem>,
}
