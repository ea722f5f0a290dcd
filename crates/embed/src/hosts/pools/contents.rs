//! What is brought onto a pool's nodes.

use autoscale_pool::PoolDefinition;
use autoscale_pool::definition::{
    ApplicationPackage, Certificate, Dialect, List, Mount, MountKind, Pair, Setting, UserAccount,
};

use super::reader::{Reader, literal};
use crate::hosts::tree::{Entry, Kind, Node};

pub(super) fn read<L>(top: &Node<'_, L>, reader: &mut Reader, pool: &mut PoolDefinition) {
    pool.application_packages = reader.blocks(
        top,
        &["applicationpackagereferences", "applicationpackages"],
        "applicationPackageReferences",
        application_package,
    );
    pool.application_licenses = reader.texts(top, &["applicationlicenses"], "applicationLicenses");
    pool.certificates = reader.blocks(
        top,
        &["certificatereferences", "certificates", "certificate"],
        "certificateReferences",
        certificate,
    );
    pool.user_accounts = reader.blocks(top, &["useraccounts"], "userAccounts", user_account);
    pool.metadata = metadata(top, reader);
    pool.mounts = reader.blocks(
        top,
        &["mountconfiguration", "mount"],
        "mountConfiguration",
        mount,
    );
}

fn application_package<L>(reader: &mut Reader, block: &Node<'_, L>) -> ApplicationPackage {
    ApplicationPackage {
        id: reader.text(
            block,
            &["applicationid", "id"],
            "applicationPackageReferences.applicationId",
        ),
        version: reader.text(block, &["version"], "applicationPackageReferences.version"),
    }
}

fn certificate<L>(reader: &mut Reader, block: &Node<'_, L>) -> Certificate {
    Certificate {
        id: reader.text(
            block,
            &["thumbprint", "id"],
            "certificateReferences.thumbprint",
        ),
        store_location: reader.text(
            block,
            &["storelocation"],
            "certificateReferences.storeLocation",
        ),
        store_name: reader.text(block, &["storename"], "certificateReferences.storeName"),
        visibility: reader.texts(block, &["visibility"], "certificateReferences.visibility"),
    }
}

fn user_account<L>(reader: &mut Reader, block: &Node<'_, L>) -> UserAccount {
    UserAccount {
        name: reader.text(block, &["name"], "userAccounts.name"),
        elevation_level: reader.text(block, &["elevationlevel"], "userAccounts.elevationLevel"),
    }
}

/// A list of pairs, in `azurerm` a map.
fn metadata<L>(top: &Node<'_, L>, reader: &mut Reader) -> Option<List<Pair>> {
    const NAMES: &[&str] = &["metadata"];
    let node = reader.find(top, NAMES)?;
    if let Kind::Map(entries) = &node.kind
        && reader.dialect == Dialect::Azurerm
    {
        let pairs = entries.iter().map(entry);
        return Some(Setting::new(node.span, pairs.collect()));
    }
    reader.blocks(top, NAMES, "metadata", |reader, block| Pair {
        name: reader.text(block, &["name"], "metadata.name"),
        value: reader.text(block, &["value"], "metadata.value"),
    })
}

fn entry<L>(entry: &Entry<'_, L>) -> Setting<Pair> {
    let span = entry.value.span;
    let value = literal(&entry.value).map(str::to_owned);
    Setting::new(
        span,
        Pair {
            name: Some(Setting::new(span, entry.key.clone().into_owned())),
            value: Some(Setting { span, value }),
        },
    )
}

fn mount<L>(reader: &mut Reader, block: &Node<'_, L>) -> Mount {
    const KINDS: &[(MountKind, [&str; 2])] = &[
        (
            MountKind::AzureBlob,
            ["azureblobfilesystemconfiguration", "azureblobfilesystem"],
        ),
        (
            MountKind::AzureFiles,
            ["azurefileshareconfiguration", "azurefileshare"],
        ),
        (MountKind::Cifs, ["cifsmountconfiguration", "cifsmount"]),
        (MountKind::Nfs, ["nfsmountconfiguration", "nfsmount"]),
    ];
    let mut kinds = KINDS.iter();
    let found = kinds.find_map(|(kind, names)| Some((*kind, reader.find(block, names)?)));
    for (_, [name, _]) in KINDS {
        reader.expect_block(block, name, "mountConfiguration");
    }
    let path = |inner| {
        let field = "mountConfiguration.relativeMountPath";
        reader.text(inner, &["relativemountpath"], field)
    };
    Mount {
        kind: found.map(|(kind, _)| kind),
        path: found.map(|(_, inner)| inner).and_then(path),
    }
}
