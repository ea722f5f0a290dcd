//! What a node is made of: a virtual machine with its image, disks and
//! containers, or a role of Cloud Services.

use autoscale_base::Span;

use super::setting::settings;
use super::{List, Setting};

settings! {
    /// `virtualMachineConfiguration`.
    pub struct VirtualMachine {
        /// `imageReference`.
        pub image: Option<Setting<Image>>,
        /// `nodeAgentSKUId`.
        pub node_agent_sku_id: Option<Setting<String>>,
        /// `dataDisks`.
        pub data_disks: Option<List<DataDisk>>,
        /// `containerConfiguration`.
        pub container: Option<Setting<Container>>,
        /// `licenseType`.
        pub license_type: Option<Setting<String>>,
        /// `diskEncryptionConfiguration.targets`.
        pub disk_encryption_targets: Option<List<String>>,
        /// `nodePlacementConfiguration.policy`.
        pub placement_policy: Option<Setting<String>>,
        /// `extensions`.
        pub extensions: Option<List<Extension>>,
        /// `windowsConfiguration`.
        pub windows: Option<Span>,
        /// `osDisk`.
        pub os_disk: Option<Span>,
        /// `securityProfile`.
        pub security_profile: Option<Span>,
        /// `serviceArtifactReference`.
        pub service_artifact: Option<Span>,
    }
}

settings! {
    /// `imageReference`.
    pub struct Image {
        /// `publisher`.
        pub publisher: Option<Setting<String>>,
        /// `offer`.
        pub offer: Option<Setting<String>>,
        /// `sku`.
        pub sku: Option<Setting<String>>,
        /// `version`.
        pub version: Option<Setting<String>>,
        /// `virtualMachineImageId`, in ARM `id`.
        pub virtual_machine_image_id: Option<Setting<String>>,
        /// `sharedGalleryImageId`.
        pub shared_gallery_image_id: Option<Setting<String>>,
        /// `communityGalleryImageId`.
        pub community_gallery_image_id: Option<Setting<String>>,
    }
}

/// Where an image comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageKind {
    /// Azure Marketplace: publisher, offer and SKU.
    Marketplace,
    /// A managed image, a resource of its own.
    Managed,
    /// An Azure Compute Gallery.
    Gallery,
    /// A gallery that is shared with the subscription.
    SharedGallery,
    /// A gallery that is shared with everybody.
    CommunityGallery,
}

impl ImageKind {
    /// True for all that are not of the Marketplace.
    #[must_use]
    pub const fn is_custom(self) -> bool {
        !matches!(self, Self::Marketplace)
    }

    /// What `virtualMachineImageId` names: an image of a gallery, which its id
    /// tells, or a managed one.
    #[must_use]
    pub fn of_id(id: &str) -> Self {
        if id.to_ascii_lowercase().contains("/galleries/") {
            Self::Gallery
        } else {
            Self::Managed
        }
    }
}

impl Image {
    /// Where it comes from; `None` when nothing says so, or the host computes
    /// what would.
    #[must_use]
    pub fn kind(&self) -> Option<ImageKind> {
        if let Some(id) = &self.virtual_machine_image_id {
            return id.value.as_deref().map(ImageKind::of_id);
        }
        if self.shared_gallery_image_id.is_some() {
            return Some(ImageKind::SharedGallery);
        }
        if self.community_gallery_image_id.is_some() {
            return Some(ImageKind::CommunityGallery);
        }
        let named = [&self.publisher, &self.offer, &self.sku];
        named
            .iter()
            .any(|setting| setting.is_some())
            .then_some(ImageKind::Marketplace)
    }
}

settings! {
    /// One of `dataDisks`.
    pub struct DataDisk {
        /// `lun`.
        pub lun: Option<Setting<String>>,
        /// `caching`.
        pub caching: Option<Setting<String>>,
        /// `diskSizeGB`.
        pub size_gb: Option<Setting<String>>,
        /// `managedDisk.storageAccountType`, once `storageAccountType`.
        pub storage_account_type: Option<Setting<String>>,
    }
}

settings! {
    /// `containerConfiguration`.
    pub struct Container {
        /// `type`.
        pub kind: Option<Setting<String>>,
        /// `containerImageNames`.
        pub image_names: Option<List<String>>,
        /// `containerRegistries`.
        pub registries: Option<Span>,
    }
}

settings! {
    /// One of `extensions`.
    pub struct Extension {
        /// `name`.
        pub name: Option<Setting<String>>,
        /// `publisher`.
        pub publisher: Option<Setting<String>>,
        /// `type`.
        pub kind: Option<Setting<String>>,
    }
}

settings! {
    /// `cloudServiceConfiguration`.
    pub struct CloudServices {
        /// `osFamily`.
        pub os_family: Option<Setting<String>>,
        /// `osVersion`, once `targetOSVersion`.
        pub os_version: Option<Setting<String>>,
    }
}
