//! Which values are read again.

use autoscale_check::{ExprKind, Hir};

/// By version of a variable: some expression reads it.
pub(super) fn read_versions(hir: &Hir) -> Vec<bool> {
    let mut read = vec![false; hir.vars().len()];
    for expr in hir.exprs() {
        if let ExprKind::Read(var) = expr.kind
            && let Some(read) = read.get_mut(var.index())
        {
            *read = true;
        }
    }
    read
}
