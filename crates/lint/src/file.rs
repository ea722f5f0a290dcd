//! The analysis of a whole file: every formula in it, and what stands around
//! them, in the file's own coordinates.

use autoscale_base::{Diagnostic, Label};
use autoscale_embed::{Extracted, Formula, Host, Problem, SourceMap, extract};

use crate::analysis::{analyse, analyse_in_host, order, set_levels};
use crate::context::{HostContext, PoolContext};
use crate::rules::{POOL_LINTS, UNREADABLE_HOST};
use crate::{Analysis, Config};

/// What is known about a file.
#[derive(Clone, Debug, Default)]
pub struct FileAnalysis {
    /// The formulas in text order.
    pub formulas: Vec<FormulaAnalysis>,
    /// The findings in text order, with spans, labels and fixes of the file's
    /// text.
    pub findings: Vec<Finding>,
}

/// What is known about a formula of a file.
#[derive(Clone, Debug)]
pub struct FormulaAnalysis {
    /// Where it stands; `None` when the file is the formula.
    pub formula: Option<Formula>,
    /// What is known about it, but for the findings: these are in
    /// [`FileAnalysis::findings`].
    pub analysis: Analysis,
}

/// A finding in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found, with spans of the file's text.
    pub diagnostic: Diagnostic,
    /// The name of the formula that it is about. `None` when the file is the
    /// formula, or the finding is about a pool or the file itself.
    pub formula: Option<String>,
}

/// Analyses every formula of a file of the language `host`.
#[must_use]
pub fn analyse_file(text: &str, host: Host, config: &Config) -> FileAnalysis {
    if host == Host::Formula {
        return of_formula(analyse(text, config));
    }
    let extracted = extract(text, host, &config.keys);
    let mut file = FileAnalysis::default();
    if let Some(problem) = &extracted.problem {
        file.findings.extend(unreadable(problem, host, config));
    }
    let mut of_pools = of_pools(text, host, &extracted, config);
    for formula in extracted.formulas {
        let of_pool = formula.pool.and_then(|id| of_pools.get_mut(id.0));
        let context = HostContext {
            language: host,
            text,
            formula: &formula,
            pool: formula.pool.and_then(|id| extracted.pools.get(id.0)),
        };
        let (mut analysis, around) = analyse_in_host(context, of_pool, config);
        let inside = std::mem::take(&mut analysis.diagnostics);
        let inside = inside
            .into_iter()
            .map(|found| in_host(found, &formula.source));
        file.findings.extend(inside.chain(around).map(|diagnostic| {
            let formula = formula.name.clone();
            Finding {
                diagnostic,
                formula,
            }
        }));
        file.formulas.push(FormulaAnalysis {
            formula: Some(formula),
            analysis,
        });
    }
    file.findings
        .extend(of_pools.into_iter().flatten().map(|diagnostic| Finding {
            diagnostic,
            formula: None,
        }));
    file.findings.sort_by_key(|found| order(&found.diagnostic));
    file
}

/// What is found in the definition of each pool.
fn of_pools(
    text: &str,
    language: Host,
    extracted: &Extracted,
    config: &Config,
) -> Vec<Vec<Diagnostic>> {
    let of_pool = |pool| {
        let context = PoolContext {
            language,
            text,
            pool,
            alone: extracted.pools.len() == 1,
            whole: extracted.problem.is_none() && !pool.has_more,
        };
        let mut found = Vec::new();
        for lint in POOL_LINTS {
            if config.levels.of(lint.rule).is_some() {
                (lint.check)(&context, &mut found);
            }
        }
        set_levels(&mut found, config);
        found
    };
    extracted.pools.iter().map(of_pool).collect()
}

/// The one formula of a file that is nothing else: nothing is mapped or copied.
fn of_formula(mut analysis: Analysis) -> FileAnalysis {
    let findings = std::mem::take(&mut analysis.diagnostics)
        .into_iter()
        .map(|diagnostic| Finding {
            diagnostic,
            formula: None,
        });
    FileAnalysis {
        findings: findings.collect(),
        formulas: vec![FormulaAnalysis {
            formula: None,
            analysis,
        }],
    }
}

fn unreadable(problem: &Problem, host: Host, config: &Config) -> Option<Finding> {
    let language = host.name();
    let message = format!("this cannot be read as {language}: {}", problem.message);
    let diagnostic = Diagnostic::new(&UNREADABLE_HOST, problem.span, message)
        .with_help("formulas behind this place may be missed");
    let mut found = vec![diagnostic];
    set_levels(&mut found, config);
    found.pop().map(|diagnostic| Finding {
        diagnostic,
        formula: None,
    })
}

/// A finding about a formula in the coordinates of its host. A fix that the
/// host cannot take is dropped.
fn in_host(found: Diagnostic, source: &SourceMap) -> Diagnostic {
    Diagnostic {
        span: source.to_host(found.span),
        related: found
            .related
            .into_iter()
            .map(|label| Label {
                span: source.to_host(label.span),
                ..label
            })
            .collect(),
        fix: found.fix.and_then(|fix| source.fix_in_host(&fix)),
        ..found
    }
}
