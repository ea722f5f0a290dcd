//! One module a host language: each finds the formulas of its files. The hosts
//! that write keys and values share the search (`tree`, `search`, `pools`).

pub(crate) mod bicep;
pub(crate) mod csharp;
pub(crate) mod formula;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod nextflow;
pub(crate) mod notebook;
mod pools;
pub(crate) mod powershell;
pub(crate) mod python;
mod recover;
mod search;
pub(crate) mod shell;
pub(crate) mod terraform;
mod tree;
pub(crate) mod yaml;

/// A parser's message in the style of ours.
fn lower_first(message: &str) -> String {
    let mut chars = message.trim_end_matches('.').chars();
    let first = chars.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}
