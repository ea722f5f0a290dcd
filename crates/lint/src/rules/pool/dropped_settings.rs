//! AS714: settings that newer versions of the interface do not have.

use autoscale_base::{Diagnostic, Severity, Span, quoted, rule};
use autoscale_pool::PoolDefinition;
use autoscale_pool::definition::{Dialect, List};

use super::text;
use crate::context::PoolContext;
use crate::rules::printed::is_printed;

rule! {
    /// ## What it does
    /// Finds certificates, application licenses, the communication mode and
    /// resource tags of a pool.
    ///
    /// ## Why it matters
    /// Version 2025-06-01 of the REST and ARM interfaces has none of them. They
    /// work as long as the file, or the tool that reads it, uses an older
    /// version; a file that names a newer one is refused. Certificates of Batch
    /// accounts are retired whatever the version.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2,
    ///   "certificateReferences": [
    ///     {"thumbprint": "0123456789abcdef0123456789abcdef01234567", "thumbprintAlgorithm": "sha1"}
    ///   ]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2s_v3",
    ///   "targetDedicatedNodes": 2
    /// }
    /// ```
    /// with the Key Vault extension for the certificate.
    ///
    /// ## Evidence
    /// The specifications of both interfaces in Azure/azure-rest-api-specs, which
    /// mark the properties as removed in 2025-06-01; the migration guide to Az
    /// 15.0.0, by which certificates are retired.
    pub(super) static DROPPED_SETTINGS = ("AS714", "dropped-settings", Info, label "gone from newer versions", since "0.1.0");
}

/// The version that has none of the settings.
const DROPPED_IN: &str = "2025-06-01";

/// A setting that was dropped.
struct Dropped {
    span: Span,
    help: &'static str,
    use_of_it: Use,
}

/// What a setting asks for where its version still has it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Nothing: an empty list.
    Nothing,
    /// What the version does.
    Works,
    /// What no version does any more.
    Retired,
}

impl Use {
    /// A list of what works or not; the host may compute an empty one.
    fn of<T>(list: &List<T>, filled: Self) -> Self {
        match &list.value {
            Some(items) if items.is_empty() => Self::Nothing,
            Some(_) => filled,
            None => Self::Works,
        }
    }
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let mut dropped = dropped(cx).peekable();
    if dropped.peek().is_none() || is_printed(cx.text, cx.pool) {
        return;
    }
    let version = text(cx.pool.api_version.as_ref()).filter(|(_, version)| is_newer(version));
    for dropped in dropped {
        let place = cx.key(dropped.span);
        let name = quoted(place.text(cx.text));
        let (message, severity) = if let Some((_, version)) = version {
            let version = quoted(version);
            let message = format!("version {version} of the interface has no {name}");
            (message, Severity::Warning)
        } else {
            match dropped.use_of_it {
                Use::Nothing => continue,
                Use::Works => {
                    let message =
                        format!("the interface has no {name} from version {DROPPED_IN} on");
                    (message, Severity::Info)
                }
                Use::Retired => {
                    let message = "certificates of Batch accounts are retired".to_owned();
                    (message, Severity::Warning)
                }
            }
        };
        let mut finding =
            Diagnostic::new(&DROPPED_SETTINGS, place, message).with_help(dropped.help);
        finding.severity = severity;
        if let Some((version, _)) = version {
            finding = finding.with_related(version, "the version");
        }
        report.push(finding);
    }
}

/// Versions begin with their date.
fn is_newer(version: &str) -> bool {
    version.starts_with(|c: char| c.is_ascii_digit()) && version >= DROPPED_IN
}

fn dropped(cx: &PoolContext<'_>) -> impl Iterator<Item = Dropped> {
    let pool = cx.pool;
    let setting = |span, use_of_it, help| Dropped {
        span,
        help,
        use_of_it,
    };
    let certificates = pool.certificates.as_ref().map(|list| {
        let help = "use the Key Vault extension for virtual machines";
        setting(list.span, Use::of(list, Use::Retired), help)
    });
    let licenses = pool.application_licenses.as_ref().map(|list| {
        let help = "bring licenses of your own, as on any other machine";
        setting(list.span, Use::of(list, Use::Works), help)
    });
    let mode = pool.communication_mode.as_ref().map(|mode| {
        let help = "leave it out: nodes communicate in the simplified mode";
        setting(mode.span, Use::Works, help)
    });
    let tags = tags(cx, pool).map(|span| {
        let help = "leave it out, or stay at an older version";
        setting(span, Use::Works, help)
    });
    [certificates, licenses, mode, tags].into_iter().flatten()
}

/// The tags of the machines. An ARM resource has `tags` of its own besides.
fn tags(cx: &PoolContext<'_>, pool: &PoolDefinition) -> Option<Span> {
    let span = pool.resource_tags?;
    let key = cx.key(span).text(cx.text);
    let of_machines = key.eq_ignore_ascii_case("resourceTags");
    (of_machines && pool.dialect != Dialect::Azurerm).then_some(span)
}
