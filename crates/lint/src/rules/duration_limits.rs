//! Durations that the service takes in one notation and within limits.

use autoscale_base::{Applicability, Diagnostic, Fix, Interval, Rule, Span, duration, quoted};
use autoscale_embed::Host;
use autoscale_pool::Setting;

use super::written::written;

/// What the service takes for a setting.
pub(super) struct DurationLimits {
    /// The rule that tells of everything else.
    pub(super) rule: &'static Rule,
    /// What people call the setting.
    pub(super) name: &'static str,
    /// The shortest.
    pub(super) least: Limit,
    /// The longest, if there is one.
    pub(super) most: Option<Limit>,
}

/// A limit and how it is written.
pub(super) struct Limit {
    /// Its length.
    pub(super) length: Interval,
    /// In plain English.
    pub(super) words: &'static str,
    /// As the service reads it.
    pub(super) iso8601: &'static str,
    /// As platforms with a type for durations read it.
    pub(super) clock: &'static str,
}

const MINUTE: Interval = Interval::from_seconds(60);

impl DurationLimits {
    /// What is wrong with a setting in a file of `language`.
    pub(super) fn check(
        &self,
        language: Host,
        host: &str,
        setting: &Setting<String>,
    ) -> Option<Diagnostic> {
        let (span, text) = (setting.span, setting.value.as_deref()?);
        let clock = duration::clock(text);
        match (duration::iso8601(text), clock) {
            (Ok(length), _) => self.limits(host, span, text, length),
            (Err(_), Ok(length)) if takes_clock(language) => self.limits(host, span, text, length),
            (Err(why), clock) if takes_iso_only(language) => {
                Some(self.unreadable(host, span, text, why, clock.ok()))
            }
            _ => None,
        }
    }

    fn limits(&self, host: &str, span: Span, text: &str, length: Interval) -> Option<Diagnostic> {
        let most = self.most.as_ref().filter(|most| length > most.length);
        let (is, which, limit) = match most {
            Some(most) => (format!("longer than {}", most.words), "longest", most),
            None if length < self.least.length => {
                let is = format!("shorter than {}", self.least.words);
                (is, "shortest", &self.least)
            }
            None => return None,
        };
        let (name, article) = (self.name, article(self.name));
        let message = format!(
            "{article} {name} of {} is {is}, which the service refuses",
            quoted(text)
        );
        let instead = if text.starts_with('P') {
            limit.iso8601
        } else {
            limit.clock
        };
        let finding = Diagnostic::new(self.rule, span, message)
            .with_label(is)
            .with_help(format!("write `{instead}`, the {which} that there is"));
        Some(match written(host, span, text) {
            Some(place) => finding.with_fix(Fix::one(Applicability::Unsafe, place, instead)),
            None => finding,
        })
    }

    /// `why` tells of durations, `meant` is the one that the text is in another
    /// notation.
    fn unreadable(
        &self,
        host: &str,
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
        let message = format!("the {} {}{why}", self.name, quoted(text));
        let finding = Diagnostic::new(self.rule, span, message).with_label("not taken");
        let Some(instead) = meant.and_then(iso8601) else {
            return finding.with_help("write `PT5M` for five minutes, `PT1H` for an hour");
        };
        let finding = finding.with_help(format!("write `{instead}`"));
        match written(host, span, text) {
            Some(place) => finding.with_fix(Fix::safe(place, instead)),
            None => finding,
        }
    }
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

fn article(name: &str) -> &'static str {
    if name.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
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
