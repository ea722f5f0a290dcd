//! Names and types: from the syntax tree to a typed tree ([`Hir`]) in static
//! single assignment form, and the findings AS1xx on the way.
//!
//! ```
//! use autoscale_catalog::Profile;
//!
//! let text = "$TargetDedicatedNodes = min(25, $IdleNodes);";
//! let parsed = autoscale_syntax::parse(text);
//! let checked = autoscale_check::check(text, &parsed.tree, &Profile::default());
//! assert_eq!(checked.diagnostics[0].rule.code, "AS101");
//! assert!(!checked.hir.runnable());
//! ```

mod arguments;
mod assign;
mod calls;
mod explain;
mod forms;
mod hir;
mod infer;
pub mod operations;
pub mod rules;
mod scope;
mod statements;
mod suggest;
mod time_literal;
mod unknown;
mod vectors;

pub use forms::refused_forms;
pub use hir::{
    Expr, ExprId, ExprKind, ExprList, Hir, Place, Statement, StatementKind, Type, Var, VarId,
};
pub use infer::{Checked, check};
pub use rules::RULES;
pub use suggest::nearest;
