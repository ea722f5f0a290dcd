//! AS604: a formula that is switched off.

use autoscale_base::{Diagnostic, rule};
use autoscale_pool::Setting;

use crate::context::HostContext;

rule! {
    /// ## What it does
    /// Finds formulas of pools whose `enableAutoScale` is false.
    ///
    /// ## Why it matters
    /// The formula is never evaluated, and the service may refuse the pool. It
    /// looks as if the pool scaled, while its fixed nodes are paid for day and
    /// night.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "enableAutoScale": false,
    ///   "autoScaleFormula": "$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;"
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "enableAutoScale": true,
    ///   "autoScaleFormula": "$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;"
    /// }
    /// ```
    ///
    /// ## Evidence
    /// The REST reference of adding a pool: a formula is for pools with
    /// `enableAutoScale`, which is false unless given. Seen in
    /// AzureClusterlessHPC.jl#15.
    pub(super) static AUTOSCALE_DISABLED = ("AS604", "autoscale-disabled", Warning, label "switched off here", since "0.1.0");
}

pub(super) fn check(host: &HostContext<'_>, report: &mut Vec<Diagnostic>) {
    let switch = host.pool.and_then(|pool| pool.enable_auto_scale.as_ref());
    if let Some(Setting {
        span,
        value: Some(false),
    }) = switch
    {
        report.push(
            Diagnostic::new(
                &AUTOSCALE_DISABLED,
                *span,
                "the pool has a formula, but autoscale is off",
            )
            .with_related(host.formula.span, "never evaluated")
            .with_help("set it to true, or remove the formula"),
        );
    }
}
