//! Text that is no formula: formulas with tokens out of place, and pieces that
//! were never one.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use super::formula::{Formula, Gap};
use super::write;

/// Pieces of this and of other languages.
pub(super) const PIECES: [&str; 64] = [
    "a",
    "$b",
    "$",
    "1",
    "2.",
    ".5",
    "1e",
    "0x1F",
    "\"s\"",
    "\"",
    "'",
    "'x'",
    "`",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ";;",
    "=",
    "==",
    "===",
    "?",
    "??",
    ":",
    "+",
    "++",
    "+=",
    "-",
    "*",
    "**",
    "/",
    "!",
    ".",
    "..",
    "<",
    "=<",
    "<>",
    "&&",
    "&",
    "and",
    "||",
    "|",
    "%",
    "#",
    "/*",
    "*/",
    "//",
    "// c\n",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\\",
    "{x}",
    "${y}",
    "é",
    "\u{feff}",
    "\u{a0}",
    "“x”",
    "if (a) { b = 1; } else",
];

/// One token out of place.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Slip {
    Drop,
    Double,
    SwapWithNext,
    Insert(&'static str),
    Replace(&'static str),
}

/// A formula with some tokens out of place.
pub(super) fn garbled(formulas: impl Strategy<Value = Formula>) -> impl Strategy<Value = String> {
    let slip = prop_oneof![
        Just(Slip::Drop),
        Just(Slip::Double),
        Just(Slip::SwapWithNext),
        select(&PIECES).prop_map(Slip::Insert),
        select(&PIECES).prop_map(Slip::Replace),
    ];
    (formulas, vec((any::<usize>(), slip), 1..4)).prop_map(|(formula, slips)| {
        let mut tokens = formula.tokens();
        for (place, slip) in slips {
            let Some(at) = place.checked_rem(tokens.len()) else {
                break;
            };
            slip.apply(&mut tokens, at);
        }
        write::text(&tokens, &formula.gaps)
    })
}

impl Slip {
    fn apply(self, tokens: &mut Vec<&'static str>, at: usize) {
        match self {
            Self::Drop => {
                tokens.remove(at);
            }
            Self::Double => tokens.insert(at, tokens.get(at).copied().unwrap_or_default()),
            Self::SwapWithNext if at + 1 < tokens.len() => tokens.swap(at, at + 1),
            Self::SwapWithNext => {}
            Self::Insert(piece) => tokens.insert(at, piece),
            Self::Replace(piece) => {
                if let Some(token) = tokens.get_mut(at) {
                    *token = piece;
                }
            }
        }
    }
}

/// Pieces of languages in any order.
pub(super) fn soup() -> impl Strategy<Value = String> {
    let gap = select(&[Gap::Nothing, Gap::Usual, Gap::Space("\n")]);
    let pieces = vec(select(&PIECES), 0..60);
    (pieces, vec(gap, 0..8)).prop_map(|(pieces, gaps)| write::text(&pieces, &gaps))
}

/// The same few pieces over and over: what is slow or deep in any number shows.
pub(super) fn repeated() -> impl Strategy<Value = String> {
    let pieces = vec(select(&PIECES), 1..5);
    (pieces, 1_usize..3000).prop_map(|(pieces, times)| pieces.concat().repeat(times))
}

/// Any text at all.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    any::<String>()
}
