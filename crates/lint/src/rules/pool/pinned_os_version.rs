//! AS704: Cloud Services nodes with an old operating system.

use autoscale_base::{Applicability, Diagnostic, Fix, quoted, rule};

use super::text;
use crate::context::PoolContext;
use crate::rules::written::written;

rule! {
    /// ## What it does
    /// Finds Cloud Services pools whose `osVersion`, once `targetOSVersion`, is
    /// a certain one instead of `*`, the newest.
    ///
    /// ## Why it matters
    /// The nodes stay without security updates until somebody changes the
    /// version, and each version is taken away some day.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2_v2",
    ///   "targetDedicatedNodes": 2,
    ///   "cloudServiceConfiguration": {"osFamily": "6", "osVersion": "WA-GUEST-OS-6.44_202205-01"}
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2_v2",
    ///   "targetDedicatedNodes": 2,
    ///   "cloudServiceConfiguration": {"osFamily": "6", "osVersion": "*"}
    /// }
    /// ```
    ///
    /// ## Evidence
    /// The REST reference up to version 2024-07-01: the default is `*`, the
    /// latest version of the family.
    pub(super) static PINNED_OS_VERSION = ("AS704", "pinned-os-version", Info, label "not the newest", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let services = cx.pool.cloud_services.as_ref();
    let services = services.and_then(|services| services.value.as_ref());
    let version = services.and_then(|services| text(services.os_version.as_ref()));
    let Some((span, version)) = version.filter(|(_, version)| !matches!(*version, "*" | "")) else {
        return;
    };
    let message = format!(
        "the nodes stay at version {} of their system",
        quoted(version)
    );
    let finding = Diagnostic::new(&PINNED_OS_VERSION, span, message)
        .with_help("write `*`, the newest version of the family");
    report.push(match written(cx.text, span, version) {
        Some(place) => finding.with_fix(Fix::one(Applicability::Unsafe, place, "*")),
        None => finding,
    });
}
