//! What is brought onto nodes: packages, certificates, accounts, file systems.

use autoscale_base::Span;

use super::setting::settings;
use super::{List, Place, Relocate, Setting};

settings! {
    /// One of `applicationPackageReferences`.
    pub struct ApplicationPackage {
        /// `applicationId`, in ARM `id`.
        pub id: Option<Setting<String>>,
        /// `version`.
        pub version: Option<Setting<String>>,
    }
}

settings! {
    /// One of `certificateReferences`.
    pub struct Certificate {
        /// `thumbprint`, in ARM and Terraform `id`.
        pub id: Option<Setting<String>>,
        /// `storeLocation`.
        pub store_location: Option<Setting<String>>,
        /// `storeName`.
        pub store_name: Option<Setting<String>>,
        /// `visibility`.
        pub visibility: Option<List<String>>,
    }
}

settings! {
    /// One of `userAccounts`.
    pub struct UserAccount {
        /// `name`.
        pub name: Option<Setting<String>>,
        /// `elevationLevel`.
        pub elevation_level: Option<Setting<String>>,
    }
}

settings! {
    /// A name with a value, as `metadata` has them.
    pub struct Pair {
        /// `name`.
        pub name: Option<Setting<String>>,
        /// `value`.
        pub value: Option<Setting<String>>,
    }
}

settings! {
    /// One of `mountConfiguration`.
    pub struct Mount {
        /// What is mounted; `None` when it is of no kind that we know.
        pub kind: Option<MountKind>,
        /// `relativeMountPath`.
        pub path: Option<Setting<String>>,
    }
}

/// What can be mounted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MountKind {
    /// `azureBlobFileSystemConfiguration`
    AzureBlob,
    /// `azureFileShareConfiguration`
    AzureFiles,
    /// `cifsMountConfiguration`
    Cifs,
    /// `nfsMountConfiguration`
    Nfs,
}

impl Relocate for MountKind {
    fn relocate(&mut self, _: &dyn Fn(Span) -> Place) {}
}
