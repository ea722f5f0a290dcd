//! How nodes are reached.

use autoscale_base::Span;

use super::setting::settings;
use super::{List, Setting};

settings! {
    /// `networkConfiguration`.
    pub struct Network {
        /// `subnetId`.
        pub subnet_id: Option<Setting<String>>,
        /// `dynamicVNetAssignmentScope`.
        pub dynamic_vnet_assignment_scope: Option<Setting<String>>,
        /// `publicIPAddressConfiguration.provision`.
        pub public_ip_provision: Option<Setting<String>>,
        /// `publicIPAddressConfiguration.ipAddressIds`.
        pub public_ip_ids: Option<List<String>>,
        /// `enableAcceleratedNetworking`.
        pub accelerated_networking: Option<Setting<bool>>,
        /// `endpointConfiguration`.
        pub endpoints: Option<Span>,
    }
}
