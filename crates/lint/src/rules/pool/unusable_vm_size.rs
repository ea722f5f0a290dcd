//! AS706: a VM size that there is not, or not in pools.

use autoscale_base::{Diagnostic, Fix, Severity, quoted, rule};
use autoscale_catalog::{vm_size, vm_sizes};

use super::text;
use crate::context::PoolContext;
use crate::rules::written::written;

rule! {
    /// ## What it does
    /// Finds VM sizes that Batch does not have, `STANDARD_A0` and `ExtraSmall`,
    /// and those that are known but for the way in which they are written:
    /// `Standard_D2v3`, `D4s_v5`, `Standart_F2`.
    ///
    /// Any other size may be a newer one than we know.
    ///
    /// ## Why it matters
    /// The service refuses the pool, or no node is ever allocated and the resize
    /// ends with `UnsupportedVMSize`.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2v3",
    ///   "targetDedicatedNodes": 2
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "id": "render",
    ///   "vmSize": "standard_d2_v3",
    ///   "targetDedicatedNodes": 2
    /// }
    /// ```
    ///
    /// ## Evidence
    /// The REST reference of `vmSize` excludes `STANDARD_A0` and, for Cloud
    /// Services, `ExtraSmall`. It excludes sizes with premium storage, too, but
    /// Microsoft has created pools of these: they are among the sizes that
    /// microsoft/ga4gh-tes lists, from which ours are taken. That a name is
    /// misspelt is a guess, thus a warning.
    pub(super) static UNUSABLE_VM_SIZE = ("AS706", "unusable-vm-size", Error, label "no size for a pool", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let Some((span, size)) = text(cx.pool.vm_size.as_ref()) else {
        return;
    };
    let in_services = cx.pool.cloud_services.is_some();
    let unsupported = size.eq_ignore_ascii_case("standard_a0")
        || in_services && size.eq_ignore_ascii_case("extrasmall");
    if unsupported {
        let message = format!("no pool has nodes of the size {}", quoted(size));
        report.push(
            Diagnostic::new(&UNUSABLE_VM_SIZE, span, message)
                .with_help("choose a larger size, such as `standard_d2s_v3`"),
        );
    } else if let Some(known) = misspelt(size).filter(|_| !in_services) {
        let message = format!("there is no VM size {}", quoted(size));
        let mut finding = Diagnostic::new(&UNUSABLE_VM_SIZE, span, message)
            .with_label("no such size")
            .with_help(format!("did you mean `{known}`?"));
        finding.severity = Severity::Warning;
        report.push(match written(cx.text, span, size) {
            Some(place) => finding.with_fix(Fix::safe(place, known)),
            None => finding,
        });
    }
}

/// The word in front of nearly all sizes.
const FRONT: &str = "standard";

/// The known size that `name` is but for separators and the word in front.
fn misspelt(name: &str) -> Option<&'static str> {
    if vm_size(name).is_some() {
        return None;
    }
    let written = letters(behind_front(name));
    // The word in front may have a slip of the pen.
    let behind = name.split_once(['_', '-', ' ']).and_then(|(front, rest)| {
        autoscale_check::nearest(front, [FRONT])?;
        Some(letters(rest))
    });
    let known = vm_sizes().map(|size| size.name);
    let mut same = known.filter(|known| {
        let known = letters(behind_front(known));
        known.clone().eq(written.clone()) || behind.clone().is_some_and(|it| known.eq(it))
    });
    let found = same.next()?;
    // Only what can mean nothing else is a slip.
    same.next().is_none().then_some(found)
}

/// A name without the word in front, where it begins with that.
fn behind_front(name: &str) -> &str {
    let (front, behind) = name.split_at_checked(FRONT.len()).unwrap_or(("", name));
    if front.eq_ignore_ascii_case(FRONT) {
        behind
    } else {
        name
    }
}

/// A name in small letters, without separators.
fn letters(name: &str) -> impl Iterator<Item = char> + Clone {
    let letters = name.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    letters.map(|c| c.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_slips_of_the_pen_are_misspelt() {
        for (name, known) in [
            ("standard_d2v3", Some("Standard_D2_v3")),
            ("D4s_v5", Some("Standard_D4s_v5")),
            ("Standart_F2", Some("Standard_F2")),
            ("Standard D2s v3", Some("Standard_D2s_v3")),
            ("STANDARD_D2S_V3", None),
            ("Standard_D2s_v6", None),
            ("Standard_D3_v3", None),
            ("Standard_ND2", None),
            ("Basic_D2", None),
            ("Mix", None),
            ("small", None),
            ("", None),
        ] {
            assert_eq!(misspelt(name), known, "{name}");
        }
    }

    #[test]
    fn no_known_size_is_misspelt() {
        for size in vm_sizes() {
            assert_eq!(misspelt(size.name), None, "{}", size.name);
        }
    }
}
