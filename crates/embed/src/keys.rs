//! Which keys of a host file hold formulas.

/// A pattern of a key that holds a formula, from `[hosts]` of the
/// configuration: a name such as `scale_rule`, compared without regard to
/// case, `_` and `-`; `*` stands for any letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPattern(String);

/// The keys that hold formulas besides those that everybody uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// From the configuration.
    pub extra: Vec<KeyPattern>,
}

/// The names under which formulas stand in the wild, as [`normal`] gives them.
const KNOWN: &[&str] = &["autoscaleformula", "scaleformula"];

impl KeyPattern {
    /// A pattern.
    #[must_use]
    pub fn new(pattern: &str) -> Self {
        Self(normal(pattern))
    }

    /// Does `key`, already normal, match?
    fn matches(&self, key: &str) -> bool {
        let mut parts = self.0.split('*');
        let Some(mut rest) = parts.next().and_then(|first| key.strip_prefix(first)) else {
            return false;
        };
        let mut open = false;
        let mut parts = parts.peekable();
        while let Some(part) = parts.next() {
            open = true;
            if parts.peek().is_none() {
                return rest.ends_with(part);
            }
            let Some((_, behind)) = rest.split_once(part) else {
                return false;
            };
            rest = behind;
        }
        !open && rest.is_empty()
    }
}

impl Keys {
    /// True when a value under `key` is a formula: `autoScaleFormula`,
    /// `auto_scale_formula`, `--auto-scale-formula`, or what the configuration
    /// adds.
    #[must_use]
    pub fn is_formula(&self, key: &str) -> bool {
        if KNOWN.iter().any(|known| is(key, known)) {
            return true;
        }
        if self.extra.is_empty() {
            return false;
        }
        let key = normal(key);
        self.extra.iter().any(|pattern| pattern.matches(&key))
    }

    /// True when a value under `formula` inside of `parent` is a formula:
    /// `auto_scale { formula = … }`.
    #[must_use]
    pub fn is_formula_in(&self, parent: &str, key: &str) -> bool {
        self.is_formula(key) || is(key, "formula") && is(parent, "autoscale")
    }

    /// False when `text` can hold neither a formula nor a pool, so that reading
    /// it as its language is not worth the time.
    pub(crate) fn may_occur_in(&self, text: &str) -> bool {
        let mut needles: Vec<&str> = NEEDLES.to_vec();
        for pattern in &self.extra {
            let part = pattern.0.split('*').max_by_key(|part| part.len());
            match part {
                Some(part) if part.is_ascii() && !part.is_empty() => needles.push(part),
                _ => return true,
            }
        }
        let mut starts = [false; 256];
        for first in needles.iter().filter_map(|needle| needle.bytes().next()) {
            for byte in [first, first.to_ascii_uppercase()] {
                if let Some(start) = starts.get_mut(usize::from(byte)) {
                    *start = true;
                }
            }
        }
        let starts_one = |byte: &u8| starts.get(usize::from(*byte)).is_some_and(|start| *start);
        let mut rest = text.as_bytes();
        while let Some(at) = rest.iter().position(starts_one) {
            let (_, found) = rest.split_at(at);
            if needles.iter().any(|needle| begins_with(found, needle)) {
                return true;
            }
            rest = found.get(1..).unwrap_or_default();
        }
        false
    }
}

/// What a file with a formula or a pool holds, as [`normal`] gives it.
const NEEDLES: &[&str] = &[
    "autoscale",
    "azurebatch",
    "azurermbatchpool",
    "formula",
    "microsoft.batch",
    "vmsize",
    "$target",
];

/// Does `text` begin with `needle`, whatever its case and separators?
fn begins_with(text: &[u8], needle: &str) -> bool {
    let mut letters = text.iter().filter(|byte| !is_separator(**byte));
    needle.bytes().all(|wanted| {
        let found = letters.next();
        found.is_some_and(|found| found.to_ascii_lowercase() == wanted)
    })
}

/// True when `key`, without case and separators, is `name`.
pub(crate) fn is(key: &str, name: &str) -> bool {
    // Nearly all differ in the first letter, and each is asked for many names.
    if let (Some(first), Some(wanted)) = (key.bytes().next(), name.bytes().next())
        && first.is_ascii_alphanumeric()
        && first.to_ascii_lowercase() != wanted
    {
        return false;
    }
    if !key.is_ascii() {
        return letters(key).eq(name.chars());
    }
    let letters = key.bytes().filter(|byte| !is_separator(*byte));
    let letters = letters.map(|byte| byte.to_ascii_lowercase());
    key.len() >= name.len() && letters.eq(name.bytes())
}

pub(crate) const fn is_separator(byte: u8) -> bool {
    matches!(byte, b'_' | b'-' | b' ')
}

/// A key without case and separators.
fn normal(key: &str) -> String {
    letters(key).collect()
}

fn letters(key: &str) -> impl Iterator<Item = char> {
    let letters = key.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    letters.flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_match_however_they_are_spelt() {
        let keys = Keys {
            extra: vec![KeyPattern::new("scale_rule*"), KeyPattern::new("*Expr")],
        };
        for key in [
            "autoScaleFormula",
            "auto_scale_formula",
            "--auto-scale-formula",
            "scaleRule",
            "scaleRules",
            "poolExpr",
        ] {
            assert!(keys.is_formula(key), "{key}");
        }
        for key in ["formula", "scale", "exprs", ""] {
            assert!(!keys.is_formula(key), "{key}");
        }
        assert!(is("kelvin", "kelvin") && is("\u{212a}el_vin", "kelvin"));
        assert!(keys.is_formula_in("auto_scale", "formula"));
        assert!(keys.is_formula_in("autoScale", "formula"));
        assert!(!keys.is_formula_in("excel", "formula"));
    }
}
