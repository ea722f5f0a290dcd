//! Formulas in shell scripts: options of command lines, variables and
//! here-documents.

mod commands;
mod word;

use crate::script::{Context, Role, Script};
use crate::{Extracted, Keys};
use commands::{Command, Commands};
use word::Words;

/// A value of a script.
#[derive(Clone, Copy, Debug)]
enum Source<'t> {
    /// A word, or what stands behind its `=`.
    Word(autoscale_base::Span),
    /// The lines behind `<<`.
    Heredoc(commands::Heredoc<'t>),
}

/// The formulas of a file.
pub(crate) fn extract(text: &str, keys: &Keys) -> Extracted {
    let read = Commands::of(text);
    let mut script = Script::new(text);
    for error in &read.errors {
        script.error(*error);
    }
    let mut blocks = vec![0];
    for command in &read.commands {
        tell(&mut script, command, &mut blocks);
    }
    script.facts.sort_by_key(|fact| fact.span.start);
    let words = Words {
        text,
        heredocs: &read.substituted,
    };
    script.extract(keys, "shell script", |source| words.read(source))
}

/// Words in front of a command that are none.
const RESERVED: &[&str] = &[
    "!", "do", "elif", "else", "if", "then", "time", "until", "while", "{", "}", "fi", "done",
];

/// Commands whose arguments are assignments.
const DECLARING: &[&str] = &["declare", "export", "local", "readonly", "typeset"];

/// Tells what a command says.
fn tell<'t>(script: &mut Script<'t, Source<'t>>, command: &Command<'t>, blocks: &mut Vec<usize>) {
    let text = script.text;
    let mut words = command.words.as_slice();
    while let Some((first, rest)) = words.split_first() {
        match first.text(text) {
            "then" | "do" | "{" => blocks.push(first.start as usize),
            "else" | "elif" => {
                blocks.pop();
                blocks.push(first.start as usize);
            }
            "fi" | "done" | "}" => {
                blocks.pop();
            }
            word if !RESERVED.contains(&word) => break,
            _ => {}
        }
        words = rest;
    }
    let context = Context {
        block: blocks.last().copied().unwrap_or_default(),
        ..Context::default()
    };
    let declares = words
        .first()
        .is_some_and(|first| DECLARING.contains(&first.text(text)));
    while let Some((first, rest)) = words.split_first() {
        match commands::assignment(text, *first) {
            Some((name, role, value)) => {
                let value_span = value;
                script.fact(role, name, context, (Source::Word(value), value_span));
            }
            None if !declares => break,
            None => {}
        }
        words = rest;
    }
    if let Some(first) = words.first().filter(|_| !declares) {
        let context = arguments(script, context, words, first.start);
        heredocs(script, context, command, words);
    }
}

/// Tells of the options of a command, which make a group.
fn arguments<'t>(
    script: &mut Script<'t, Source<'t>>,
    context: Context<'t>,
    words: &[autoscale_base::Span],
    start: u32,
) -> Context<'t> {
    let text = script.text;
    let plain = words
        .iter()
        .take_while(|word| !word.text(text).starts_with('-'));
    let name = plain.last().map_or(start, |word| word.end);
    let name = autoscale_base::Span::new(start, name);
    let end = words.last().map_or(start, |word| word.end);
    let all = autoscale_base::Span::new(start, end);
    let context = script.group(name.text(text), all, context);
    let mut words = words.iter().copied().peekable();
    while let Some(word) = words.next() {
        let option = word.text(text);
        let flag = option.strip_prefix("--").filter(|flag| !flag.is_empty());
        let Some(flag) = flag else {
            if option.contains('$') {
                script.fact(Role::Nameless, "", context, (Source::Word(word), word));
            }
            continue;
        };
        let (key, value) = match flag.split_once('=') {
            Some((key, value)) => {
                let behind = word.end - crate::source_map::offset(value.len());
                (key, autoscale_base::Span::new(behind, word.end))
            }
            None => {
                let is_value = |next: &autoscale_base::Span| !next.text(text).starts_with("--");
                match words.next_if(is_value) {
                    Some(value) => (flag, value),
                    None => continue,
                }
            }
        };
        // `az` reads the text of `@file` from there.
        let source = value.text(text);
        let source = source.strip_prefix(['"', '\'']).unwrap_or(source);
        let is_file = source.starts_with('@');
        if !is_file {
            script.fact(Role::Key, key, context, (Source::Word(value), value));
        }
    }
    context
}

/// Tells of the here-documents of a command; `read` gives one to a variable.
fn heredocs<'t>(
    script: &mut Script<'t, Source<'t>>,
    context: Context<'t>,
    command: &Command<'t>,
    words: &[autoscale_base::Span],
) {
    let text = script.text;
    let reads = words.first().is_some_and(|word| word.text(text) == "read");
    let name = words.last().map_or("", |word| word.text(text));
    for heredoc in &command.heredocs {
        let span = heredoc.body;
        if reads && words.len() > 1 {
            let trimmed = heredoc.trimmed(text);
            let source = Source::Heredoc(trimmed);
            script.fact(Role::Variable, name, context, (source, trimmed.body));
        } else if !command.is_substituted {
            let source = Source::Heredoc(*heredoc);
            script.fact(Role::Nameless, "", context, (source, span));
        }
    }
}
