//! The host languages and how a file name tells them.

use std::path::Path;

/// A language that formulas are embedded in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Host {
    /// The file is a formula: `.autoscale`, and `.txt` when it is named.
    Formula,
    /// Terraform and other HCL, `.tfvars` too.
    Terraform,
    /// Bicep.
    Bicep,
    /// JSON, with comments or without: ARM templates, REST and SDK pool bodies.
    Json,
    /// YAML.
    Yaml,
    /// Python.
    Python,
    /// C#.
    CSharp,
    /// PowerShell.
    PowerShell,
    /// POSIX shells, bash.
    Shell,
    /// Groovy, as Nextflow configuration.
    Nextflow,
    /// Fenced code in Markdown.
    Markdown,
    /// Cells of Jupyter notebooks.
    Notebook,
}

/// File name extensions, in lower case.
const EXTENSIONS: &[(&str, Host)] = &[
    ("autoscale", Host::Formula),
    ("bash", Host::Shell),
    ("bicep", Host::Bicep),
    ("bicepparam", Host::Bicep),
    ("config", Host::Nextflow),
    ("cs", Host::CSharp),
    ("groovy", Host::Nextflow),
    ("hcl", Host::Terraform),
    ("ipynb", Host::Notebook),
    ("json", Host::Json),
    ("jsonc", Host::Json),
    ("markdown", Host::Markdown),
    ("md", Host::Markdown),
    ("nf", Host::Nextflow),
    ("ps1", Host::PowerShell),
    ("psd1", Host::PowerShell),
    ("psm1", Host::PowerShell),
    ("py", Host::Python),
    ("sh", Host::Shell),
    ("tf", Host::Terraform),
    ("tfvars", Host::Terraform),
    ("yaml", Host::Yaml),
    ("yml", Host::Yaml),
];

impl Host {
    /// The language of a file, told by its extension; `None` for those that
    /// hold no formulas that we can find.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        EXTENSIONS
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(extension))
            .map(|&(_, host)| host)
    }

    /// What people call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Formula => "autoscale",
            Self::Terraform => "Terraform",
            Self::Bicep => "Bicep",
            Self::Json => "JSON",
            Self::Yaml => "YAML",
            Self::Python => "Python",
            Self::CSharp => "C#",
            Self::PowerShell => "PowerShell",
            Self::Shell => "shell",
            Self::Nextflow => "Nextflow",
            Self::Markdown => "Markdown",
            Self::Notebook => "Jupyter",
        }
    }
}
