//! AS705: a node agent that was made for another system.

use autoscale_base::{Applicability, Diagnostic, Fix, Severity, Span, quoted, rule};

use super::image::{Names, System};
use super::{machine, text};
use crate::context::PoolContext;
use crate::rules::written::written;

rule! {
    /// ## What it does
    /// Finds node agents that contradict what publisher, offer and SKU of the
    /// image say: Windows against Linux, Ubuntu against Debian, Ubuntu 20.04
    /// against 22.04. Where the names do not say it, and for custom images, the
    /// rule is quiet.
    ///
    /// ## Why it matters
    /// The service wants an agent that was made for the image. It refuses the
    /// pool, or its nodes never get ready and cost money all the while.
    ///
    /// ## Example
    /// ```tf
    /// resource "azurerm_batch_pool" "render" {
    ///   name                     = "render"
    ///   vm_size                  = "STANDARD_D2S_V3"
    ///   node_agent_sku_id        = "batch.node.windows amd64"
    ///   inter_node_communication = "Disabled"
    ///
    ///   storage_image_reference {
    ///     publisher = "canonical"
    ///     offer     = "0001-com-ubuntu-server-jammy"
    ///     sku       = "22_04-lts"
    ///     version   = "latest"
    ///   }
    ///
    ///   fixed_scale {
    ///     target_dedicated_nodes = 2
    ///   }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```tf
    /// resource "azurerm_batch_pool" "render" {
    ///   name                     = "render"
    ///   vm_size                  = "STANDARD_D2S_V3"
    ///   node_agent_sku_id        = "batch.node.ubuntu 22.04"
    ///   inter_node_communication = "Disabled"
    ///
    ///   storage_image_reference {
    ///     publisher = "canonical"
    ///     offer     = "0001-com-ubuntu-server-jammy"
    ///     sku       = "22_04-lts"
    ///     version   = "latest"
    ///   }
    ///
    ///   fixed_scale {
    ///     target_dedicated_nodes = 2
    ///   }
    /// }
    /// ```
    ///
    /// ## Evidence
    /// The REST reference of `nodeAgentSKUId`: "You must specify a node agent
    /// SKU which matches the selected image reference";
    /// MicrosoftDocs/azure-docs#87876. A warning where both are of one system
    /// and only its version differs.
    pub(super) static MISMATCHED_NODE_AGENT = ("AS705", "mismatched-node-agent", Error, label "made for another system", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let Some(machine) = machine(cx.pool) else {
        return;
    };
    let agent = text(machine.node_agent_sku_id.as_ref());
    if let (Some((span, agent)), Some(names)) = (agent, Names::of(machine)) {
        report.extend(system(span, agent, &names).or_else(|| version(cx, span, agent, &names)));
    }
}

fn system(span: Span, agent: &str, names: &Names) -> Option<Diagnostic> {
    let (of_agent, of_image) = (System::of_agent(agent)?, names.system()?);
    if of_agent.fits(of_image) {
        return None;
    }
    let message = format!(
        "the node agent {} does not run on the image {}",
        quoted(agent),
        quoted(&names.shown)
    );
    let instead = match of_image {
        System::Windows => Some("batch.node.windows amd64".to_owned()),
        _ => version_of(names).map(|(name, version)| format!("batch.node.{name} {version}")),
    };
    let help = match instead {
        Some(agent) => format!("write `{agent}`, or choose another image"),
        None => "`az batch pool supported-images list` shows the agent of every image".to_owned(),
    };
    let finding = Diagnostic::new(&MISMATCHED_NODE_AGENT, span, message)
        .with_related(names.span, "the image")
        .with_help(help);
    Some(finding)
}

/// Both name Ubuntu or Debian, and each its version.
fn version(cx: &PoolContext<'_>, span: Span, agent: &str, names: &Names) -> Option<Diagnostic> {
    let (name, of_agent) = agent.trim().rsplit_once(' ')?;
    let (_, of_image) = version_of(names)?;
    if of_agent == of_image || !of_agent.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let message = format!(
        "the node agent is made for version {}, and the image is of version {of_image}",
        quoted(of_agent)
    );
    let mut finding = Diagnostic::new(&MISMATCHED_NODE_AGENT, span, message)
        .with_label("made for another version")
        .with_related(names.span, "the image")
        .with_help(format!("write `{name} {of_image}`"));
    finding.severity = Severity::Warning;
    Some(match written(cx.text, span, of_agent) {
        Some(place) => finding.with_fix(Fix::one(Applicability::Unsafe, place, of_image)),
        None => finding,
    })
}

/// The distribution of an image and its version, as node agents write them.
fn version_of(names: &Names) -> Option<(&'static str, String)> {
    match names.system()? {
        System::Ubuntu => Some(("ubuntu", ubuntu_version(names)?)),
        System::Debian => Some(("debian", debian_version(names)?)),
        _ => None,
    }
}

/// The one version, such as `22.04`, that offer and SKU name: `22_04-lts`,
/// `ubuntu-24_04-lts`, `2004`.
fn ubuntu_version(names: &Names) -> Option<String> {
    let mut found: Option<String> = None;
    for name in [&names.sku, &names.offer] {
        // A dot or underscore may stand between year and month.
        let joined: Vec<char> = name.chars().filter(|c| !matches!(c, '.' | '_')).collect();
        for digits in joined.split(|c| !c.is_ascii_digit()) {
            // Ubuntu appears in April and in October.
            let [a, b, c, d] = digits else { continue };
            if !matches!((c, d), ('0', '4') | ('1', '0')) {
                continue;
            }
            let version = String::from_iter([*a, *b, '.', *c, *d]);
            if found.as_ref().is_some_and(|found| *found != version) {
                return None;
            }
            found = Some(version);
        }
    }
    found
}

/// That of an offer such as `debian-12`.
fn debian_version(names: &Names) -> Option<String> {
    let version = names.offer.strip_prefix("debian-")?;
    let is_number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_ubuntu_are_read_however_they_are_written() {
        for (offer, sku, version) in [
            (
                "0001-com-ubuntu-server-jammy",
                "22_04-lts-gen2",
                Some("22.04"),
            ),
            ("ubuntuserver", "18.04-lts", Some("18.04")),
            ("ubuntu-hpc", "2204", Some("22.04")),
            ("ubuntu-24_04-lts", "server", Some("24.04")),
            ("ubuntu-24_10", "server", Some("24.10")),
            ("ubuntu-22_04", "24_04", None),
            ("ubuntu", "server", None),
            ("ubuntu", "20240101", None),
        ] {
            let names = Names {
                publisher: String::new(),
                offer: offer.to_owned(),
                sku: sku.to_owned(),
                shown: String::new(),
                span: Span::default(),
            };
            assert_eq!(ubuntu_version(&names).as_deref(), version, "{offer} {sku}");
        }
    }
}
