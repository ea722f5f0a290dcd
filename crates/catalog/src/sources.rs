//! Where the facts of the tables come from. All of it is public; a row that
//! rests on something else names it in place.

/// The official article, in the last version with every table, and what else
/// a row rests on.
macro_rules! docs {
    () => {
        "MicrosoftDocs/azure-docs `articles/batch/batch-automatic-scaling.md` of 2019-10-24"
    };
    ($more:literal) => {
        concat!($crate::sources::docs!(), "; ", $more)
    };
}

pub(crate) use docs;

/// The official article alone.
pub(crate) const DOCS: &str = docs!();

/// The official article's first years: 5-second samples, nodes called TVMs.
pub(crate) const DOCS_2015: &str =
    "Azure/azure-content `articles/batch/batch-automatic-scaling.md` of 2015-07-21";

/// The official article with task slots.
pub(crate) const DOCS_2021: &str =
    "Microsoft Learn, \"Automatically scale compute nodes in an Azure Batch pool\", early 2021";

/// The official article of today, known through lists copied from it.
pub(crate) const DOCS_2025: &str = "Microsoft Learn, \"Create a formula to automatically scale compute nodes in a Batch pool\" \
     of 2025-06-05";

/// The pull request that brought the rounding functions.
pub(crate) const ROUNDING: &str = "MicrosoftDocs/azure-docs#102020";

/// The table of error codes of the REST reference.
pub(crate) const STATUS_CODES: &str =
    "Azure Batch REST reference, \"Batch Status and Error Codes\"";

/// The error codes of resizes in the .NET SDK.
pub(crate) const RESIZE_CODES: &str =
    "Azure/azure-docs-sdk-dotnet `xml/Microsoft.Azure.Batch.Common/PoolResizeErrorCodes.xml`";
