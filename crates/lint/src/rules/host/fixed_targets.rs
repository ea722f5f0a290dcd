//! AS603: fixed targets beside a formula.

use autoscale_base::{Diagnostic, rule};
use autoscale_embed::Host;
use autoscale_pool::{PoolDefinition, Setting};

use crate::context::HostContext;
use crate::rules::printed::is_printed;

rule! {
    /// ## What it does
    /// Finds pools that have a formula and fixed targets: `targetDedicatedNodes`
    /// or `targetLowPriorityNodes` in a body, `fixed_scale` beside `auto_scale`,
    /// `--target-dedicated-nodes` beside `--auto-scale-formula`. What the service
    /// itself printed of a pool has both and is left alone.
    ///
    /// ## Why it matters
    /// The service refuses the pool: with `enableAutoScale` it takes no targets.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "enableAutoScale": true,
    ///   "targetDedicatedNodes": 2,
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
    /// The REST reference of adding a pool: the targets "must not be specified
    /// if enableAutoScale is set to true"; ARM takes one of `fixedScale` and
    /// `autoScale`.
    pub(super) static FIXED_TARGETS = ("AS603", "fixed-targets", Error, label "beside a formula", since "0.1.0");
}

pub(super) fn check(host: &HostContext<'_>, report: &mut Vec<Diagnostic>) {
    let Some(pool) = host.pool else { return };
    if is_disabled(pool) || is_printed(host.text, pool) || host.language == Host::Yaml {
        return;
    }
    let settings = [
        (&pool.target_dedicated_nodes, "dedicated"),
        (&pool.target_low_priority_nodes, "low-priority"),
    ];
    for (setting, kind) in settings {
        if let Some(Setting {
            span,
            value: Some(_),
        }) = setting
        {
            let message = format!("a fixed target of {kind} nodes stands beside a formula");
            report.push(
                Diagnostic::new(&FIXED_TARGETS, *span, message)
                    .with_related(host.formula.span, "the formula")
                    .with_help("remove one of the two"),
            );
        }
    }
}

/// The formula is the one that does not count; a rule of its own tells.
fn is_disabled(pool: &PoolDefinition) -> bool {
    let enabled = pool.enable_auto_scale.as_ref().and_then(|it| it.value);
    enabled == Some(false)
}
