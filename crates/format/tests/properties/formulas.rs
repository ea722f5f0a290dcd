//! Random formulas as text: their tokens, and what stands between them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// The text of tokens, in order.
type Tokens = Vec<String>;

/// Formulas with any white space and now and then a comment.
pub(crate) fn formula() -> impl Strategy<Value = String> {
    let gap = prop_oneof![
        4 => Just(Gap::Space("")),
        4 => Just(Gap::Space(" ")),
        1 => select(vec!["\n", "\n\n", "  \n\t", "\n \n\n  "]).prop_map(Gap::Space),
        1 => any::<bool>().prop_map(Gap::Comment),
    ];
    (tokens(), vec(gap, 1..64)).prop_map(|(tokens, gaps)| write(&tokens, &gaps))
}

/// Formulas with a comment before and behind every token.
pub(crate) fn commented_formula() -> impl Strategy<Value = String> {
    let gap = any::<bool>().prop_map(Gap::Comment);
    (tokens(), vec(gap, 1..64)).prop_map(|(tokens, gaps)| write(&tokens, &gaps))
}

/// Text that is hardly ever a formula.
pub(crate) fn token_soup() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "a", "$b", "1", "2.", "\"s\"", "\"", "(", ")", "[", "]", ",", ";", "=", "==", "?", ":",
        "+", "-", "!", ".", "&&", "%", "#", "/*", "*/", "//", "\n", "\r\n", "\r", " ", "{x}",
        "${y}", "é", "\u{feff}",
    ]);
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug)]
enum Gap {
    Space(&'static str),
    /// A comment, on a line of its own or behind the token.
    Comment(bool),
}

/// Writes `tokens` with `gaps`, over and over, before, between and behind.
/// Comments are numbered, so that each is distinct.
fn write(tokens: &[String], gaps: &[Gap]) -> String {
    let mut text = String::new();
    let mut gaps = gaps.iter().cycle().zip(1..);
    let mut gap = |text: &mut String| match gaps.next() {
        Some((Gap::Space(space), _)) => text.push_str(space),
        Some((Gap::Comment(own_line), number)) => {
            text.push_str(if *own_line { "\n" } else { " " });
            text.push_str(&format!("//c{number}  \n"));
        }
        None => {}
    };
    for token in tokens {
        gap(&mut text);
        // `1.hour` would read as the number `1.` and a name.
        if token == "." && text.ends_with(|c: char| c.is_ascii_digit()) {
            text.push(' ');
        }
        text.push_str(token);
    }
    gap(&mut text);
    text
}

fn tokens() -> impl Strategy<Value = Tokens> {
    let statement = prop_oneof![
        6 => (name(), expr()).prop_map(|(name, value)| join([vec![name, "=".into()], value])),
        1 => expr(),
        1 => Just(Tokens::new()),
    ];
    (vec(statement, 0..5), any::<bool>()).prop_map(|(statements, ended)| {
        let mut tokens = statements.join(&";".to_owned());
        if ended {
            tokens.push(";".to_owned());
        }
        tokens
    })
}

/// An expression. Put together without brackets, parts may group anew; every
/// result is a legal expression all the same.
fn expr() -> impl Strategy<Value = Tokens> {
    let leaf = prop_oneof![
        name().prop_map(|name| vec![name]),
        select(vec!["0", "12", "0.5", ".5", "5.", "1e3"]).prop_map(|n| vec![n.to_owned()]),
        Just(vec!["\"Mon, 06 Oct 2014 10:20:00 GMT\"".to_owned()]),
    ];
    leaf.prop_recursive(5, 48, 4, |inner| {
        let operators = vec!["+", "-", "*", "/", "<", ">=", "==", "!=", "&&", "||"];
        let list = vec(inner.clone(), 0..4).prop_map(|items| items.join(&",".to_owned()));
        let call = (select(vec!["max", "avg", "time"]), list.clone());
        prop_oneof![
            (select(vec!["-", "!"]), inner.clone()).prop_map(|(op, x)| around(op, x, "")),
            inner.clone().prop_map(|x| around("(", x, ")")),
            list.clone().prop_map(|x| around("[", x, "]")),
            call.prop_map(|(name, x)| join([vec![name.to_owned()], around("(", x, ")")])),
            (inner.clone(), list).prop_map(|(receiver, x)| join([
                receiver,
                around(".", vec!["GetSample".to_owned()], ""),
                around("(", x, ")"),
            ])),
            inner
                .clone()
                .prop_map(|x| join([x, around(".", vec!["hour".to_owned()], "")])),
            vec((inner.clone(), select(operators)), 1..5)
                .prop_flat_map({
                    let inner = inner.clone();
                    move |chain| (Just(chain), inner.clone())
                })
                .prop_map(|(chain, last)| {
                    let chain = chain.into_iter().map(|(x, op)| around("", x, op));
                    join(chain.chain([last]))
                }),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| join([
                around("", a, "?"),
                b,
                around(":", c, ""),
            ])),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    select(vec![
        "a",
        "$b",
        "$PendingTasks",
        "TimeInterval_Minute",
        "aNameThatIsMuchLongerThanMost",
    ])
    .prop_map(str::to_owned)
}

fn join(parts: impl IntoIterator<Item = Tokens>) -> Tokens {
    parts.into_iter().flatten().collect()
}

/// `inner` between two tokens; an empty one is none.
fn around(before: &str, inner: Tokens, behind: &str) -> Tokens {
    let end = |token: &str| (!token.is_empty()).then(|| token.to_owned());
    end(before)
        .into_iter()
        .chain(inner)
        .chain(end(behind))
        .collect()
}
