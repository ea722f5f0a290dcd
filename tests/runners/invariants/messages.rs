//! How findings speak: what holds for every message of every formula in
//! `cases/`.

use autoscale_base::Diagnostic;
use autoscale_catalog::{Builtin, CONSTANTS, FUNCTIONS, MEMBERS, METHODS, OPTIONS, variable};
use autoscale_embed::Host;
use autoscale_syntax::Token;
use autoscale_tests::cases::{CaseFile, Cases};

/// The longest text that a finding shows, in characters.
const MOST: usize = 250;

/// Fails with all that `fault` finds in the findings of `text(file, content)`.
fn for_every_finding(
    text: impl Fn(&CaseFile, &str) -> String,
    fault: impl Fn(&Diagnostic) -> Option<String>,
) {
    let mut faults = Vec::new();
    for file in Cases::find().files {
        let (content, config) = file.content().unwrap();
        for finding in file.findings(&text(&file, &content), &config) {
            if let Some(fault) = fault(&finding) {
                faults.push(format!("{}: {} {fault}", file.name, finding.rule.code));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn unchanged(_: &CaseFile, text: &str) -> String {
    text.to_owned()
}

/// All that a finding says.
fn texts(finding: &Diagnostic) -> impl Iterator<Item = &str> {
    let related = finding.related.iter().map(|label| &label.message);
    let notes = finding.notes.iter();
    let told = [&finding.message].into_iter().chain(&finding.label);
    let told = told.chain(&finding.help).chain(related).chain(notes);
    told.map(String::as_str)
}

#[test]
fn findings_are_sentences_without_capital_and_full_stop() {
    for_every_finding(unchanged, |finding| {
        let wrong = texts(finding).find(|text| {
            text.starts_with(char::is_uppercase) && !begins_with_a_host(text)
                || text.ends_with(['.', '!', ' '])
                || text.starts_with(' ')
                || text.contains("  ")
                || text.contains('\n')
                || text.matches('`').count() % 2 == 1
        });
        wrong.map(|text| format!("says: {text}"))
    });
}

/// The names of host languages are written as everybody writes them.
fn begins_with_a_host(text: &str) -> bool {
    let hosts = [Host::Bicep, Host::CSharp, Host::PowerShell, Host::Python];
    let hosts = hosts.into_iter().chain([Host::Nextflow, Host::Terraform]);
    hosts.map(Host::name).any(|name| text.starts_with(name))
}

#[test]
fn findings_say_what_to_write_instead() {
    for_every_finding(unchanged, |finding| {
        let helps = finding.help.as_ref().is_some_and(|help| !help.is_empty());
        (!helps).then(|| format!("has no help: {}", finding.message))
    });
}

#[test]
fn findings_are_short_whatever_the_formula() {
    for_every_finding(lengthened, |finding| {
        let long = texts(finding).find(|text| text.chars().count() > MOST);
        long.map(|text| format!("is too long: {text}"))
    });
}

/// `text` with long names, numbers and strings of the formula's own.
fn lengthened(file: &CaseFile, text: &str) -> String {
    if file.host().is_some() {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut done = 0;
    for (token, span) in autoscale_syntax::lex(text).tokens {
        let range = span.range();
        let written = span.text(text);
        let more = match token {
            Token::Ident if !is_builtin(written) => "x",
            Token::Number => "1",
            Token::String => "9",
            _ => continue,
        };
        let cut = range.end - usize::from(token == Token::String);
        if cut > done && text.is_char_boundary(cut) {
            out.push_str(text.get(done..cut).unwrap_or_default());
            out.push_str(&more.repeat(2 * MOST));
            done = cut;
        }
    }
    out + text.get(done..).unwrap_or_default()
}

fn is_builtin(name: &str) -> bool {
    let functions = FUNCTIONS.iter().map(|&it| Builtin::Function(it));
    let methods = METHODS.iter().map(|&it| Builtin::Method(it));
    let members = MEMBERS.iter().map(|&it| Builtin::Member(it));
    let constants = CONSTANTS.iter().map(|&it| Builtin::Constant(it));
    let options = OPTIONS.iter().map(|&it| Builtin::Option(it));
    let builtins = functions.chain(methods).chain(members).chain(constants);
    variable(name).is_some() || builtins.chain(options).any(|it| it.name() == name)
}
