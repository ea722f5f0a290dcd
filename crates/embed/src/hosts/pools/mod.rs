//! Pools in keys and values: REST and SDK bodies, ARM resources, Terraform
//! blocks, batch-shipyard and Crossplane documents.

mod contents;
mod machine;
mod reader;
mod settings;

use autoscale_pool::PoolDefinition;
use autoscale_pool::definition::Dialect;

use self::reader::literal;
use super::tree::{Kind, Node};
use crate::keys::is;

/// A map that defines a pool.
pub(crate) struct Pool<'t, 'a, L> {
    /// The whole definition.
    whole: &'t Node<'a, L>,
    /// The map with the settings: the same one, or one inside.
    settings: &'t Node<'a, L>,
    dialect: Dialect,
    /// Does it go to the service as it is, so that the form of values counts?
    is_of_service: bool,
    /// Is it the specification of a pool that a job makes?
    is_automatic: bool,
}

/// Where the settings stand inside of a definition, besides at its top.
const INSIDE: &[&str] = &["properties", "body.properties", "spec.forprovider"];

/// A pool has `vmSize`, like much else, and one of these.
const WITH_SIZE: &[&str] = &[
    "cloudserviceconfiguration",
    "deploymentconfiguration",
    "enableautoscale",
    "fixedscale",
    "maxtaskspernode",
    "targetdedicatednodes",
    "targetlowprioritynodes",
    "taskslotspernode",
    "virtualmachineconfiguration.nodeagentskuid",
    "vmcount",
];

/// What only the REST interface writes just so.
const REST: &[&str] = &[
    "autoScaleFormula",
    "cloudServiceConfiguration",
    "enableAutoScale",
    "virtualMachineConfiguration",
    "vmSize",
];

/// True for a key whose entries are values for use elsewhere.
pub(crate) fn defines_values(key: &str) -> bool {
    ["local", "outputs", "parameters", "var", "variables"]
        .iter()
        .any(|name| is(key, name))
}

impl<'t, 'a, L> Pool<'t, 'a, L> {
    /// `node`, which stands under `key`, as a pool if it is one.
    pub(crate) fn of(node: &'t Node<'a, L>, key: &str) -> Option<Self> {
        if !matches!(node.kind, Kind::Map(_)) {
            return None;
        }
        if is(key, "autopoolspecification")
            && let Some(settings) = node.get("pool")
            && matches!(settings.kind, Kind::Map(_))
        {
            return Some(Self {
                whole: node,
                settings,
                dialect: dialect(settings),
                is_of_service: is_of_service(settings),
                is_automatic: true,
            });
        }
        let is_azurerm = key.starts_with("azurerm_batch_pool.");
        let is_arm = pool_type(node).is_some();
        let inside = INSIDE.iter().filter_map(|path| node.at(path));
        let mut levels = std::iter::once(node).chain(inside);
        let shaped = levels.find(|level| has_shape(level));
        if shaped.is_none() && !is_azurerm && !is_arm {
            return None;
        }
        let settings = shaped.or_else(|| node.get("properties")).unwrap_or(node);
        let dialect = match () {
            () if is_azurerm || node.at("spec.forprovider").is_some() => Dialect::Azurerm,
            () if is_arm => Dialect::Arm,
            () => dialect(settings),
        };
        Some(Self {
            whole: node,
            settings,
            dialect,
            is_of_service: match dialect {
                Dialect::Arm => true,
                Dialect::Rest => is_of_service(settings),
                Dialect::Azurerm | Dialect::Other => false,
            },
            is_automatic: false,
        })
    }

    /// What a file holds that is said to be one pool, whatever its shape.
    pub(crate) fn only(root: &'t Node<'a, L>) -> Self {
        let properties = root.get("properties");
        let found = Self::of(root, "").unwrap_or(Self {
            whole: root,
            settings: properties.unwrap_or(root),
            dialect: match properties {
                Some(_) => Dialect::Arm,
                None => Dialect::Rest,
            },
            is_of_service: true,
            is_automatic: false,
        });
        Self {
            is_of_service: true,
            ..found
        }
    }

    /// What it says.
    pub(crate) fn read(&self) -> PoolDefinition {
        settings::read(self)
    }
}

/// Whose names the settings have.
fn dialect<L>(settings: &Node<'_, L>) -> Dialect {
    let is_arm = ["deploymentconfiguration", "scalesettings"];
    if is_arm.iter().any(|key| settings.get(key).is_some()) {
        return Dialect::Arm;
    }
    let mut entries = settings.entries().iter();
    if entries.any(|entry| REST.contains(&entry.key.as_ref())) {
        Dialect::Rest
    } else {
        Dialect::Other
    }
}

/// What programs keep for themselves has the names of the REST interface, but
/// hardly its blocks.
fn is_of_service<L>(settings: &Node<'_, L>) -> bool {
    let blocks = ["cloudserviceconfiguration", "virtualmachineconfiguration"];
    blocks.iter().any(|block| settings.get(block).is_some())
}

/// The type of a resource, when it is that of a pool.
fn pool_type<'n, L>(node: &'n Node<'_, L>) -> Option<&'n str> {
    node.get("type").and_then(literal).filter(|kind| {
        let kind = kind.split('@').next().unwrap_or_default();
        kind.eq_ignore_ascii_case("Microsoft.Batch/batchAccounts/pools")
    })
}

fn has_shape<L>(node: &Node<'_, L>) -> bool {
    let is_text = |node: &Node<'_, L>| {
        matches!(
            node.kind,
            Kind::Text { .. } | Kind::Reference(_) | Kind::Either(_)
        )
    };
    node.get("autoscaleformula").is_some_and(is_text)
        || node.at("scalesettings.autoscale.formula").is_some()
        || node.at("scalesettings.fixedscale").is_some()
        || node.at("autoscale.formula").is_some()
        || node.get("vmsize").is_some() && WITH_SIZE.iter().any(|path| node.at(path).is_some())
}
