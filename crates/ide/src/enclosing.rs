//! What stands around a place, told by the tokens before it: the text may be
//! half-written, so that the tree does not know yet.

use autoscale_syntax::Token;

use crate::cursor::Cursor;

/// The innermost bracket that is open before a token, or the statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Enclosing {
    /// `name(…`: the index of the name, and how many arguments are complete.
    Call { name: usize, argument: usize },
    /// `(…`: the index of the bracket.
    Group { open: usize },
    /// `[…`: the index of the bracket.
    Vector { open: usize },
    /// No bracket: the index of the name that the statement assigns.
    Statement { target: Option<usize> },
}

/// What is open in front of the token of index `before`.
pub(crate) fn enclosing(cursor: &Cursor<'_>, before: usize) -> Enclosing {
    let mut closed = 0_usize;
    let mut commas = 0;
    for index in (0..before).rev() {
        match cursor.token(index) {
            Some(Token::RightParen | Token::RightBracket) => closed += 1,
            Some(Token::LeftParen | Token::LeftBracket) if closed > 0 => closed -= 1,
            Some(Token::LeftBracket) => return Enclosing::Vector { open: index },
            Some(Token::LeftParen) => {
                let name = index.checked_sub(1);
                let name = name.filter(|&name| cursor.token(name) == Some(Token::Ident));
                return match name {
                    Some(name) => Enclosing::Call {
                        name,
                        argument: commas,
                    },
                    None => Enclosing::Group { open: index },
                };
            }
            Some(Token::Comma) if closed == 0 => commas += 1,
            Some(Token::Semicolon) => break,
            // No bracket reaches over an assignment.
            Some(Token::Assign) => {
                let target = index.checked_sub(1);
                return Enclosing::Statement { target };
            }
            _ => {}
        }
    }
    Enclosing::Statement { target: None }
}

/// Where the statement starts that holds the token of index `before`.
pub(crate) fn statement_start(cursor: &Cursor<'_>, before: usize) -> u32 {
    let mut start = cursor.word.start;
    for index in (0..before).rev() {
        match cursor.token(index) {
            Some(Token::Semicolon) => break,
            Some(Token::Assign) => {
                return index
                    .checked_sub(1)
                    .map_or(start, |target| cursor.span(target).start);
            }
            _ => start = cursor.span(index).start,
        }
    }
    start
}
