//! Long, deep and hostile texts: few findings, soon.

use std::time::{Duration, Instant};

use autoscale_syntax::{MAX_DEPTH, MAX_STATEMENTS, Parsed, StatementKind, parse};

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    let findings = parsed.diagnostics.iter();
    findings.map(|finding| finding.rule.code).collect()
}

#[test]
fn length_counts_characters() {
    let longest = format!("// {}\n", "é".repeat(8192 - 4));
    assert_eq!(longest.chars().count(), 8192);
    assert!(parse(&longest).diagnostics.is_empty());
    let parsed = parse(&format!("{longest}a"));
    assert_eq!(codes(&parsed), ["AS005"]);
    assert_eq!(parsed.diagnostics[0].span.start as usize, longest.len());
    assert_eq!(
        parsed.tree.statements().len(),
        1,
        "it is parsed all the same"
    );
}

#[test]
fn a_mebibyte_is_not_parsed() {
    let parsed = parse(&"a;".repeat(1 << 20));
    assert_eq!(codes(&parsed), ["AS005"]);
    assert!(parsed.tree.statements().is_empty());
}

#[test]
fn statements_are_counted_without_empty_ones() {
    let most = "a = 1;;".repeat(MAX_STATEMENTS);
    assert!(parse(&most).diagnostics.is_empty());
    let parsed = parse(&format!("{most} b = 2; c = 3;"));
    assert_eq!(codes(&parsed), ["AS006"]);
    assert_eq!(parsed.diagnostics[0].span.start as usize, most.len() + 1);
}

#[test]
fn long_chains_are_flat() {
    for link in [" + 1", " - 1", " && 1", " == 1", ".b", ".c(1)"] {
        let text = format!("x = a{};", link.repeat(8000 / link.len()));
        let parsed = parse(&text);
        assert!(parsed.diagnostics.is_empty(), "{link}");
        let StatementKind::Assign { value, .. } = parsed.tree.statements()[0].kind else {
            panic!("an assignment");
        };
        let links = parsed.tree.left_spine(value).count();
        assert_eq!(links, 8000 / link.len() + 1);
    }
}

#[test]
fn deep_nesting_is_one_finding() {
    let most = MAX_DEPTH as usize;
    for (open, close) in [
        ("(", ")"),
        ("[", "]"),
        ("-", ""),
        ("!", ""),
        ("f(", ")"),
        ("a.b(", ")"),
        ("a ? b : ", ""),
        ("a ? ", " : b"),
    ] {
        let nested = |depth| format!("x = {}1{}; y = 2;", open.repeat(depth), close.repeat(depth));
        assert_eq!(codes(&parse(&nested(most))), [""; 0], "{open}");
        for depth in [most + 1, most + 2, 900] {
            let parsed = parse(&nested(depth));
            assert_eq!(codes(&parsed), ["AS007"], "{open}");
            assert_eq!(parsed.tree.statements().len(), 2);
        }
    }
}

#[test]
fn deep_nesting_is_cut_in_the_tree() {
    let text = format!("{}1{}", "f(-".repeat(500), ")".repeat(500));
    let tree = parse(&text).tree;
    assert!(tree.exprs().len() < 2 * MAX_DEPTH as usize);
}

#[test]
fn hostile_texts_have_few_findings() {
    assert_eq!(codes(&parse(&"(".repeat(8192))), ["AS007"]);
    assert_eq!(codes(&parse(&"-".repeat(10_000))), ["AS007", "AS005"]);
    assert_eq!(codes(&parse(&"\0".repeat(8192))), ["AS001"]);
    assert_eq!(codes(&parse("a = 1;\r\nb = 2;\r\n")), [""; 0]);
    assert_eq!(codes(&parse(&"@".repeat(8192))), ["AS001"]);
    assert_eq!(codes(&parse(&"@ ".repeat(4000))).len(), 10);
    assert_eq!(codes(&parse(&")".repeat(8192))).len(), 200);
}

#[test]
fn parsing_takes_linear_time() {
    for piece in [
        "(", ")", "[(", "(]", ";", ");(", "-", "a ", "1 ", "a\n", "a = ", "a = b\n", "a+=", "a++ ",
        "\"", "'", "“", "'; ", "\\\"", "\\", "`", "{", "{x", "{x}", "${", "{x} ", "%", "%(", "%d",
        "@", "@ ", "#", "/*", "/* */", "\u{A0}", "\u{A0} ", "é", "aé", "if ", "if(", "}if(",
        "\nif a", "for(;", "f(;", "a?", "a?b:", "?", ":", ",", "f(,", "x.", ".", "<a-", "<a", "+",
        "+ ", "1.", "1_", "and ", "a and ", "not ", "$", "$(", "a%b%", "(a%", "a=b%c;", "=", "==",
        "(a=", "a,b=",
    ] {
        let text = piece.repeat((1 << 15) / piece.len());
        let start = Instant::now();
        assert!(parse(&text).tree.tokens().len() <= text.len());
        // Ten times what it takes; quadratic time would be more than that.
        assert!(start.elapsed() < Duration::from_secs(8), "{piece:?}");
    }
}
