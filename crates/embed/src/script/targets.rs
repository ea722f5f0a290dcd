//! What a text that nothing names must hold to be taken for a formula: an
//! assignment to a target of the service.

/// A formula without one of them scales nothing.
const TARGETS: &[&str] = &["DedicatedNodes", "LowPriorityNodes", "Dedicated"];

/// What all of them begin with.
const HEAD: &str = "$Target";

/// Does `text` assign to a target?
pub(crate) fn assigns_target(text: &str) -> bool {
    text.match_indices(HEAD).any(|(at, _)| {
        let rest = text.get(at + HEAD.len()..).unwrap_or_default();
        let name = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .and_then(|end| rest.split_at_checked(end));
        name.is_some_and(|(name, rest)| TARGETS.contains(&name) && is_assignment(rest))
            && starts_statement(text.get(..at).unwrap_or_default())
    })
}

/// Can a statement start behind `before`? Prose that mentions a target goes on
/// behind a word.
fn starts_statement(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with([';', '\n', '\r', '}', ')'])
}

/// Is `rest`, behind a name, an assignment?
pub(crate) fn is_assignment(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
    rest.starts_with('=') && !rest.starts_with("==")
}

/// Is a text a command line with a formula in it? It is no formula itself.
pub(crate) fn is_command_line(text: &str) -> bool {
    text.contains("auto-scale-formula")
}

/// The key of a formula in the bodies of requests.
pub(crate) const BODY_KEY: &str = "autoScaleFormula";

/// Is a text the body of a request, with a formula in it?
pub(crate) fn is_body(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && text.contains(BODY_KEY)
}

/// Where formulas are hinted at in a file, to ask fast whether an expression
/// holds one.
pub(crate) struct Mentions(Vec<usize>);

impl Mentions {
    pub(crate) fn of(text: &str) -> Self {
        let hints = [HEAD, BODY_KEY];
        let all = hints.iter().flat_map(|hint| text.match_indices(hint));
        let mut places: Vec<usize> = all.map(|(at, _)| at).collect();
        places.sort_unstable();
        Self(places)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn within(&self, span: autoscale_base::Span) -> bool {
        let range = span.range();
        let next = self.0.partition_point(|&at| at < range.start);
        self.0.get(next).is_some_and(|&at| at < range.end)
    }
}
