//! What must hold of the formulas in any host file: every byte of them has its
//! place in the file and is found there again.

use autoscale_base::Span;
use autoscale_embed::{Extracted, Formula, Host, Keys, Segment, SegmentKind};
use autoscale_lint::{Config, analyse_file, mend};

use super::lint::finding_fits;
use super::{Verdict, ensure};
use crate::generate::HostFile;

/// Extracts from any text and looks at everything that comes out.
pub(crate) fn extracts(
    extract: impl Fn(&str, Host, &Keys) -> Extracted,
    file: &HostFile,
) -> Verdict {
    let text = file.text.as_str();
    let extracted = extract(text, file.host, &Keys::default());
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let is_place = |span: Span| span.end <= length && text.get(span.range()).is_some();
    if let Some(problem) = &extracted.problem {
        ensure(is_place(problem.span), || format!("{problem:?} is outside"))?;
    }
    ensure(extracted.pools.iter().all(|it| is_place(it.span)), || {
        format!("a pool is outside: {:?}", extracted.pools)
    })?;
    names_are_unique(&extracted)?;
    for formula in &extracted.formulas {
        ensure(is_place(formula.span), || format!("{formula:?} is outside"))?;
        let pool = formula.pool.is_none_or(|id| id.0 < extracted.pools.len());
        ensure(pool, || format!("the pool of {formula:?} is none"))?;
        segments_are_sound(text, formula)?;
        places_are_found_again(formula)?;
    }
    Ok(())
}

/// The findings of any file fit it, and so do those that its fixes leave.
pub(crate) fn analyses(file: &HostFile) -> Verdict {
    let (text, config) = (file.text.as_str(), Config::default());
    let analysis = analyse_file(text, file.host, &config);
    let mut found = analysis.findings.iter().map(|it| &it.diagnostic);
    found.try_for_each(|it| finding_fits(text, it))?;
    let Some(mended) = mend(text, file.host, &config, &analysis, true) else {
        return Ok(());
    };
    let mut found = mended.analysis.findings.iter().map(|it| &it.diagnostic);
    found.try_for_each(|it| finding_fits(&mended.text, it))
}

fn names_are_unique(extracted: &Extracted) -> Verdict {
    let names = extracted.formulas.iter().filter_map(|it| it.name.as_ref());
    let mut names: Vec<&String> = names.collect();
    names.sort_unstable();
    ensure(names.is_sorted_by(|a, b| a < b), || {
        format!("two formulas have one name: {names:?}")
    })
}

/// The segments make up the formula without gaps, and what stands in the file
/// as it is does stand there.
fn segments_are_sound(text: &str, formula: &Formula) -> Verdict {
    let source = &formula.source;
    let mut end = 0;
    for segment in source.segments() {
        let fits = segment.formula.start == end && text.get(segment.host.range()).is_some();
        ensure(fits, || {
            format!("{segment:?} is out of place in {formula:?}")
        })?;
        end = segment.formula.end;
        let (written, read) = (segment.host.text(text), segment.formula.text(source.text()));
        let kind = segment.kind;
        ensure(kind != SegmentKind::Verbatim || written == read, || {
            format!("`{read}` is written as `{written}` in {formula:?}")
        })?;
        ensure((kind == SegmentKind::Dropped) <= read.is_empty(), || {
            format!("{segment:?} is not dropped in {formula:?}")
        })?;
    }
    ensure(end as usize == source.text().len(), || {
        format!("the segments end at {end} in {formula:?}")
    })
}

/// Every byte is found again by its place in the file.
fn places_are_found_again(formula: &Formula) -> Verdict {
    let source = &formula.source;
    let written = source.segments().iter().filter(|it| !it.formula.is_empty());
    let mut pieces = written.flat_map(pieces);
    let lost = pieces.find(|&(piece, start)| {
        let host = source.to_host(piece);
        source.to_formula(host.start) != Some(start)
    });
    ensure(lost.is_none(), || {
        format!("{lost:?} is not found again in {formula:?}")
    })
}

/// The parts of a segment that have places of their own, with where these
/// begin.
fn pieces(segment: &Segment) -> Vec<(Span, u32)> {
    let Span { start, end } = segment.formula;
    match segment.kind {
        SegmentKind::Verbatim => (start..end).map(|at| (Span::new(at, at + 1), at)).collect(),
        _ => vec![(segment.formula, start)],
    }
}
