//! A formula inside a file of another language: how people choose it, and where
//! in that file it stands.

use autoscale_base::Span;
use autoscale_embed::{Extracted, Formula, SourceMap};

use crate::exit::Failure;

/// Where a formula stands.
#[derive(Clone, Debug)]
pub(crate) struct InHost {
    /// What people call the file.
    pub(crate) file: String,
    /// What is in it.
    pub(crate) text: String,
    /// The `vmSize` of the formula's pool, when the file tells it.
    pub(crate) vm_size: Option<String>,
    source: SourceMap,
}

impl InHost {
    /// The place of `formula` in `file`, which holds `text` and what was
    /// `extracted` from it.
    pub(crate) fn new(file: String, text: String, formula: Formula, extracted: &Extracted) -> Self {
        let pool = formula.pool.and_then(|pool| extracted.pools.get(pool.0));
        let vm_size = pool.and_then(|pool| pool.vm_size.as_ref()?.value.clone());
        Self {
            file,
            text,
            vm_size,
            source: formula.source,
        }
    }

    /// The place in the file of a range of the formula.
    pub(crate) fn place(&self, span: Span) -> Span {
        self.source.to_host(span)
    }
}

/// The formula of that name, or the only one in `file`.
pub(crate) fn choose(
    file: &str,
    name: Option<&str>,
    extracted: &mut Extracted,
) -> Result<Formula, Failure> {
    let formulas = &mut extracted.formulas;
    let chosen = match name {
        None => (0..formulas.len()).collect(),
        Some(name) => named(name, formulas),
    };
    match (chosen.as_slice(), name) {
        _ if formulas.is_empty() => Err(Failure::new(format!("there is no formula in `{file}`"))),
        (&[only], _) => Ok(formulas.swap_remove(only)),
        ([], name) => {
            let name = name.unwrap_or_default();
            let message = format!("there is no formula `{name}` in `{file}`");
            Err(Failure::with_help(message, choices(file, formulas.iter())))
        }
        (several, None) => {
            let message = format!("`{file}` holds {} formulas", several.len());
            Err(Failure::with_help(message, choices(file, formulas.iter())))
        }
        (several, Some(name)) => {
            let message = format!("`{name}` fits {} formulas in `{file}`", several.len());
            let several = several.iter().filter_map(|&index| formulas.get(index));
            Err(Failure::with_help(message, choices(file, several)))
        }
    }
}

/// The formula whose name it is; failing that, those whose name has it as some
/// of its parts: `render` of `azurerm_batch_pool.render.auto_scale.formula`.
fn named(name: &str, formulas: &[Formula]) -> Vec<usize> {
    let by = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let named = formulas.iter().enumerate();
        let named = named.filter(|(_, formula)| formula.name.as_deref().is_some_and(fits));
        named.map(|(index, _)| index).collect()
    };
    let exact = by(&|whole| whole == name);
    if exact.is_empty() {
        by(&|whole| has_parts(whole, name))
    } else {
        exact
    }
}

/// True when `parts` stands in `whole` between signs that no name has inside.
fn has_parts(whole: &str, parts: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let is_whole = |(at, _): (usize, &str)| {
        let (before, rest) = whole.split_at_checked(at).unwrap_or_default();
        let behind = rest.strip_prefix(parts).unwrap_or_default();
        !before.ends_with(inside) && !behind.starts_with(inside)
    };
    !parts.is_empty() && whole.match_indices(parts).any(is_whole)
}

/// What to write to choose one of these.
fn choices<'f>(file: &str, formulas: impl Iterator<Item = &'f Formula>) -> String {
    let names = formulas.filter_map(|formula| formula.name.as_ref());
    let names: Vec<String> = names.map(|name| format!("`{file}#{name}`")).collect();
    match names.as_slice() {
        [] => format!("write `{file}`"),
        [name] => format!("write {name}"),
        names => format!("write one of {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::has_parts;

    #[test]
    fn a_part_of_a_name_is_whole() {
        let whole = "azurerm_batch_pool.render.auto_scale.formula";
        for parts in [
            "render",
            "azurerm_batch_pool.render",
            "render.auto_scale",
            "formula",
        ] {
            assert!(has_parts(whole, parts), "{parts}");
        }
        for other in ["", "rende", "batch_pool.render", "auto", "renders"] {
            assert!(!has_parts(whole, other), "{other}");
        }
        assert!(has_parts("pools[0].formula", "pools[0]"));
    }
}
