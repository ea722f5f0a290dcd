//! What the names of an image of the Marketplace tell of its system.

use autoscale_base::Span;
use autoscale_pool::definition::VirtualMachine;

use super::text;

/// A system, as far as names tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum System {
    Windows,
    Ubuntu,
    Debian,
    /// CentOS, Red Hat and what is built from it: they share node agents.
    EnterpriseLinux,
    Suse,
    Mariner,
    /// Of a distribution that is not told apart.
    Linux,
}

/// The words by which publishers, offers and node agents name a system.
const WORDS: &[(&str, System)] = &[
    ("windows", System::Windows),
    ("ubuntu", System::Ubuntu),
    ("debian", System::Debian),
    ("centos", System::EnterpriseLinux),
    ("rhel", System::EnterpriseLinux),
    ("redhat", System::EnterpriseLinux),
    ("almalinux", System::EnterpriseLinux),
    ("rocky", System::EnterpriseLinux),
    ("oracle-linux", System::EnterpriseLinux),
    ("suse", System::Suse),
    ("sles", System::Suse),
    ("mariner", System::Mariner),
    ("linux", System::Linux),
];

impl System {
    /// The one system that `name` names.
    pub(super) fn named_in(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let mut named = WORDS.iter().filter(|(word, _)| name.contains(word));
        let (_, first) = named.next()?;
        // `linux` is a part of more certain names, and one image may have a
        // name such as `ubuntu-on-windows`.
        let agrees = |other: Self| other == *first || other == Self::Linux;
        named.all(|(_, other)| agrees(*other)).then_some(*first)
    }

    /// The system of a node agent such as `batch.node.ubuntu 22.04`.
    pub(super) fn of_agent(sku: &str) -> Option<Self> {
        let name = sku.trim().to_ascii_lowercase();
        let name = name.strip_prefix("batch.node.")?;
        let name = name.split(' ').next()?;
        match name {
            "" => None,
            "el" => Some(Self::EnterpriseLinux),
            name => Some(Self::named_in(name).unwrap_or(Self::Linux)),
        }
    }

    pub(super) const fn is_windows(self) -> bool {
        matches!(self, Self::Windows)
    }

    /// May a node agent for `self` run on `other`?
    pub(super) fn fits(self, other: Self) -> bool {
        let unknown = [self, other].contains(&Self::Linux);
        self == other || unknown && self.is_windows() == other.is_windows()
    }
}

/// Publisher, offer and SKU of an image, in lower case; empty where they are
/// not written.
pub(super) struct Names {
    pub(super) publisher: String,
    pub(super) offer: String,
    pub(super) sku: String,
    /// The most telling of them as it is written, and where.
    pub(super) shown: String,
    pub(super) span: Span,
}

impl Names {
    /// Those of a machine's image; `None` when it is no one of the Marketplace,
    /// or the file says nothing of its names.
    pub(super) fn of(machine: &VirtualMachine) -> Option<Self> {
        let image = machine.image.as_ref()?.value.as_ref()?;
        let settings = [&image.offer, &image.publisher, &image.sku];
        let [offer, publisher, sku] = settings.map(|setting| text(setting.as_ref()));
        let (span, shown) = offer.or(publisher)?;
        let lower = |name: Option<(Span, &str)>| {
            name.map_or_else(String::new, |(_, name)| name.to_ascii_lowercase())
        };
        Some(Self {
            publisher: lower(publisher),
            offer: lower(offer),
            sku: lower(sku),
            shown: shown.to_owned(),
            span,
        })
    }

    /// The system that the offer names, or else the publisher.
    pub(super) fn system(&self) -> Option<System> {
        System::named_in(&self.offer).or_else(|| match self.publisher.as_str() {
            "canonical" => Some(System::Ubuntu),
            publisher => System::named_in(publisher),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_one_system_or_none() {
        for (name, system) in [
            ("0001-com-ubuntu-server-jammy", Some(System::Ubuntu)),
            ("linux-data-science-vm-ubuntu", Some(System::Ubuntu)),
            ("WindowsServer", Some(System::Windows)),
            ("centos-container", Some(System::EnterpriseLinux)),
            ("ubuntu-on-windows", None),
            ("dsvm-win-2019", None),
        ] {
            assert_eq!(System::named_in(name), system, "{name}");
        }
        for (agent, system) in [
            ("batch.node.windows amd64", Some(System::Windows)),
            ("batch.node.el 9", Some(System::EnterpriseLinux)),
            ("batch.node.flatcar 1", Some(System::Linux)),
            ("batch.node.", None),
            ("ubuntu 22.04", None),
        ] {
            assert_eq!(System::of_agent(agent), system, "{agent}");
        }
    }
}
