//! AS602: an evaluation interval that the service does not take.

use autoscale_base::{Applicability, Diagnostic, Fix, Interval, Span, duration, quoted, rule};
use autoscale_embed::Host;
use autoscale_pool::Setting;

use crate::context::HostContext;

rule! {
    /// ## What it does
    /// Finds evaluation intervals beside a formula that are shorter than five
    /// minutes or longer than 168 hours, or that are no ISO 8601 durations
    /// where the host takes no others.
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

const MINUTE: Interval = Interval::from_seconds(60);
const LEAST: Interval = Interval::from_seconds(5 * 60);
const MOST: Interval = Interval::from_seconds(168 * 3_600);

pub(super) fn check(host: &HostContext<'_>, report: &mut Vec<Diagnostic>) {
    let setting = host.pool.and_then(|pool| pool.evaluation_interval.as_ref());
    let Some(Setting {
        span,
        value: Some(text),
    }) = setting
    else {
        return;
    };
    let iso = duration::iso8601(text);
    let clock = duration::clock(text);
    report.extend(match (iso, clock) {
        (Ok(interval), _) => limits(host, *span, text, interval),
        (Err(_), Ok(interval)) if takes_clock(host.language) => limits(host, *span, text, interval),
        (Err(why), clock) if takes_iso_only(host.language) => {
            Some(unreadable(host, *span, text, why, clock.ok()))
        }
        _ => None,
    });
}

/// Hosts in which a duration is an object of the platform, or is read by
/// batch-shipyard: `00:05:00`.
const fn takes_clock(language: Host) -> bool {
    matches!(language, Host::Yaml | Host::PowerShell | Host::CSharp)
}

/// Hosts whose text goes to the service, or to a tool that is known to read
/// nothing else.
const fn takes_iso_only(language: Host) -> bool {
    matches!(
        language,
        Host::Terraform | Host::Bicep | Host::Json | Host::Shell
    )
}

fn limits(
    host: &HostContext<'_>,
    span: Span,
    text: &str,
    interval: Interval,
) -> Option<Diagnostic> {
    let iso = text.starts_with('P');
    let (is, limit, instead) = if interval < LEAST {
        let least = if iso { "PT5M" } else { "00:05:00" };
        ("shorter than 5 minutes", "the shortest", least)
    } else if interval > MOST {
        let most = if iso { "PT168H" } else { "7.00:00:00" };
        ("longer than 168 hours", "the longest", most)
    } else {
        return None;
    };
    let message = format!(
        "an evaluation interval of {} is {is}, which the service refuses",
        quoted(text)
    );
    let finding = Diagnostic::new(&EVALUATION_INTERVAL, span, message)
        .with_label(is)
        .with_help(format!("write `{instead}`, {limit} that there is"));
    Some(match written(host, span, text) {
        Some(place) => finding.with_fix(Fix::one(Applicability::Unsafe, place, instead)),
        None => finding,
    })
}

/// `why` tells of durations, `meant` is the one that the text is in another
/// notation.
fn unreadable(
    host: &HostContext<'_>,
    span: Span,
    text: &str,
    why: &str,
    meant: Option<Interval>,
) -> Diagnostic {
    let why = if text.starts_with('P') {
        format!(": {why}")
    } else {
        " is not an ISO 8601 duration".to_owned()
    };
    let message = format!("the evaluation interval {}{why}", quoted(text));
    let finding = Diagnostic::new(&EVALUATION_INTERVAL, span, message).with_label("not taken");
    let Some(instead) = meant.and_then(iso8601) else {
        return finding.with_help("write `PT5M` for five minutes, `PT1H` for an hour");
    };
    let finding = finding.with_help(format!("write `{instead}`"));
    match written(host, span, text) {
        Some(place) => finding.with_fix(Fix::safe(place, instead)),
        None => finding,
    }
}

/// Where the host has `text` byte for byte: inside its quotes, if it has any.
fn written(host: &HostContext<'_>, span: Span, text: &str) -> Option<Span> {
    let literal = span.text(host.text);
    let at = u32::try_from(literal.find(text)?).ok()?;
    let length = u32::try_from(text.len()).ok()?;
    let start = span.start + at;
    Some(Span::new(start, start + length))
}

/// Whole minutes as people write them; `None` for others.
fn iso8601(interval: Interval) -> Option<String> {
    let minutes = interval.ticks() / MINUTE.ticks();
    let whole = interval == Interval::from_seconds(minutes * 60);
    match minutes {
        _ if !whole => None,
        _ if minutes % 60 == 0 => Some(format!("PT{}H", minutes / 60)),
        _ => Some(format!("PT{minutes}M")),
    }
}
