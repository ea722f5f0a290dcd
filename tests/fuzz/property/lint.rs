//! What must hold of the analysis of any formula: findings that fit the text,
//! levels and suppressions that are obeyed, fixes that come to an end and do
//! what they promise.

use std::collections::BTreeSet;

use autoscale_base::{Diagnostic, Fix, Severity, Span};
use autoscale_embed::Host;
use autoscale_lint::{Config, FileAnalysis, Selector, analyse_file, mend};
use autoscale_machine::{AutoScaleRun, reference, trace::NoTrace};
use autoscale_syntax::parse;

use super::{Verdict, ensure, has_errors};
use crate::generate::{Case, Source, profile};

/// The analysis under test.
pub(crate) trait Analyse: Fn(&str, &Config) -> FileAnalysis {}

impl<F: Fn(&str, &Config) -> FileAnalysis> Analyse for F {}

/// As it is.
pub(crate) fn analyse(text: &str, config: &Config) -> FileAnalysis {
    analyse_file(text, Host::Formula, config)
}

/// Any text can be analysed, and what is found obeys the configuration.
pub(crate) fn analyses(analyse: impl Analyse, source: &Source) -> Verdict {
    let (text, config) = (source.text.as_str(), Config::default());
    let analysis = analyse(text, &config);
    findings_fit(text, &analysis)?;
    levels_are_obeyed(&analyse, text)?;
    suppressions_are_obeyed(&analyse, text, &analysis)?;
    for unsafe_too in [false, true] {
        let mended = mend(text, Host::Formula, &config, &analysis, unsafe_too);
        if let Some(mended) = mended {
            findings_fit(&mended.text, &analyse(&mended.text, &config))?;
        }
    }
    Ok(())
}

/// Fixes of a formula that parses come to an end, what they leave parses, and
/// the safe ones ask for as many nodes as before.
pub(crate) fn mends(analyse: impl Analyse, case: &Case) -> Verdict {
    let config = Config {
        profile: profile(&case.settings),
        ..Config::default()
    };
    let analysis = analyse(&case.text, &config);
    if has_errors(&parse(&case.text).diagnostics) {
        return Ok(());
    }
    for unsafe_too in [false, true] {
        let Some(mended) = mend(&case.text, Host::Formula, &config, &analysis, unsafe_too) else {
            continue;
        };
        let text = &mended.text;
        ensure(!has_errors(&parse(text).diagnostics), || {
            format!("the fixes break the formula:\n{text}")
        })?;
        let left = mend(text, Host::Formula, &config, &mended.analysis, unsafe_too);
        ensure(left.is_none(), || format!("the fixes never end:\n{text}"))?;
        if !unsafe_too {
            asks_for_the_same(case, text)?;
        }
    }
    Ok(())
}

fn findings_fit(text: &str, analysis: &FileAnalysis) -> Verdict {
    let found = || analysis.findings.iter().map(|it| &it.diagnostic);
    ensure(found().is_sorted_by_key(|it| it.span), || {
        "the findings are out of order".to_owned()
    })?;
    found().try_for_each(|it| finding_fits(text, it))
}

/// Its places are places of the text, and the edits of its fix are in order.
pub(crate) fn finding_fits(text: &str, finding: &Diagnostic) -> Verdict {
    let edits = finding.fix.as_ref().map_or(&[][..], |fix: &Fix| &fix.edits);
    let related = finding.related.iter().map(|label| label.span);
    let spans = related.chain(edits.iter().map(|edit| edit.span));
    let mut spans = std::iter::once(finding.span).chain(spans);
    let fits = |span: &Span| span.start <= span.end && text.get(span.range()).is_some();
    let code = finding.rule.code;
    ensure(spans.all(|span| fits(&span)), || {
        format!("{code} is at no place in the text: {finding:?}")
    })?;
    ensure(
        edits.is_sorted_by(|a, b| a.span.end <= b.span.start),
        || format!("the edits of the fix of {code} overlap"),
    )
}

/// A rule that is off finds nothing, and a level that is set is the finding's.
fn levels_are_obeyed(analyse: &impl Analyse, text: &str) -> Verdict {
    for (level, severity) in [("off", None), ("info", Some(Severity::Info))] {
        let mut config = Config::default();
        let all = Selector::parse("AS").map_err(|error| error.to_string())?;
        config.levels.set(all, severity);
        let found = analyse(text, &config).findings;
        let wrong = found
            .iter()
            .find(|it| Some(it.diagnostic.severity) != severity);
        ensure(wrong.is_none(), || {
            format!("with all rules {level} there is {wrong:?}")
        })?;
    }
    Ok(())
}

/// What the first line ignores is not found, save what nothing can be said
/// behind.
fn suppressions_are_obeyed(analyse: &impl Analyse, text: &str, analysis: &FileAnalysis) -> Verdict {
    let found = analysis.findings.iter().map(|it| it.diagnostic.rule.code);
    let codes: BTreeSet<&str> = found.filter(|code| !code.starts_with("AS0")).collect();
    for code in codes {
        let ignoring = format!("// autoscale: ignore-file[{code}]\n{text}");
        let found = analyse(&ignoring, &Config::default()).findings;
        let still = found.iter().any(|it| it.diagnostic.rule.code == code);
        ensure(!still, || format!("{code} is found though it is ignored"))?;
    }
    Ok(())
}

/// At every instant of the case at which the formula gives targets, these are the
/// same as before.
fn asks_for_the_same(case: &Case, mended: &str) -> Verdict {
    let settings = profile(&case.settings);
    case.world.each_instant(|env| {
        let run = |text: &str| {
            let tree = parse(text).tree;
            reference::evaluate(text, &tree, &settings, env, &mut NoTrace)
        };
        let before = run(&case.text);
        // An error is there to be mended.
        if before.error.is_some() {
            return Ok(());
        }
        let (before, after) = (asked(&before), asked(&run(mended)));
        ensure(before == after, || {
            format!("the safe fixes change the outcome:\n{before}\n{after}\n{mended}")
        })
    })
}

fn asked(run: &AutoScaleRun) -> String {
    let code = run.error.as_ref().map(|it| it.code);
    format!("{:?} {code:?}", run.targets)
}
