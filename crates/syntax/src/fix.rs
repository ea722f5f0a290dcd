//! Fixes of several edits.

use autoscale_base::{Applicability, Edit, Fix, Span};

/// A fix of `edits`, which are in text order. Those that touch become one.
pub(crate) fn fix<'a>(
    applicability: Applicability,
    edits: impl IntoIterator<Item = (Span, &'a str)>,
) -> Fix {
    let mut joined: Vec<Edit> = Vec::new();
    for (span, text) in edits {
        match joined.last_mut() {
            Some(last) if last.span.end == span.start => {
                last.span = last.span.to(span);
                last.text.push_str(text);
            }
            _ => joined.push(Edit {
                span,
                text: text.to_owned(),
            }),
        }
    }
    Fix {
        applicability,
        edits: joined,
    }
}
