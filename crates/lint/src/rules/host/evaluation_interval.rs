//! AS602: an evaluation interval that the service does not take.

use autoscale_base::{Diagnostic, Interval, rule};

use crate::context::HostContext;
use crate::rules::duration_limits::{DurationLimits, Limit};
use crate::rules::printed::is_printed;

rule! {
    /// ## What it does
    /// Finds evaluation intervals beside a formula that are shorter than five
    /// minutes or longer than 168 hours, or that are no ISO 8601 durations
    /// where the host takes no others. What the service itself printed of a pool
    /// is left alone.
    ///
    /// ## Why it matters
    /// The service refuses the pool with `400 Bad Request`; the tools that read
    /// a duration themselves fail before.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "enableAutoScale": true,
    ///   "autoScaleEvaluationInterval": "PT1M",
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
    ///   "autoScaleEvaluationInterval": "PT5M",
    ///   "autoScaleFormula": "$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;"
    /// }
    /// ```
    ///
    /// ## Evidence
    /// The service's documentation: 15 minutes unless given, 5 minutes at least,
    /// 168 hours at most. Azure/azure-cli#22667: `az` refuses `00:05:00` and
    /// other forms that are not ISO 8601.
    pub(super) static EVALUATION_INTERVAL = ("AS602", "evaluation-interval", Error, label "not an interval that is taken", since "0.1.0");
}

const LIMITS: DurationLimits = DurationLimits {
    rule: &EVALUATION_INTERVAL,
    name: "evaluation interval",
    least: Limit {
        length: Interval::from_seconds(5 * 60),
        words: "5 minutes",
        iso8601: "PT5M",
        clock: "00:05:00",
    },
    most: Some(Limit {
        length: Interval::from_seconds(168 * 3_600),
        words: "168 hours",
        iso8601: "PT168H",
        clock: "7.00:00:00",
    }),
};

pub(super) fn check(host: &HostContext<'_>, report: &mut Vec<Diagnostic>) {
    let Some(pool) = host.pool.filter(|pool| !is_printed(host.text, pool)) else {
        return;
    };
    let interval = pool.evaluation_interval.as_ref();
    report.extend(interval.and_then(|it| LIMITS.check(host.language, host.text, it)));
}
