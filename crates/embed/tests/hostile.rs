//! Any input in any host: nothing panics, nothing takes longer than the input
//! is long, and what is found lies inside of the text.

#![expect(clippy::expect_used, reason = "a test")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use autoscale_base::Span;
use autoscale_embed::{Extracted, Host, Keys, extract};
use autoscale_pool::definition::{Place, Relocate as _};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;

const HOSTS: &[Host] = &[
    Host::Formula,
    Host::Terraform,
    Host::Bicep,
    Host::Json,
    Host::Yaml,
    Host::Python,
    Host::CSharp,
    Host::PowerShell,
    Host::Shell,
    Host::Nextflow,
    Host::Markdown,
    Host::Notebook,
];

/// Far above what a debug build on a busy machine takes, far below what anything
/// quadratic would.
const LIMIT: Duration = Duration::from_secs(20);

fn read(text: &str, host: Host) -> Extracted {
    let found = extract(text, host, &Keys::default());
    let fits = |span: Span| span.start <= span.end && text.get(span.range()).is_some();
    for formula in &found.formulas {
        assert!(fits(formula.span), "{host:?} {:?}", formula.span);
        let mut before = 0;
        for segment in formula.source.segments() {
            assert!(fits(segment.host), "{host:?} {segment:?}");
            assert!(before <= segment.host.start, "{host:?} {segment:?}");
            before = segment.host.end;
        }
        if let Some(pool) = formula.pool {
            assert!(pool.0 < found.pools.len(), "{host:?} {pool:?}");
        }
    }
    for pool in &found.pools {
        pool.clone().relocate(&|span| {
            assert!(fits(span), "{host:?} {span:?}");
            let has_hole = false;
            Place { span, has_hole }
        });
    }
    assert!(found.pools.is_sorted_by_key(|pool| pool.span), "{host:?}");
    if let Some(problem) = &found.problem {
        assert!(fits(problem.span), "{host:?} {problem:?}");
    }
    found
}

/// The files of the cases, with their hosts.
fn valid_files() -> Vec<(Host, String)> {
    let mut files = Vec::new();
    for folder in fs::read_dir(Path::new("tests/cases")).expect("cases") {
        for file in fs::read_dir(folder.expect("a folder").path()).expect("a folder") {
            let path = file.expect("a file").path();
            if let Some(host) = Host::of(&path) {
                files.push((host, fs::read_to_string(path).expect("UTF-8")));
            }
        }
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, rng_seed: RngSeed::Fixed(3), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "(?s)[ -~\\n\\t]{0,200}|.{0,80}", host in select(HOSTS)) {
        // The needle gets it past the filter.
        read(&format!("{text} formula"), host);
        read(&format!("autoScaleFormula: {text}"), host);
    }

    #[test]
    fn mutated_files(
        file in select(valid_files()),
        cuts in prop::collection::vec(any::<(Index, Index)>(), 1..4),
        noise in "[\\[\\]{}()\"'`$%|>#:&*!<\\-\\\\\\n\\r ]{0,6}|.{0,3}",
    ) {
        let (host, mut text) = file;
        for (from, until) in cuts {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (from, until) = (*from.get(&places), *until.get(&places));
            // Mostly short: a file that is cut in half says little.
            let until = until.clamp(from.min(until), from.saturating_add(12)).max(from);
            let until = (from..=until).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(from);
            text.replace_range(from..until, &noise);
        }
        read(&text, host);
    }
}

#[test]
fn truncated_files() {
    for (host, text) in valid_files() {
        // A large file is read about as often as a small one.
        let step = 1 + text.len() / 1000;
        let places = (0..text.len()).step_by(step);
        for at in places.filter(|at| text.is_char_boundary(*at)) {
            read(text.get(..at).unwrap_or_default(), host);
        }
    }
}

#[test]
fn deep_and_long_keys_and_values() {
    deep_and_long(&[Host::Json, Host::Notebook, Host::Terraform, Host::Yaml]);
}

#[test]
fn deep_and_long_texts() {
    deep_and_long(&[Host::Formula, Host::Markdown, Host::Nextflow, Host::Shell]);
}

#[test]
fn deep_and_long_scripts() {
    deep_and_long(&[Host::Bicep, Host::PowerShell, Host::Python]);
}

#[test]
fn deep_and_long_classes() {
    deep_and_long(&[Host::CSharp]);
}

/// Files of this many bytes of one thing.
const LONG: usize = 80_000;

fn deep_and_long(hosts: &[Host]) {
    let pieces = [
        "[",
        "{",
        "(",
        "- ",
        "? ",
        "[{\"autoScaleFormula\":",
        "{\"a\":",
        "a {\n",
        "> ",
        "${",
        "\"",
        "'",
        "{{",
        "`",
        "x = [",
        "autoScaleFormula: &a [*a, ",
        "\\",
        "\"${",
        "a: |\n",
        "'''",
        "\n",
        "<<A\n",
        "$(",
        "#",
        "/*",
        "autoScaleFormula = \"",
        "a = {",
        "%{if a}",
        "f(",
        "- a\n",
        " ",
        "a: b\n",
        "\"a\": 1,\n",
        "a = 1\n",
        "@'",
        "\"\"\"",
        "f\"{",
    ];
    for (piece, host) in pieces
        .iter()
        .flat_map(|p| hosts.iter().map(move |h| (p, *h)))
    {
        let noise = piece.repeat(LONG / piece.len());
        let texts = [
            format!("autoScaleFormula = \"\n{noise}"),
            format!("{{ \"autoScaleFormula\": \"[format('{noise}"),
        ];
        for text in &texts {
            let start = Instant::now();
            read(text, host);
            let spent = start.elapsed();
            assert!(spent < LIMIT, "{host:?} of {piece:?}: {spent:?}");
        }
    }
}

#[test]
fn many_pools_and_large_ones() {
    let files = [
        (
            Host::Json,
            "[",
            "{\"vmSize\": \"a\", \"virtualMachineConfiguration\": {\"nodeAgentSKUId\": \"b\"}},\n",
            "{}]",
        ),
        (
            Host::Json,
            "{\"vmSize\": \"a\", \"taskSlotsPerNode\": 1, \"metadata\": [",
            "{\"name\": \"a\", \"value\": 1},\n",
            "{}]}",
        ),
        (
            Host::Terraform,
            "",
            "resource \"azurerm_batch_pool\" \"a\" {\n  vm_size = \"a\"\n}\n",
            "",
        ),
        (
            Host::Terraform,
            "resource \"azurerm_batch_pool\" \"a\" {\n",
            "  data_disks {\n    lun = 1\n  }\n",
            "}\n",
        ),
        (
            Host::Bicep,
            "",
            "resource a 'Microsoft.Batch/batchAccounts/pools@1' = {\n  name: 'a'\n}\n",
            "",
        ),
        (
            Host::Bicep,
            "resource a 'Microsoft.Batch/batchAccounts/pools@1' = {\n  name: 'a'\n}\n",
            "resource a 'b/pools' = ",
            "",
        ),
        (
            Host::Bicep,
            "resource a 'Microsoft.Batch/batchAccounts/pools@1' = {\n  name: 'a'\n  properties: ",
            "{ resource a 'b' = { properties: ",
            "",
        ),
        (
            Host::Shell,
            "",
            "curl -d '{\"autoScaleFormula\": \"$TargetDedicatedNodes = 1;\"}' a\n",
            "",
        ),
    ];
    for (host, head, piece, tail) in files {
        let many = piece.repeat(LONG / piece.len());
        let start = Instant::now();
        let found = read(&format!("{head}{many}{tail}"), host);
        let spent = start.elapsed();
        assert!(spent < LIMIT, "{host:?} of {piece:?}: {spent:?}");
        let is_deep = head.ends_with("properties: ");
        assert!(is_deep || !found.pools.is_empty(), "{host:?} of {piece:?}");
    }
}
