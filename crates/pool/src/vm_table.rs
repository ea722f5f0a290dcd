//! The VM sizes that are known: those of the catalog, or of a user's own table.

use std::borrow::Cow;
use std::fmt;

use autoscale_catalog::vm_sizes;

use crate::Vm;

/// A table of VM sizes.
#[derive(Clone, Debug)]
pub struct VmTable(Vec<Vm>);

/// Why a table was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VmTableError {
    /// The line, from 1.
    pub line: u64,
    /// One sentence; lower-case, no full stop.
    pub message: String,
}

impl fmt::Display for VmTableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for VmTableError {}

/// That of the catalog.
impl Default for VmTable {
    fn default() -> Self {
        Self(vm_sizes().map(Vm::from).collect())
    }
}

/// The columns of a table; others are not looked at.
const COLUMNS: [&str; 5] = [
    "vmSize",
    "family",
    "vCPUs",
    "dedicatedUsdPerHour",
    "lowPriorityUsdPerHour",
];

impl VmTable {
    /// Reads CSV with a header that names at least `vmSize`, `family` and
    /// `vCPUs`; `dedicatedUsdPerHour` and `lowPriorityUsdPerHour` are empty
    /// where the price is not known.
    ///
    /// # Errors
    /// What is wrong, with its line.
    pub fn read(text: &str) -> Result<Self, VmTableError> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let of_csv = |error: csv::Error| VmTableError {
            line: error.position().map_or(1, csv::Position::line),
            message: format!("not well-formed CSV: {error}"),
        };
        let header = reader.headers().map_err(of_csv)?;
        let places = COLUMNS.map(|name| header.iter().position(|it| it == name));
        if let Some((name, _)) = COLUMNS
            .iter()
            .zip(places)
            .take(3)
            .find(|(_, it)| it.is_none())
        {
            return Err(VmTableError {
                line: 1,
                message: format!("there is no column `{name}`"),
            });
        }
        let mut sizes = Vec::new();
        for record in reader.records() {
            let record = record.map_err(of_csv)?;
            let line = record.position().map_or(0, csv::Position::line);
            let wrong = |message| VmTableError { line, message };
            let [name, family, cores, dedicated, low_priority] =
                places.map(|place| place.and_then(|at| record.get(at)).unwrap_or_default());
            let cores = cores.parse().ok().filter(|&cores| cores > 0);
            let cores =
                cores.ok_or_else(|| wrong("`vCPUs` is a whole number from 1".to_owned()))?;
            sizes.push(Vm {
                name: Cow::Owned(name.to_owned()),
                family: Cow::Owned(family.to_owned()),
                cores,
                price: [
                    price("dedicatedUsdPerHour", dedicated).map_err(wrong)?,
                    price("lowPriorityUsdPerHour", low_priority).map_err(wrong)?,
                ],
            });
        }
        Ok(Self(sizes))
    }

    /// The size of that name, in whatever case: the service writes it in small
    /// letters.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Vm> {
        let mut all = self.0.iter();
        all.find(|vm| vm.name.eq_ignore_ascii_case(name)).cloned()
    }

    /// The name that somebody may have meant.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let name = name.to_ascii_lowercase();
        let likeness = |vm: &Vm| strsim::jaro_winkler(&vm.name.to_ascii_lowercase(), &name);
        let all = self.0.iter().map(|vm| (likeness(vm), vm));
        let best = all.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
        (best.0 > 0.9).then_some(&*best.1.name)
    }
}

fn price(column: &str, text: &str) -> Result<Option<f64>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse().ok();
    let price = number.filter(|it: &f64| it.is_finite() && *it >= 0.0);
    price
        .map(Some)
        .ok_or_else(|| format!("`{column}` is `{text}`, which is no price"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read() {
        let text = "vCPUs,vmSize,note,family,dedicatedUsdPerHour\n4,Big,x,bigFamily,1.5\n1,Small,,smallFamily,\n";
        let table = VmTable::read(text).unwrap();
        let big = table.find("BIG").unwrap();
        assert_eq!(
            (big.cores, &*big.family, big.price),
            (4, "bigFamily", [Some(1.5), None])
        );
        assert_eq!(table.find("small").unwrap().price, [None, None]);
        assert_eq!(table.find("Standard_D2_v3"), None);
    }

    #[test]
    fn mistakes_are_named() {
        for (text, message) in [
            ("vmSize,vCPUs\n", "line 1: there is no column `family`"),
            (
                "vmSize,family,vCPUs\na,b,0\n",
                "line 2: `vCPUs` is a whole number from 1",
            ),
            (
                "vmSize,family,vCPUs,dedicatedUsdPerHour\na,b,1,-2\n",
                "line 2: `dedicatedUsdPerHour` is `-2`, which is no price",
            ),
        ] {
            assert_eq!(VmTable::read(text).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn the_nearest_name_is_found() {
        let table = VmTable::default();
        assert_eq!(table.nearest("standard_d2v3"), Some("Standard_D2_v3"));
        assert_eq!(table.nearest("banana"), None);
    }
}
