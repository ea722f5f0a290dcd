//! The VM sizes of Batch pools: cores, which quotas count, and example prices.
//!
//! Source: `microsoft/ga4gh-tes`,
//! `src/TesApi.Web/BatchSupportedVmSizeInformation_AZURECLOUD.json` of
//! 2025-03-04 (MIT licence), in which Microsoft lists the sizes with which it
//! has created Batch pools. Prices are those of the Azure Retail Prices API at
//! that time for Linux in West Europe, in US dollars an hour: examples, not an
//! offer.

use std::cmp::Ordering;
use std::sync::LazyLock;

/// When and where the prices were those of the table.
pub const PRICES: &str = "West Europe, Linux, March 2025";

/// Name, quota family, cores, memory, GPUs and prices, a size a line.
const TABLE: &str = include_str!("../data/vm-sizes.csv");

/// A size of virtual machines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VmSize {
    /// The name, such as `Standard_D2_v3`.
    pub name: &'static str,
    /// The family, by which quotas are given.
    pub family: &'static str,
    /// Cores, as quotas count them.
    pub cores: u32,
    /// US dollars an hour of a dedicated node, where that is known.
    pub dedicated_price: Option<f64>,
    /// US dollars an hour of a low-priority or spot node, where that is known.
    pub low_priority_price: Option<f64>,
}

/// The size of that name, in whatever case: the service writes it in small
/// letters.
#[must_use]
pub fn vm_size(name: &str) -> Option<VmSize> {
    let found = SIZES.binary_search_by(|size| in_any_case(size.name, name));
    SIZES.get(found.ok()?).copied()
}

/// All sizes, by name.
pub fn vm_sizes() -> impl Iterator<Item = VmSize> {
    SIZES.iter().copied()
}

/// The table, read once and put in the order of names in small letters: every
/// pool of a folder asks for its size.
static SIZES: LazyLock<Vec<VmSize>> = LazyLock::new(|| {
    let mut sizes: Vec<VmSize> = TABLE.lines().skip(1).filter_map(row).collect();
    sizes.sort_by(|a, b| in_any_case(a.name, b.name));
    sizes
});

fn in_any_case(a: &str, b: &str) -> Ordering {
    let [a, b] = [a, b].map(|name| name.bytes().map(|byte| byte.to_ascii_lowercase()));
    a.cmp(b)
}

fn row(line: &'static str) -> Option<VmSize> {
    let mut fields = line.split(',');
    let (name, family) = (fields.next()?, fields.next()?);
    let cores = fields.next()?.parse().ok()?;
    let (_memory, _gpus) = (fields.next()?, fields.next()?);
    let (dedicated, low_priority) = (fields.next()?, fields.next()?);
    Some(VmSize {
        name,
        family,
        cores,
        dedicated_price: dedicated.parse().ok(),
        low_priority_price: low_priority.parse().ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_size() {
        assert_eq!(vm_sizes().count(), TABLE.lines().count() - 1);
        for size in vm_sizes() {
            assert!(size.cores > 0 && !size.family.is_empty(), "{size:?}");
            let prices = [size.dedicated_price, size.low_priority_price];
            assert!(prices.into_iter().flatten().all(|price| price > 0.0));
        }
    }

    #[test]
    fn a_size_is_found_in_any_case() {
        let size = vm_size("STANDARD_d2_V3").unwrap();
        assert_eq!((size.name, size.cores), ("Standard_D2_v3", 2));
        assert_eq!(size.family, "standardDv3Family");
        assert_eq!(size.dedicated_price, Some(0.12));
        assert_eq!(vm_size("Standard_D2s_v3").unwrap().dedicated_price, None);
        assert_eq!(vm_size("Standard_Z1"), None);
    }
}
