//! Live evaluation: what each formula of a document does under its snapshot.
//! Once a version, and only when somebody asks.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, Weak};

use autoscale_base::{Encoding, LineCol, LineIndex, Span};
use autoscale_ide::{Evaluation, Subject, placeholder};
use autoscale_machine::Env;
use autoscale_metrics::{Snapshot, SnapshotError, read_snapshot};

use crate::documents::Document;
use crate::formula::{InDocument, formulas};
use crate::snapshots::{Found, Snapshots};

/// What is evaluated of one version of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Live {
    /// Those of the session, which know the document in turn.
    snapshots: Weak<Snapshots>,
    runs: OnceLock<Arc<[Run]>>,
    snapshot: OnceLock<Result<Arc<Snapshot>, SnapshotError>>,
}

/// What a formula did.
#[derive(Debug)]
pub(crate) enum Run {
    /// There is no snapshot for it, or it is not whole.
    None,
    /// Its snapshot cannot be used.
    Refused { snapshot: PathBuf, problem: String },
    /// It was evaluated.
    Ended(Box<Ended>),
}

/// An evaluation, and what it was given.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) path: PathBuf,
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) evaluation: Evaluation,
}

impl Live {
    pub(crate) fn under(snapshots: &Arc<Snapshots>) -> Self {
        Self {
            snapshots: Arc::downgrade(snapshots),
            ..Self::default()
        }
    }

    /// The text of the document, read as a snapshot.
    pub(crate) fn as_snapshot(&self, text: &str) -> &Result<Arc<Snapshot>, SnapshotError> {
        let read = || read_snapshot(text.as_bytes()).map(Arc::new);
        self.snapshot.get_or_init(read)
    }
}

/// What each formula of a document did, in text order.
pub(crate) fn runs(document: &Document) -> &[Run] {
    document.live.runs.get_or_init(|| {
        let Some(snapshots) = document.live.snapshots.upgrade() else {
            return Arc::default();
        };
        let of_document: Vec<InDocument<'_>> = formulas(document).collect();
        let names: Vec<Option<&str>> = of_document.iter().map(|formula| formula.name()).collect();
        let found = snapshots.of(&document.uri, &names).into_iter();
        let runs = of_document.iter().zip(found);
        runs.map(|(formula, found)| run(&formula.subject, found))
            .collect()
    })
}

fn run(subject: &Subject<'_>, found: Option<Found>) -> Run {
    let found = found.filter(|_| placeholder(subject).is_none());
    let Some(Found { path, reading }) = found else {
        return Run::None;
    };
    match reading {
        Err(problem) => Run::Refused {
            snapshot: path,
            problem,
        },
        Ok(snapshot) => match evaluate(subject, &snapshot) {
            Some(evaluation) => Run::Ended(Box::new(Ended {
                path,
                snapshot,
                evaluation,
            })),
            None => Run::None,
        },
    }
}

/// Evaluates a formula; `None` when it is not whole.
pub(crate) fn evaluate(subject: &Subject<'_>, snapshot: &Snapshot) -> Option<Evaluation> {
    if placeholder(subject).is_some() {
        return None;
    }
    let env = env(snapshot);
    let evaluate = || Evaluation::of(subject.text, subject.profile, &env);
    // A fault of ours must not end the session.
    catch_unwind(AssertUnwindSafe(evaluate)).ok()
}

/// The world that a snapshot describes. Without a time of its own, it is of
/// now.
fn env(snapshot: &Snapshot) -> Env<'_> {
    Env {
        now: snapshot.time.unwrap_or_else(autoscale_workspace::now),
        seed: 0,
        history: &snapshot.history,
        pool: snapshot.pool,
    }
}

/// The same world as that of an evaluation.
pub(crate) fn env_of<'s>(evaluation: &Evaluation, snapshot: &'s Snapshot) -> Env<'s> {
    Env {
        now: evaluation.run.timestamp,
        ..env(snapshot)
    }
}

/// What the user has to be told about the snapshots of a document, once.
pub(crate) fn news(document: &Document) -> Vec<String> {
    let Some(snapshots) = document.live.snapshots.upgrade() else {
        return Vec::new();
    };
    let news = runs(document).iter().filter_map(|run| match run {
        Run::None => None,
        Run::Refused { snapshot, problem } => {
            let is_news = snapshots.is_news(snapshot, Some(problem));
            is_news.then(|| problem.clone())
        }
        Run::Ended(ended) => {
            snapshots.is_news(&ended.path, None);
            None
        }
    });
    news.collect()
}

/// What is wrong with a document that is a snapshot, and where; `None` for any
/// other document.
pub(crate) fn refusal(document: &Document) -> Option<(Span, String)> {
    let snapshots = document.live.snapshots.upgrade()?;
    if document.stale || !snapshots.is_one(&document.uri) {
        return None;
    }
    let error = document.live.as_snapshot(&document.text).as_ref().err()?;
    let mut message = match &error.pointer {
        Some(pointer) => format!("`{pointer}`: {}", error.message),
        None => error.message.clone(),
    };
    if let Some(help) = &error.help {
        message = format!("{message}\nhelp: {help}");
    }
    Some((place(&document.text, &document.index, error), message))
}

/// The word at the place of an error.
fn place(text: &str, index: &LineIndex, error: &SnapshotError) -> Span {
    let place = LineCol {
        line: error.line.saturating_sub(1),
        column: error.column.saturating_sub(1),
    };
    let start = index.offset(text, place, Encoding::Utf32);
    let rest = text.get(start as usize..).unwrap_or_default();
    let len = match rest.strip_prefix('"') {
        Some(string) => {
            let end = string.lines().next().and_then(|line| line.find('"'));
            end.map_or(1, |end| end + 2)
        }
        None => rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '+')))
            .filter(|len| *len > 0)
            .unwrap_or_else(|| rest.chars().next().map_or(0, char::len_utf8)),
    };
    Span::new(start, start + u32::try_from(len).unwrap_or(0))
}
