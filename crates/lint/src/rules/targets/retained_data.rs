//! AS309: an option that is going away.

use autoscale_base::{Applicability, Diagnostic, Fix, rule};
use autoscale_catalog::DeallocationOption;
use autoscale_check::ExprKind;

use crate::context::{Context, Lint};

rule! {
    /// ## What it does
    /// Finds the deallocation option `retaineddata`.
    ///
    /// ## Why it matters
    /// A node that leaves with `retaineddata` stays, and is paid for, until the
    /// files of its tasks have passed their retention time: 7 days unless the
    /// tasks say otherwise. Until then the pool is not resized, not even to grow.
    /// The option is deprecated, and gone from version 2026-08-01 of the REST
    /// interface. Write results to a storage account and use `taskcompletion`.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = time().hour < 6 ? 0 : 4;
    /// $NodeDeallocationOption = retaineddata;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = time().hour < 6 ? 0 : 4;
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// Azure/azure-rest-api-specs#44527 removes it; the Python SDK marks it as
    /// deprecated before that. Whether a formula may still name it is the setting
    /// `retaineddata`. The retention time and the waiting are documented.
    pub(super) static RETAINED_DATA = ("AS309", "retained-data", Warning, label "deprecated, and keeps nodes for days", since "0.1.0");
}

pub(super) const LINT: Lint = Lint {
    rule: &RETAINED_DATA,
    check,
};

fn check(cx: &Context<'_>, report: &mut Vec<Diagnostic>) {
    let retained = ExprKind::Option(DeallocationOption::RetainedData);
    for expr in cx.hir.exprs().iter().filter(|expr| expr.kind == retained) {
        let message = "`retaineddata` is deprecated, and keeps each node for the retention time \
                       of its tasks, 7 days by default";
        let fix = Fix::one(Applicability::Unsafe, expr.span, "taskcompletion");
        report.push(
            Diagnostic::new(&RETAINED_DATA, expr.span, message)
                .with_help("write `taskcompletion`")
                .with_fix(fix),
        );
    }
}
