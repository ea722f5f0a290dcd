//! What the README shows is what the binary prints.

use std::path::Path;
use std::process::Command;

/// A fenced block: the words behind its fence, and its text.
struct Block<'a> {
    info: Vec<&'a str>,
    text: String,
}

fn blocks(markdown: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let body = lines.by_ref().take_while(|line| *line != "```");
        blocks.push(Block {
            info: info.split_whitespace().collect(),
            text: body.map(|line| format!("{line}\n")).collect(),
        });
    }
    blocks
}

fn run(command: &str, folder: &Path) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("autoscale"), "{command}");
    let output = Command::new(env!("CARGO_BIN_EXE_autoscale"))
        .args(words)
        .current_dir(folder)
        .output()
        .unwrap();
    let printed = [output.stdout, output.stderr].concat();
    String::from_utf8(printed).unwrap()
}

#[test]
fn its_output_is_real() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut shown = 0;
    for block in blocks(&readme) {
        match block.info.as_slice() {
            ["console"] => {
                let (command, output) = block.text.split_once('\n').unwrap();
                let command = command.strip_prefix("$ ").unwrap();
                assert_eq!(run(command, folder.path()), output, "{command}");
                shown += 1;
            }
            [_, name] => std::fs::write(folder.path().join(name), block.text).unwrap(),
            _ => {}
        }
    }
    assert!(shown >= 2, "the README shows {shown} outputs");
}
