//! AS601: a formula that its host's own language changes on the way.

use autoscale_base::{Diagnostic, quoted, rule};
use autoscale_embed::{Host, HostFault};
use autoscale_syntax::rules::UNFILLED_PLACEHOLDER;

use crate::context::HostContext;

rule! {
    /// ## What it does
    /// Finds formulas in strings that the host fills in where it should not, or
    /// does not fill in where it should: `$TargetDedicatedNodes` in a shell's
    /// double quotes, `${TargetDedicatedNodes}` in Terraform, `${max}` in
    /// Bicep's `'''`.
    ///
    /// ## Why it matters
    /// The service gets another formula than the one that is written there. A
    /// shell replaces names that it does not know by nothing, so that
    /// ` = min(10, .GetSample(1));` arrives; what is not filled in arrives as it
    /// is. Either is a syntax error, or, worse, is none.
    ///
    /// ## Example
    /// ```sh
    /// az batch pool autoscale enable --pool-id render \
    ///   --auto-scale-formula "$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;"
    /// ```
    ///
    /// ## Use instead
    /// ```sh
    /// az batch pool autoscale enable --pool-id render \
    ///   --auto-scale-formula '$TargetDedicatedNodes = 2; $NodeDeallocationOption = taskcompletion;'
    /// ```
    ///
    /// ## Evidence
    /// The rules of the hosts' languages: parameter expansion in POSIX shells,
    /// expandable strings in PowerShell, templates in HCL, multi-line strings in
    /// Bicep.
    pub(crate) static HOST_INTERPOLATION = ("AS601", "host-interpolation", Error, label "changed on the way", since "0.1.0");
}

pub(super) fn check(host: &HostContext<'_>, report: &mut Vec<Diagnostic>) {
    let faults = host.formula.faults.iter();
    report.extend(faults.map(|fault| finding(host, *fault)));
}

/// True for a placeholder left in a formula that is told of here: the first of
/// its form stands for all.
pub(crate) fn tells_of(host: &HostContext<'_>, finding: &Diagnostic) -> bool {
    let left = finding.span.text(host.formula.source.text());
    finding.rule == &UNFILLED_PLACEHOLDER
        && host.formula.faults.iter().any(|fault| match fault {
            HostFault::NotReplaced(span) => left.get(..2) == span.text(host.text).get(..2),
            HostFault::Replaced(_) => false,
        })
}

fn finding(host: &HostContext<'_>, fault: HostFault) -> Diagnostic {
    let (HostFault::Replaced(span) | HostFault::NotReplaced(span)) = fault;
    let (language, text) = (name(host.language), quoted(span.text(host.text)));
    let (message, label, help) = match fault {
        HostFault::Replaced(_) => (
            format!("{language} replaces {text} before the service sees it"),
            "replaced",
            how_to_keep(host.language),
        ),
        HostFault::NotReplaced(_) => (
            format!("{language} does not fill in {text} in this string"),
            "not filled in",
            how_to_fill_in(host.language),
        ),
    };
    Diagnostic::new(&HOST_INTERPOLATION, span, message)
        .with_label(label)
        .with_help(help)
}

const fn how_to_keep(language: Host) -> &'static str {
    match language {
        Host::Shell => {
            "put the formula in single quotes, or write `\\$`; for a here-document quote its word, `<<'EOF'`"
        }
        Host::PowerShell => {
            "put the formula in single quotes, or write a backtick before each `$` of the formula"
        }
        Host::Nextflow => "put the formula in single quotes, or write `\\$`",
        Host::Terraform => "write the name without braces, as in `$TargetDedicatedNodes`",
        Host::Bicep => "write the name without braces, or `\\${` for the braces themselves",
        Host::Python => "write the braces twice, `{{` and `}}`, or leave the `f` away",
        Host::CSharp => {
            "write the braces twice, `{{` and `}}`, or leave the `$` before the string away"
        }
        Host::Formula | Host::Json | Host::Yaml | Host::Markdown | Host::Notebook => {
            "write it in a string that is taken as it stands"
        }
    }
}

const fn how_to_fill_in(language: Host) -> &'static str {
    match language {
        Host::Shell => {
            "put the formula in double quotes with `\\$` for its own names, or end the single quotes around the value"
        }
        Host::PowerShell => {
            "put the formula in double quotes, with a backtick before each `$` of the formula"
        }
        Host::Nextflow => "put the formula in double quotes with `\\$` for its own names",
        Host::Bicep => "write it in `'…'`, where `${…}` is filled in, or use `format` or `replace`",
        Host::Python => "put an `f` before the string, or call `.format`",
        Host::CSharp => "put a `$` before the string",
        Host::Terraform => "write one `$` before the brace: `$${` stands for the text itself",
        Host::Formula | Host::Json | Host::Yaml | Host::Markdown | Host::Notebook => {
            "write the value, or have the file filled in before it is deployed"
        }
    }
}

/// The language at the beginning of a sentence about what it does.
const fn name(language: Host) -> &'static str {
    match language {
        Host::Shell => "the shell",
        language => language.name(),
    }
}
