//! What the README shows is what the binary prints.

use std::error::Error;
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

/// What a command prints, on both streams.
fn run(command: &str, folder: &Path) -> Result<String, Box<dyn Error>> {
    let arguments = command.strip_prefix("autoscale ").ok_or(command)?;
    let output = Command::new(env!("CARGO_BIN_EXE_autoscale"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .output()?;
    Ok(String::from_utf8([output.stdout, output.stderr].concat())?)
}

#[test]
fn its_output_is_real() -> Result<(), Box<dyn Error>> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(readme)?;
    let folder = tempfile::tempdir()?;
    let mut shown = 0;
    for block in blocks(&readme) {
        match block.info.as_slice() {
            ["console"] => {
                let (command, output) = block.text.split_once('\n').ok_or("no command")?;
                let command = command.strip_prefix("$ ").ok_or("no prompt")?;
                assert_eq!(run(command, folder.path())?, output, "{command}");
                shown += 1;
            }
            [_, name] => std::fs::write(folder.path().join(name), block.text)?,
            _ => {}
        }
    }
    assert!(shown >= 2, "the README shows {shown} outputs");
    Ok(())
}
