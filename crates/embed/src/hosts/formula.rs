//! Files that are a formula and nothing else.

use autoscale_base::Span;

use crate::{Extracted, Formula, Keys, SourceMap};

/// The whole file as one formula.
pub(crate) fn extract(text: &str, _keys: &Keys) -> Extracted {
    let source = SourceMap::identity(text);
    let formula = Formula {
        name: None,
        span: Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX)),
        source,
        pool: None,
        faults: Vec::new(),
    };
    Extracted {
        formulas: vec![formula],
        ..Extracted::default()
    }
}
