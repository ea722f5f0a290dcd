//! The comparison: random literals through `embed` and through the host's own
//! interpreter.

use autoscale_embed::{Host, Keys, extract};
use proptest::strategy::{BoxedStrategy, Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

use crate::interpreter::Interpreter;

/// Files of each style.
const FILES: usize = 400;

/// A way to write a literal in a file of the host.
pub(crate) struct Style {
    pub(crate) name: &'static str,
    pub(crate) files: BoxedStrategy<String>,
}

/// Of each style, every file that the interpreter takes holds one formula for
/// `embed`, too, and the same one.
pub(crate) fn compare(host: Host, interpreter: &Interpreter, styles: &[Style]) {
    let mut runner = TestRunner::deterministic();
    let files = styles.iter().flat_map(|style| {
        let tree = |_| style.files.new_tree(&mut runner).unwrap().current();
        (0..FILES).map(tree).collect::<Vec<_>>()
    });
    let files: Vec<String> = files.collect();
    let Some(decoded) = interpreter.decode(&files) else {
        return;
    };
    let mut failures = Vec::new();
    let chunks = files.chunks(FILES).zip(decoded.chunks(FILES));
    for (style, (files, decoded)) in styles.iter().zip(chunks) {
        let name = style.name;
        let taken = files.iter().zip(decoded);
        let taken = taken.filter_map(|(file, text)| Some((file, text.as_ref()?)));
        let taken: Vec<(&String, &String)> = taken.collect();
        println!("{name}: {} of {FILES} compared", taken.len());
        assert!(taken.len() * 2 > FILES, "{name}: most files are refused");
        let wrong = taken.iter().filter_map(|(file, text)| {
            let read = read(host, file);
            let difference = format!("{name}:\n{file}\nit reads  {text:?}\nwe read   {read:?}\n");
            (read.as_ref() != Some(*text)).then_some(difference)
        });
        let wrong: Vec<String> = wrong.collect();
        let shortest = wrong.iter().min_by_key(|it| it.len());
        failures.extend(shortest.map(|it| format!("{} wrong, such as {it}", wrong.len())));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The formula that `embed` finds in a file. A formula of white space is none.
fn read(host: Host, file: &str) -> Option<String> {
    let extracted = extract(file, host, &Keys::default());
    match extracted.formulas.as_slice() {
        [formula] if formula.source.holes().is_empty() => Some(formula.source.text().to_owned()),
        _ => None,
    }
}
