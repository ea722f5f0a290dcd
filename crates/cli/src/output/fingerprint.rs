//! What a finding is known by from one run to the next, although lines move.

use std::collections::HashMap;

use super::file_path::Folder;
use super::finding::{Finding, Places};

/// The fingerprints of one file's findings, to be asked for in text order.
pub(crate) struct Fingerprints<'a> {
    path: String,
    seen: HashMap<(&'static str, &'a str), u32>,
}

impl<'a> Fingerprints<'a> {
    /// Of the file called `name`.
    pub(crate) fn new(name: &str, folder: &Folder) -> Self {
        Self {
            path: folder.relative(name),
            seen: HashMap::new(),
        }
    }

    /// The hash of path, formula, code, the text around the place, and how often
    /// the same was seen before: unique in a report.
    pub(crate) fn next(&mut self, places: &Places<'a>, finding: &Finding<'_>) -> String {
        let code = finding.diagnostic.rule.code;
        let text = places.surroundings(finding.diagnostic.span.start);
        let ordinal = self.seen.entry((code, text)).or_insert(0);
        *ordinal += 1;
        let formula = finding.formula.unwrap_or_default();
        let parts = [&self.path, formula, code, text, &ordinal.to_string()];
        format!("{:032x}", fnv1a(parts))
    }
}

/// The 128-bit FNV-1a hash of `parts`, each ended by a byte that UTF-8 does not
/// have. The hashes of the standard library may change with its version.
fn fnv1a<'p>(parts: impl IntoIterator<Item = &'p str>) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = parts
        .into_iter()
        .flat_map(|part| part.bytes().chain([0xff]));
    bytes.fold(OFFSET, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::CheckedFile;
    use crate::output::samples::file;

    fn fingerprints(file: &CheckedFile) -> Vec<String> {
        let places = Places::of(file);
        let mut fingerprints = Fingerprints::new(&file.name, &Folder::current());
        places
            .findings()
            .map(|finding| fingerprints.next(&places, &finding))
            .collect()
    }

    #[test]
    fn findings_keep_their_fingerprint_when_their_line_moves() {
        let before = fingerprints(&file("a.tf", "a = #;\nb = #;", &[4, 11]));
        let after = fingerprints(&file("a.tf", "x = 1;\n\n  b = #;\na = #;", &[14, 21]));
        assert_eq!((&before[0], &before[1]), (&after[1], &after[0]));
    }

    #[test]
    fn findings_in_equal_lines_and_in_other_files_differ() {
        let text = "a = #;\na = #;";
        let mut all = fingerprints(&file("a.tf", text, &[4, 11]));
        all.extend(fingerprints(&file("b.tf", text, &[4, 11])));
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 4);
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // Of the one byte 0xff, by the definition of FNV-1a.
        let expected =
            (0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128 ^ 0xff).wrapping_mul((1 << 88) + 0x13b);
        assert_eq!(fnv1a([""]), expected);
    }
}
