//! What the client can have done with a formula: evaluated, traced, its bounds
//! shown, another snapshot chosen.

use std::path::Path;

use autoscale_base::{Span, quoted};
use autoscale_catalog::Target;
use autoscale_ide::json::{BoundsView, RunView};
use autoscale_ide::{Evaluation, Trace, broken_assumptions, placeholder, range_words, trace_text};
use autoscale_machine::{AutoScaleRun, Env};
use autoscale_metrics::Snapshot;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::lsp_types::Url;

use crate::documents::Document;
use crate::formula::{InDocument, formulas};
use crate::live::{self, Run};
use crate::snapshots;

/// Evaluates a formula.
pub(crate) const EVALUATE: &str = "autoscale.evaluate";
/// Proves what its targets can be.
pub(crate) const BOUNDS: &str = "autoscale.bounds";
/// Evaluates it statement by statement.
pub(crate) const TRACE: &str = "autoscale.trace";
/// Chooses the snapshot that it is evaluated under.
pub(crate) const CHOOSE_SNAPSHOT: &str = "autoscale.chooseSnapshot";

/// All of them.
pub(crate) const ALL: [&str; 4] = [EVALUATE, BOUNDS, TRACE, CHOOSE_SNAPSHOT];

/// The protocol's `RequestFailed`: all is right with the request.
const REQUEST_FAILED: ErrorCode = ErrorCode::ServerError(-32803);

/// What the client gets, and what the user is told: clients show nothing of
/// what a command gives.
pub(crate) struct Done {
    pub(crate) result: Value,
    pub(crate) message: String,
}

/// The formula that a command is about.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) uri: Url,
    /// Its name; may be left out where there is only one.
    pub(crate) formula: Option<String>,
}

impl Asked {
    /// Reads the first two arguments of a command.
    pub(crate) fn read(arguments: &[Value]) -> Result<Self> {
        Ok(Self {
            uri: uri(arguments.first())?
                .ok_or_else(|| Error::invalid_params("the first argument must be a URI"))?,
            formula: match arguments.get(1) {
                None | Some(Value::Null) => None,
                Some(Value::String(name)) => Some(name.clone()),
                Some(_) => {
                    let message = "the second argument must be the name of a formula or null";
                    return Err(Error::invalid_params(message));
                }
            },
        })
    }

    /// The formulas that it can mean.
    fn fitting<'d>(&self, document: &'d Document) -> impl Iterator<Item = InDocument<'d>> {
        let name = self.formula.as_deref();
        formulas(document).filter(move |it| name.is_none() || it.name() == name)
    }

    /// The one formula that it means.
    pub(crate) fn one<'d>(&self, document: &'d Document) -> Result<InDocument<'d>> {
        let mut fitting = self.fitting(document);
        match (fitting.next(), fitting.next()) {
            (Some(formula), None) => Ok(formula),
            _ => Err(Error::invalid_params(choices(document))),
        }
    }

    /// The first formula that it means, where it may mean all.
    pub(crate) fn some<'d>(&self, document: &'d Document) -> Result<InDocument<'d>> {
        let first = self.fitting(document).next();
        first.ok_or_else(|| Error::invalid_params(choices(document)))
    }
}

/// A URI, or null.
pub(crate) fn uri(argument: Option<&Value>) -> Result<Option<Url>> {
    let no_uri = || Error::invalid_params("an argument that must be a URI is none");
    match argument {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(uri)) => Url::parse(uri).map(Some).map_err(|_| no_uri()),
        Some(_) => Err(no_uri()),
    }
}

/// What can be asked about instead.
fn choices(document: &Document) -> String {
    if document.analysis().formulas.is_empty() {
        return "there is no formula in this document".to_owned();
    }
    let names = formulas(document).filter_map(InDocument::name);
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => {
            "the formula of this document has no name: the second argument must be null".to_owned()
        }
        names => format!("the second argument must be one of {}", names.join(", ")),
    }
}

fn failed(message: String) -> Error {
    Error {
        code: REQUEST_FAILED,
        message: message.into(),
        data: None,
    }
}

/// What a command tells about a formula.
pub(crate) fn answer(command: &str, formula: InDocument<'_>, document: &Document) -> Result<Done> {
    match command {
        EVALUATE => evaluated(formula),
        TRACE => traced(formula),
        BOUNDS => bounded(formula, document),
        _ => Err(Error::invalid_params("there is no such command")),
    }
}

/// An evaluation with what went in; without a snapshot there are no samples.
fn with_evaluation<T>(
    formula: InDocument<'_>,
    told: impl FnOnce(&Evaluation, &Snapshot, Option<&Path>) -> Result<T>,
) -> Result<T> {
    let subject = &formula.subject;
    if let Some(hole) = placeholder(subject) {
        let hole = quoted(hole.text(subject.text));
        return Err(failed(format!(
            "{hole} is not filled in: there is nothing to evaluate"
        )));
    }
    match formula.run() {
        Run::Refused { problem, .. } => Err(failed(problem.clone())),
        Run::Ended(ended) => told(&ended.evaluation, &ended.snapshot, Some(&ended.path)),
        Run::None => {
            let snapshot = Snapshot::default();
            match live::evaluate(subject, &snapshot) {
                Some(evaluation) => told(&evaluation, &snapshot, None),
                None => Err(Error::internal_error()),
            }
        }
    }
}

fn evaluated(formula: InDocument<'_>) -> Result<Done> {
    with_evaluation(formula, |evaluation, snapshot, path| {
        let mut warnings = snapshot.warnings.clone();
        warnings.extend(broken_assumptions(&snapshot.history));
        let view = RunView::new(&evaluation.run, formula.subject.profile, &warnings, None);
        Ok(Done {
            result: json(&view)?,
            message: in_words(&evaluation.run, path),
        })
    })
}

fn traced(formula: InDocument<'_>) -> Result<Done> {
    with_evaluation(formula, |evaluation, snapshot, path| {
        let env: Env<'_> = live::env_of(evaluation, snapshot);
        let (text, profile) = (formula.subject.text, formula.subject.profile);
        let (run, trace) = Trace::record(text, profile, &env);
        let text = trace_text(&trace, profile, env.now);
        let end = in_words(&run, path);
        Ok(Done {
            message: format!("{text}{end}"),
            result: Value::String(format!("{text}{end}\n")),
        })
    })
}

fn bounded(formula: InDocument<'_>, document: &Document) -> Result<Done> {
    let analysis = formula.subject.analysis;
    let in_file = |span: Span| formula.to_document(span);
    let view = BoundsView::new(analysis, &document.text, in_file);
    let bounds = &analysis.bounds;
    let ranges = [Target::Dedicated, Target::LowPriority].map(|target| {
        if bounds.assigned(target) {
            let range = range_words::numbers(bounds.target(target));
            format!("{} is {range}", target.name())
        } else {
            format!("{} stays as it is", target.name())
        }
    });
    Ok(Done {
        result: json(&view)?,
        message: ranges.join("; "),
    })
}

fn json(view: &impl serde::Serialize) -> Result<Value> {
    serde_json::to_value(view).map_err(|_| Error::internal_error())
}

/// What came out, and under which snapshot.
fn in_words(run: &AutoScaleRun, snapshot: Option<&Path>) -> String {
    let under = snapshot.map_or_else(
        || "without a snapshot".to_owned(),
        |path| format!("under `{}`", snapshots::name(path)),
    );
    let time = run.timestamp;
    match &run.error {
        Some(error) => format!("{} {under} at {time}: {}", error.code, error.detail),
        None => {
            let targets = run.targets;
            format!(
                "{under} at {time}: {} dedicated nodes, {} low-priority nodes, {}",
                targets.dedicated_nodes,
                targets.low_priority_nodes,
                targets.node_deallocation_option.name(),
            )
        }
    }
}

/// Which snapshot counts for a formula now.
pub(crate) fn counting(formula: InDocument<'_>) -> (Option<Url>, String) {
    let (path, message) = match formula.run() {
        Run::None => {
            return (
                None,
                "there is no snapshot to evaluate the formula under".to_owned(),
            );
        }
        Run::Refused { snapshot, problem } => (snapshot, problem.clone()),
        Run::Ended(ended) => (
            &ended.path,
            in_words(&ended.evaluation.run, Some(&ended.path)),
        ),
    };
    (Url::from_file_path(path).ok(), message)
}
