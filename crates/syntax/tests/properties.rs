//! What must hold for every text.

use std::ops::Range;

use autoscale_base::{Applicability, Diagnostic, Edit, Span};
use autoscale_syntax::{ExprId, ExprKind, Parsed, StatementKind, Token, Tree, dump, lex, parse};
use proptest::prelude::*;
use proptest::sample::Index;

/// Pieces that formulas, and mistakes in formulas, are made of.
const PIECES: &[&str] = &[
    "a", "$b", "if", "else", "and", "or", "not", "mod", "var", "return", "1", "2.5", ".5", "0x1F",
    "1_0", "1e999", "\"s\"", "\"", "'", "'s'", "“", "”", "\\\"", "\\", "`", "+", "-", "*", "/",
    "!", "=", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "&", "|", "?", ":", ";", ",", ".", "(",
    ")", "[", "]", "%", "%d", "^", "{", "}", "{x}", "${x}", "{{x}}", "@{x}", "@", "#", "//", "/*",
    "*/", " ", "\n", "\r\n", "\t", "\u{A0}", "\u{FEFF}", "\0", "é", "日", "😀", "≤", "$", "~",
];

/// Pieces that no mistake in one statement makes another one of.
const TAME: &[&str] = &[
    "a", "$b", "1", "2.5", "+", "-", "*", "!", "=", "==", "<", ">=", "&&", "&", "|", "?", ":", ",",
    ".", ")", "]", "^", "@", " ", "\n", "\u{A0}", "é", "😀", "~", "and", "not", "var",
];

fn tame() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(TAME), 0..20).prop_map(|pieces| pieces.concat())
}

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

/// A formula that is right.
fn formula() -> impl Strategy<Value = String> {
    formula_of(0..6)
}

fn formula_of(statements: Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(("[a-c]", expression()), statements).prop_map(|statements| {
        let statements = statements.into_iter();
        let written = statements.map(|(name, value)| format!("{name} = {value};\n"));
        written.collect()
    })
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[$A-Za-z_][A-Za-z0-9_]{0,3}",
        Just("1".to_owned()),
        Just("2.5".to_owned()),
        Just("time(\"2014\")".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let operator = prop::sample::select(&["+", "-", "*", "/", "<", "==", "&&", "||"][..]);
        prop_oneof![
            (inner.clone(), operator, inner.clone()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
            inner.clone().prop_map(|a| format!("({a})")),
            inner.clone().prop_map(|a| format!("-{a}")),
            inner.clone().prop_map(|a| format!("!({a})")),
            inner.clone().prop_map(|a| format!("({a}).hour")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("max({a}, {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("$P.GetSample({a}, [{b}])")),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
        ]
    })
}

fn children(tree: &Tree, id: ExprId) -> Vec<ExprId> {
    match tree.expr(id).kind {
        ExprKind::Paren(inner) => vec![inner],
        ExprKind::Vector(list) => tree.list(list).to_vec(),
        ExprKind::Unary { operand, .. } => vec![operand],
        ExprKind::Binary { left, right, .. } => vec![left, right],
        ExprKind::Ternary {
            condition,
            then,
            otherwise,
        } => vec![condition, then, otherwise],
        ExprKind::Call { arguments, .. } => tree.list(arguments).to_vec(),
        ExprKind::Method {
            receiver,
            arguments,
            ..
        } => [&[receiver], tree.list(arguments)].concat(),
        ExprKind::Member { receiver, .. } => vec![receiver],
        _ => Vec::new(),
    }
}

fn assert_in(text: &str, span: Span) {
    assert!(span.start <= span.end, "{span:?}");
    assert!(text.get(span.range()).is_some(), "{span:?} of {text:?}");
}

fn assert_tree(text: &str, tree: &Tree) {
    for id in tree.expr_ids() {
        let expr = tree.expr(id);
        assert_in(text, expr.span);
        for child in children(tree, id) {
            assert!(child < id, "children stand before parents");
            assert!(expr.span.contains(tree.expr(child).span), "{text:?}");
        }
    }
    let mut end = 0;
    for statement in tree.statements() {
        assert_in(text, statement.span);
        assert!(end <= statement.span.start, "statements are in order");
        end = statement.span.end;
        if let StatementKind::Assign { value, .. } | StatementKind::Expr(value) = statement.kind {
            assert!(statement.span.contains(tree.expr(value).span), "{text:?}");
        }
        if let Some(semicolon) = statement.semicolon {
            assert!(end <= semicolon.start);
            assert_eq!(semicolon.text(text).chars().count(), 1);
        }
    }
    assert!(tree.comments().is_sorted_by_key(|comment| comment.span));
    assert!(tree.tokens().is_sorted_by_key(|token| token.1));
    assert!(dump(text, tree).lines().count() >= tree.statements().len());
}

fn assert_findings(text: &str, findings: &[Diagnostic]) {
    assert!(findings.is_sorted_by_key(|finding| finding.span));
    for finding in findings {
        assert_in(text, finding.span);
        assert!(finding.help.is_some(), "{}", finding.message);
        assert!(
            text.contains('`') || !finding.message.contains("``"),
            "{}",
            finding.message
        );
        for related in &finding.related {
            assert_in(text, related.span);
        }
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        for edit in edits.clone() {
            assert_in(text, edit.span);
        }
        let touch = |(a, b): (&Edit, _)| a.span.end >= edit_start(b);
        assert!(
            !edits.clone().zip(edits.skip(1)).any(touch),
            "{}",
            finding.message
        );
    }
}

fn edit_start(edit: &Edit) -> u32 {
    edit.span.start
}

/// How many tokens the tree stands for.
fn tokens_of(tree: &Tree) -> usize {
    let list = |len: usize| 2 + len.saturating_sub(1);
    let exprs = tree.exprs().iter().map(|expr| match expr.kind {
        ExprKind::Error => 0,
        ExprKind::Hole | ExprKind::Number(_) | ExprKind::String | ExprKind::Name => 1,
        ExprKind::Unary { .. } | ExprKind::Binary { .. } => 1,
        ExprKind::Paren(_) | ExprKind::Member { .. } | ExprKind::Ternary { .. } => 2,
        ExprKind::Vector(elements) => list(elements.len()),
        ExprKind::Call { arguments, .. } => 1 + list(arguments.len()),
        ExprKind::Method { arguments, .. } => 2 + list(arguments.len()),
    });
    let statements = tree.statements().iter();
    let assigns = |kind| matches!(kind, StatementKind::Assign { .. });
    exprs.sum::<usize>() + 2 * statements.filter(|it| assigns(it.kind)).count()
}

fn assert_sound(text: &str) -> Parsed {
    let parsed = parse(text);
    assert_tree(text, &parsed.tree);
    assert_findings(text, &parsed.diagnostics);
    assert_eq!(parsed.tree.tokens(), lex(text).tokens);
    if parsed.diagnostics.is_empty() {
        let tokens = parsed.tree.tokens().iter();
        let written = tokens.filter(|token| token.0 != Token::Semicolon).count();
        assert_eq!(tokens_of(&parsed.tree), written, "left out: {text:?}");
    }
    parsed
}

/// Applies the safe fixes until there is none, as `check --fix` does.
fn mended(text: &str) -> String {
    let mut text = text.to_owned();
    let mut rounds = 0;
    while mend(&mut text) {
        rounds += 1;
        assert!(rounds < 10, "fixes do not end: {text:?}");
    }
    text
}

/// Applies the safe fixes once; false when there is none.
fn mend(text: &mut String) -> bool {
    let findings = parse(text).diagnostics;
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
    let safe = fixes.filter(|fix| fix.applicability == Applicability::Safe);
    let mut edits: Vec<_> = safe.flat_map(|fix| fix.edits.clone()).collect();
    edits.sort_by_key(|edit| edit.span);
    edits.dedup_by(|next, edit| next.span.start < edit.span.end);
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    !edits.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed(text in any::<String>()) {
        assert_sound(&text);
    }

    #[test]
    fn any_bytes_are_parsed(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_sound(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_tokens_are_parsed(text in soup()) {
        assert_sound(&text);
    }

    #[test]
    fn right_formulas_have_no_findings(text in formula()) {
        let parsed = assert_sound(&text);
        prop_assert_eq!(parsed.diagnostics, []);
    }

    #[test]
    fn a_broken_statement_leaves_the_others_alone(
        before in formula(), broken in tame(), after in formula(),
    ) {
        let text = format!("{before}{broken};\n{after}");
        let expected = parse(&before).tree.statements().len();
        let tree = parse(&text).tree;
        let dumped = dump(&text, &tree);
        prop_assert!(dumped.starts_with(&dump(&before, &parse(&before).tree)), "{dumped}");
        prop_assert!(dumped.ends_with(&dump(&after, &parse(&after).tree)), "{dumped}");
        prop_assert!(tree.statements().len() >= expected);
    }

    #[test]
    fn one_dropped_semicolon_is_one_finding(text in formula_of(2..6), pick in any::<Index>()) {
        let ends: Vec<usize> = text.match_indices(";\n").map(|(at, _)| at).collect();
        let at = ends[pick.index(ends.len() - 1)];
        let mut broken = text.clone();
        broken.remove(at);
        let findings = assert_sound(&broken).diagnostics;
        prop_assert_eq!(findings.len(), 1);
        prop_assert_eq!(findings[0].rule.code, "AS002");
        prop_assert_eq!(findings[0].span, Span::empty(u32::try_from(at).unwrap()));
        prop_assert_eq!(mended(&broken), text);
    }

    #[test]
    fn safe_fixes_mend_foreign_spellings(text in formula(), nbsp in any::<bool>()) {
        let mut foreign = text.replace("&&", "and").replace("||", "|").replace("==", "===")
            .replace("time(\"2014\")", "time(\\\"2014\\\")").replace(";\n", "; # c\n")
            .replace("(2.5)", "(/* x */ 2.5)");
        if nbsp {
            foreign = foreign.replace(' ', "\u{A0}");
        }
        let fixed = mended(&foreign);
        let parsed = assert_sound(&fixed);
        prop_assert_eq!(parsed.diagnostics, [], "{} became {}", foreign, fixed);
        prop_assert_eq!(dump(&fixed, &parsed.tree), dump(&text, &parse(&text).tree));
    }

    #[test]
    fn safe_fixes_end(text in soup()) {
        mended(&text);
    }
}
