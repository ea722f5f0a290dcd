//! What our pages show is what the binary prints. After a wanted change,
//! `UPDATE_DOCS=1 cargo test -p autoscale --test readme` writes them anew; read
//! the diff.

use std::error::Error;
use std::path::Path;
use std::process::Command;

use similar::TextDiff;

/// What a command prints, on both streams.
fn run(command: &str, folder: &Path) -> Result<String, Box<dyn Error>> {
    let arguments = command.strip_prefix("autoscale ").ok_or(command)?;
    let output = Command::new(env!("CARGO_BIN_EXE_autoscale"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .output()?;
    Ok(String::from_utf8([output.stdout, output.stderr].concat())?)
}

/// Writes a block that is shown under a file's name into that file.
fn write(name: &str, block: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().ok_or(name)?)?;
    Ok(std::fs::write(path, block)?)
}

/// The page with what its commands print now, and how many there are.
fn refreshed(page: &str) -> Result<(String, usize), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let (mut fresh, mut commands) = (String::with_capacity(page.len()), 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        fresh.push_str(&format!("{line}\n"));
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let body = lines.by_ref().take_while(|line| *line != "```");
        let mut block: String = body.map(|line| format!("{line}\n")).collect();
        match info.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["console"] => {
                let prompt = block.lines().next().ok_or("no command")?;
                let command = prompt.strip_prefix("$ ").ok_or("no prompt")?;
                block = format!("{prompt}\n{}", run(command, folder.path())?);
                commands += 1;
            }
            [_, name] => write(name, &block, folder.path())?,
            _ => {}
        }
        fresh.push_str(&block);
        fresh.push_str("```\n");
    }
    Ok((fresh, commands))
}

fn check(path: &str, least: usize) -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let page = std::fs::read_to_string(&path)?;
    let (fresh, commands) = refreshed(&page)?;
    assert!(commands >= least, "the page shows {commands} outputs");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &fresh)?;
    } else {
        let diff = TextDiff::from_lines(&page, &fresh);
        assert!(page == fresh, "{}", diff.unified_diff());
    }
    Ok(())
}

#[test]
fn the_output_in_the_readme_is_real() -> Result<(), Box<dyn Error>> {
    check("../../README.md", 2)
}

#[test]
fn every_format_has_a_real_example() -> Result<(), Box<dyn Error>> {
    check("src/output/README.md", 10)
}
