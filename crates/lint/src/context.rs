//! What a rule may look at.

use autoscale_base::{Diagnostic, Rule, Span};
use autoscale_bounds::Bounds;
use autoscale_catalog::Profile;
use autoscale_check::{Expr, ExprKind, Hir};
use autoscale_embed::{Formula, Host};
use autoscale_pool::PoolDefinition;
use autoscale_syntax::Tree;

use crate::Config;
use crate::facts::Facts;

/// A formula and all that is known about it.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// Its text, placeholders included.
    pub(crate) text: &'a str,
    /// As it is written.
    pub(crate) tree: &'a Tree,
    /// With names and types.
    pub(crate) hir: &'a Hir,
    /// The range of every value.
    pub(crate) bounds: &'a Bounds,
    /// What several rules ask for.
    pub(crate) facts: &'a Facts,
    /// What the user said.
    pub(crate) config: &'a Config,
    /// Where it stands, when that is a host file.
    pub(crate) host: Option<HostContext<'a>>,
}

/// A formula's place in a host file.
#[derive(Clone, Copy)]
pub(crate) struct HostContext<'a> {
    /// The language of the host file.
    pub(crate) language: Host,
    /// The text of the host file.
    pub(crate) text: &'a str,
    /// The formula in it.
    pub(crate) formula: &'a Formula,
    /// The pool that the formula belongs to.
    pub(crate) pool: Option<&'a PoolDefinition>,
}

impl<'a> Context<'a> {
    /// How the service is taken to behave.
    pub(crate) const fn profile(&self) -> &'a Profile {
        &self.config.profile
    }

    /// The text of a range.
    pub(crate) fn at(&self, span: Span) -> &'a str {
        span.text(self.text)
    }

    /// The name of the function or method that `expr` calls; all of any other
    /// expression.
    pub(crate) fn callee(&self, expr: &Expr) -> Span {
        if !matches!(expr.kind, ExprKind::Call { .. } | ExprKind::Method { .. }) {
            return expr.span;
        }
        // The word before the bracket; a comment may stand between them.
        let tokens = self.tree.tokens();
        let bracket = tokens.partition_point(|(_, span)| span.start < expr.place);
        let name = bracket.checked_sub(1).and_then(|at| tokens.get(at));
        name.map_or(expr.span, |(_, span)| *span)
    }
}

/// A rule about a formula, with its check.
pub(crate) struct Lint {
    /// Identity and documentation.
    pub(crate) rule: &'static Rule,
    /// Raises its findings, with spans of the formula's text.
    pub(crate) check: fn(&Context<'_>, &mut Vec<Diagnostic>),
}

/// A rule about what stands around a formula in its host file, with its check.
pub(crate) struct HostLint {
    /// Identity and documentation.
    pub(crate) rule: &'static Rule,
    /// Raises its findings, with spans of the host file's text. It is called
    /// once for every formula of the file.
    pub(crate) check: fn(&HostContext<'_>, &mut Vec<Diagnostic>),
}

/// A pool of a host file, with or without a formula.
#[derive(Clone, Copy)]
pub(crate) struct PoolContext<'a> {
    /// The language of the host file.
    pub(crate) language: Host,
    /// The text of the host file.
    pub(crate) text: &'a str,
    /// The pool as the file defines it.
    pub(crate) pool: &'a PoolDefinition,
    /// It is the only one that the file defines.
    pub(crate) alone: bool,
    /// The file was read to its end, and the pool takes nothing over from
    /// elsewhere: what is not seen is not there.
    pub(crate) whole: bool,
}

/// A rule about the definition of a pool, with its check.
pub(crate) struct PoolLint {
    /// Identity and documentation.
    pub(crate) rule: &'static Rule,
    /// Raises its findings, with spans of the host file's text. It is called
    /// once for every pool of the file.
    pub(crate) check: fn(&PoolContext<'_>, &mut Vec<Diagnostic>),
}
