//! What holds for every formula, and the proof that each check can fail.
//!
//! A property takes the formatter under test as a parameter, so that the same
//! property is run over the real one and over one with a fault.

mod formulas;

use autoscale_format::{WIDTH, format};
use autoscale_syntax::{ExprKind, StatementKind, Token, Tree, parse};
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use formulas::{commented_formula, formula, token_soup};

type Verdict = Result<(), String>;

fn real(text: &str) -> Option<String> {
    format(text, &parse(text).tree).ok()
}

fn check(holds: bool, message: impl Fn() -> String) -> Verdict {
    if holds { Ok(()) } else { Err(message()) }
}

fn output(format: impl Fn(&str) -> Option<String>, text: &str) -> Result<String, String> {
    format(text).ok_or_else(|| format!("not formatted:\n{text}"))
}

/// Every comment is there once, in the order of the input.
fn keeps_comments(format: impl Fn(&str) -> Option<String>, text: &str) -> Verdict {
    /// Strings of the generated formulas hold no `//`.
    fn comments(text: &str) -> Vec<&str> {
        let parts = text.lines().filter_map(|line| line.split_once("//"));
        parts.map(|(_, comment)| comment.trim_end()).collect()
    }
    let output = output(format, text)?;
    check(comments(&output) == comments(text), || {
        format!("comments changed:\n{text}\n{output}")
    })
}

/// No comment passes a name, a number or a string.
fn keeps_comments_in_place(format: impl Fn(&str) -> Option<String>, text: &str) -> Verdict {
    fn words_before_comments(text: &str) -> Vec<usize> {
        let parsed = parse(text);
        let words = [Token::Ident, Token::Number, Token::String];
        let tokens = parsed.tree.tokens().iter();
        let words: Vec<u32> = tokens
            .filter(|(token, _)| words.contains(token))
            .map(|(_, span)| span.start)
            .collect();
        let comments = parsed.tree.comments().iter();
        comments
            .map(|comment| words.partition_point(|&word| word < comment.span.start))
            .collect()
    }
    let output = output(format, text)?;
    check(
        words_before_comments(&output) == words_before_comments(text),
        || format!("comments moved:\n{text}\n{output}"),
    )
}

/// The output parses to the same tree.
fn keeps_tree(format: impl Fn(&str) -> Option<String>, text: &str) -> Verdict {
    let output = output(format, text)?;
    check(shape(&output) == shape(text), || {
        format!("tree changed:\n{text}\n{output}")
    })
}

/// Formatting the output changes nothing.
fn is_stable(format: impl Fn(&str) -> Option<String>, text: &str) -> Verdict {
    let once = output(&format, text)?;
    let twice = output(&format, &once)?;
    check(once == twice, || format!("not stable:\n{once}\n{twice}"))
}

/// Lines end well, and blank ones stand alone between others.
fn is_tidy(format: impl Fn(&str) -> Option<String>, text: &str) -> Verdict {
    let output = output(format, text)?;
    let tidy = output.lines().all(|line| line == line.trim_end())
        && !output.contains('\t')
        && !output.contains("\n\n\n")
        && !output.starts_with('\n')
        && !output.ends_with("\n\n")
        && (output.is_empty() || output.ends_with('\n'));
    check(tidy, || format!("not tidy:\n{text}\n{output}"))
}

/// A line is too long only where there is no operator to break it before.
fn has_no_breakable_long_line(format: impl Fn(&str) -> Option<String>, text: &str) -> Verdict {
    let output = output(format, text)?;
    let code = |line| str::split_once(line, "//").map_or(line, |(code, _)| code.trim_end());
    let too_long = output.lines().map(code).find(|code| {
        code.chars().count() > WIDTH && [" + ", " && ", " ? "].iter().any(|op| code.contains(op))
    });
    check(too_long.is_none(), || {
        format!("too long: {too_long:?}\n{text}\n{output}")
    })
}

/// The tree without places: a line for every statement and every node. Equal
/// trees number their nodes alike, since children stand before their parents.
fn shape(text: &str) -> Vec<String> {
    let tree = parse(text).tree;
    let statements = tree
        .statements()
        .iter()
        .map(|statement| match statement.kind {
            StatementKind::Assign { target, value } => {
                format!("{} = {}", target.text(text), value.index())
            }
            StatementKind::Expr(value) => format!("{}", value.index()),
            StatementKind::Error => "error".to_owned(),
        });
    let exprs = tree.expr_ids().map(|id| {
        let own = |kind| expr_shape(&tree, text, kind);
        match tree.expr(id).kind {
            ExprKind::Number(_) | ExprKind::String | ExprKind::Name => {
                tree.expr(id).span.text(text).to_owned()
            }
            kind => own(kind),
        }
    });
    statements.chain(exprs).collect()
}

fn expr_shape(tree: &Tree, text: &str, kind: ExprKind) -> String {
    let list = |list| {
        let ids = tree.list(list).iter().map(|id| id.index());
        format!("{:?}", ids.collect::<Vec<_>>())
    };
    match kind {
        ExprKind::Paren(inner) => format!("({})", inner.index()),
        ExprKind::Vector(elements) => list(elements),
        ExprKind::Unary { op, operand } => format!("{} {}", op.as_str(), operand.index()),
        ExprKind::Binary {
            op, left, right, ..
        } => {
            format!("{} {} {}", left.index(), op.as_str(), right.index())
        }
        ExprKind::Ternary {
            condition,
            then,
            otherwise,
        } => format!(
            "{} ? {} : {}",
            condition.index(),
            then.index(),
            otherwise.index()
        ),
        ExprKind::Call {
            name, arguments, ..
        } => {
            format!("{} {}", name.text(text), list(arguments))
        }
        ExprKind::Method {
            receiver,
            name,
            arguments,
            ..
        } => format!(
            "{}.{} {}",
            receiver.index(),
            name.text(text),
            list(arguments)
        ),
        ExprKind::Member { receiver, name } => {
            format!("{}.{}", receiver.index(), name.text(text))
        }
        kind => format!("{kind:?}"),
    }
}

/// Tries `property` on many texts; the error is the smallest that breaks it.
fn try_on(texts: impl Strategy<Value = String>, property: impl Fn(&str) -> Verdict) -> Verdict {
    search(texts, property, 100_000)
}

fn search(
    texts: impl Strategy<Value = String>,
    property: impl Fn(&str) -> Verdict,
    max_shrink_iters: u32,
) -> Verdict {
    let config = Config {
        failure_persistence: None,
        max_shrink_iters,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&texts, |text| property(&text).map_err(TestCaseError::fail))
        .map_err(|failure| failure.to_string())
}

fn holds(property: impl Fn(&str) -> Verdict) {
    assert_none(try_on(formula(), &property));
    assert_none(try_on(commented_formula(), &property));
}

fn assert_none(verdict: Verdict) {
    let failure = verdict.err().unwrap_or_default();
    assert!(failure.is_empty(), "{failure}");
}

fn is_broken(property: impl Fn(&str) -> Verdict) {
    let verdict = search(formula(), property, 0);
    assert!(verdict.is_err(), "the fault was not found");
}

#[test]
fn comments_are_kept() {
    holds(|text| keeps_comments(real, text));
    holds(|text| keeps_comments_in_place(real, text));
}

#[test]
fn a_lost_or_doubled_comment_is_found() {
    let loses = |text: &str| {
        let output = real(text)?;
        let (before, behind) = output.split_once("//")?;
        let (_, behind) = behind.split_once('\n')?;
        Some(format!("{before}\n{behind}"))
    };
    is_broken(|text| keeps_comments(loses, text));
    let doubles = |text: &str| real(text).map(|output| output.replacen("//", "// again\n//", 1));
    is_broken(|text| keeps_comments(doubles, text));
}

#[test]
fn a_moved_comment_is_found() {
    let moves = |text: &str| {
        let output = real(text)?;
        let (before, behind) = output.split_once("//")?;
        let (comment, behind) = behind.split_once('\n')?;
        Some(format!("//{comment}\n{before}\n{behind}"))
    };
    is_broken(|text| keeps_comments_in_place(moves, text));
}

#[test]
fn the_tree_is_kept() {
    holds(|text| keeps_tree(real, text));
}

#[test]
fn a_changed_tree_is_found() {
    for (from, to) in [(" + ", " - "), ("(", "(("), (";\n", "\n"), ("a", "b")] {
        let changes = |text: &str| real(text).map(|output| output.replace(from, to));
        is_broken(|text| keeps_tree(changes, text));
    }
}

#[test]
fn formatting_twice_changes_nothing() {
    holds(|text| is_stable(real, text));
}

#[test]
fn a_change_in_every_run_is_found() {
    is_broken(|text| is_stable(|text| Some(format!("{text} ")), text));
}

#[test]
fn the_output_is_tidy() {
    holds(|text| is_tidy(real, text));
    holds(|text| has_no_breakable_long_line(real, text));
}

#[test]
fn an_untidy_output_is_found() {
    for (from, to) in [("\n", " \n"), ("\n", "\n\n\n"), ("    ", "\t")] {
        let spoils = |text: &str| real(text).map(|output| output.replace(from, to));
        is_broken(|text| is_tidy(spoils, text));
    }
    let joins = |text: &str| real(text).map(|output| output.replace("\n    ", " "));
    is_broken(|text| has_no_breakable_long_line(joins, text));
}

/// Whatever the text is: no panic, and either an error or the same tree.
#[test]
fn any_text_is_refused_or_kept() {
    let property = |text: &str| match real(text) {
        Some(_) => keeps_tree(real, text).and_then(|()| is_stable(real, text)),
        None => Ok(()),
    };
    assert_none(try_on(token_soup(), property));
}
