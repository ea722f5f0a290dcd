//! What is brought onto nodes.

use serde_json::Value;

use super::forms::{Fields, object, objects, text, texts};

/// What has the same name in REST and ARM.
pub(super) fn both() -> Fields {
    let pair = vec![("name", text()), ("value", text())];
    let account = vec![("name", text()), ("elevationLevel", text())];
    vec![
        ("applicationLicenses", texts()),
        ("userAccounts", objects(account)),
        ("metadata", objects(pair)),
        ("mountConfiguration", mounts()),
    ]
}

/// Packages, by the name that their ids have.
pub(super) fn packages(id: &'static str) -> Value {
    objects(vec![(id, text()), ("version", text())])
}

/// Certificates, by the name that their ids have.
pub(super) fn certificates(id: &'static str) -> Value {
    objects(vec![
        (id, text()),
        ("storeLocation", text()),
        ("storeName", text()),
        ("visibility", texts()),
    ])
}

fn mounts() -> Value {
    let kinds = [
        "azureBlobFileSystemConfiguration",
        "azureFileShareConfiguration",
        "cifsMountConfiguration",
        "nfsMountConfiguration",
    ];
    let path = || object([vec![("relativeMountPath", text())]]);
    objects(kinds.into_iter().map(|kind| (kind, path())).collect())
}
