//! How each language writes text: what its literals decode to, and how new text
//! is encoded for them.

pub(crate) mod arm;
pub(crate) mod bicep;
pub(crate) mod csharp;
pub(crate) mod decoder;
pub(crate) mod expand;
pub(crate) mod fill;
pub(crate) mod groovy;
pub(crate) mod hcl;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod powershell;
pub(crate) mod python;
pub(crate) mod shell;
pub(crate) mod yaml;
pub(crate) mod yaml_block;
