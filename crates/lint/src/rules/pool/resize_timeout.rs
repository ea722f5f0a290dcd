//! AS708: a resize timeout that the service does not take.

use autoscale_base::{Diagnostic, Interval, rule};

use crate::context::PoolContext;
use crate::rules::duration_limits::{DurationLimits, Limit};
use crate::rules::printed::is_printed;

rule! {
    /// ## What it does
    /// Finds resize timeouts that are shorter than five minutes, or that are no
    /// ISO 8601 durations where the host takes no others.
    ///
    /// ## Why it matters
    /// The service refuses the pool with `400 Bad Request`, though it uses the
    /// timeout in pools without a formula only.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "resizeTimeout": "PT2M"
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "resizeTimeout": "PT5M"
    /// }
    /// ```
    ///
    /// ## Evidence
    /// The REST reference of `resizeTimeout`: 15 minutes unless given, 5 minutes
    /// at least, otherwise the service returns an error.
    pub(super) static RESIZE_TIMEOUT = ("AS708", "resize-timeout", Error, label "not a timeout that is taken", since "0.1.0");
}

const LIMITS: DurationLimits = DurationLimits {
    rule: &RESIZE_TIMEOUT,
    name: "resize timeout",
    least: Limit {
        length: Interval::from_seconds(5 * 60),
        words: "5 minutes",
        iso8601: "PT5M",
        clock: "00:05:00",
    },
    most: None,
};

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let timeout = cx.pool.resize_timeout.as_ref();
    let timeout = timeout.filter(|_| !is_printed(cx.text, cx.pool));
    report.extend(timeout.and_then(|it| LIMITS.check(cx.language, cx.text, it)));
}
