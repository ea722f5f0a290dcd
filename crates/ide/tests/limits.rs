//! Formulas far larger than the service takes: an answer soon.

#![expect(clippy::expect_used, reason = "a test")]

use std::time::{Duration, Instant};

use autoscale_catalog::Profile;
use autoscale_ide::{
    Subject, definition, document_links, folds, hints, lenses, outline, references, rename,
    selection_ranges, semantic_tokens,
};
use autoscale_lint::{Config, analyse};

/// Sizes in bytes: so large that quadratic time shows, so small that an
/// unoptimised build has time for all of them.
const SIZE: usize = 1 << 16;

#[test]
fn features_of_the_whole_formula_take_linear_time() {
    for piece in [
        "a = a;",
        "a = max(1, a);\n",
        "a = percentile(v, 1);",
        "// c\n",
        "/* c\n */",
        "x = ${y};",
        "a + ",
        "a = (1",
    ] {
        is_soon(piece, &piece.repeat(SIZE / piece.len()));
    }
    let names: String = (0..4000).map(|n| format!("x{n} = x{};", n + 1)).collect();
    is_soon("names", &names);
    for end in [").", "]", "https://", "https://a "] {
        is_soon(end, &format!("// https://{}", end.repeat(SIZE / end.len())));
    }
}

fn is_soon(name: &str, text: &str) {
    let analysis = analyse(text, &Config::default());
    let profile = Profile::default();
    let subject = Subject {
        text,
        analysis: &analysis,
        profile: &profile,
        run: None,
    };
    let middle = u32::try_from(text.len() / 2).expect("small");
    let start = Instant::now();
    let _answers = (
        (semantic_tokens(&subject), hints(&subject)),
        (folds(&subject), outline(&subject)),
        (lenses(&subject), document_links(&subject)),
        (definition(&subject, middle), references(&subject, middle)),
        selection_ranges(&subject, middle),
        rename(&subject, middle, "y"),
    );
    let time = start.elapsed();
    assert!(time < Duration::from_secs(4), "{name}: {time:?}");
}
