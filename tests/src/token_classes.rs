//! What every word and sign of a formula is to somebody who sees its neighbours
//! and the catalog, but neither types nor values: what the grammars of the
//! editors have to agree on.

use autoscale_base::Span;
use autoscale_catalog::{
    Builtin, CONSTANTS, FUNCTIONS, MEMBERS, METHODS, OPTIONS, VARIABLES, VariableKind,
};
use autoscale_embed::{Segment, SegmentKind, SourceMap};
use autoscale_syntax::{CommentKind, Token, lex};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `// …`
    Comment,
    /// `"…"`
    String,
    /// `1.5e3`
    Number,
    /// `==`, `?`
    Operator,
    /// `;`, `,`, `.`
    Delimiter,
    /// `(`, `]`
    Bracket,
    /// A service variable that formulas assign.
    Target,
    /// A service variable that formulas read.
    Metric,
    /// `TimeInterval_Minute`
    Constant,
    /// `taskcompletion`
    Option,
    /// A function that there is.
    Function,
    /// A method that there is.
    Method,
    /// A member that there is.
    Member,
    /// Another name in front of brackets.
    UnknownCall,
    /// Another name behind a dot.
    UnknownMember,
    /// Any other name.
    Variable,
    /// What a host fills in.
    Placeholder,
    /// What the language does not have, whatever our lexer takes it for. The
    /// grammars need not understand it.
    Foreign,
}

impl Class {
    /// The name that the tests of the grammars use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::String => "string",
            Self::Number => "number",
            Self::Operator => "operator",
            Self::Delimiter => "delimiter",
            Self::Bracket => "bracket",
            Self::Target => "target",
            Self::Metric => "metric",
            Self::Constant => "constant",
            Self::Option => "option",
            Self::Function => "function",
            Self::Method => "method",
            Self::Member => "member",
            Self::UnknownCall => "unknown-call",
            Self::UnknownMember => "unknown-member",
            Self::Variable => "variable",
            Self::Placeholder => "placeholder",
            Self::Foreign => "foreign",
        }
    }
}

/// A token with its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classed {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub class: Class,
    /// True for a word whose dot or bracket stands on another line, or behind a
    /// comment: a grammar that reads line by line cannot see it.
    pub is_apart: bool,
}

/// All tokens and comments of `text` in text order.
#[must_use]
pub fn classes(text: &str) -> Vec<Classed> {
    let lexed = lex(text);
    let comments = lexed.comments.iter().map(|comment| Classed {
        span: comment.span,
        class: match comment.kind {
            CommentKind::Line => Class::Comment,
            _ => Class::Foreign,
        },
        is_apart: false,
    });
    let tokens = (0..lexed.tokens.len()).filter_map(|index| classed(text, &lexed.tokens, index));
    let mut all: Vec<Classed> = comments.chain(tokens).collect();
    all.sort_by_key(|token| token.span);
    all
}

/// The tokens of an embedded formula that its host writes byte for byte, where
/// they stand in the host.
#[must_use]
pub fn classes_in_host(source: &SourceMap) -> Vec<Classed> {
    let holds = |segment: &Segment, span: Span| {
        segment.kind == SegmentKind::Verbatim
            && segment.formula.start <= span.start
            && span.end <= segment.formula.end
    };
    let tokens = classes(source.text()).into_iter();
    let verbatim = tokens.filter(|token| {
        let mut segments = source.segments().iter();
        segments.any(|segment| holds(segment, token.span))
    });
    let in_host = |token: Classed| Classed {
        span: source.to_host(token.span),
        ..token
    };
    verbatim.map(in_host).collect()
}

fn classed(text: &str, tokens: &[(Token, Span)], index: usize) -> Option<Classed> {
    let (token, span) = tokens.get(index).copied()?;
    let (class, is_apart) = match token {
        _ if is_foreign(token, span.text(text)) => (Class::Foreign, false),
        Token::Ident => word(text, tokens, index),
        token => (sign(token), false),
    };
    Some(Classed {
        span,
        class,
        is_apart,
    })
}

/// True for what the language does not have, and for what it writes otherwise.
fn is_foreign(token: Token, text: &str) -> bool {
    match token {
        Token::ForeignOperator | Token::Error => true,
        Token::Hole => !text.contains('{'),
        Token::Ident => !text.is_ascii(),
        Token::String => text.len() < 2 || !text.starts_with('"') || !text.ends_with('"'),
        token => token.text().is_some_and(|regular| regular != text),
    }
}

const fn sign(token: Token) -> Class {
    match token {
        Token::Number => Class::Number,
        Token::String => Class::String,
        Token::Hole => Class::Placeholder,
        Token::Semicolon | Token::Comma | Token::Dot => Class::Delimiter,
        Token::LeftParen | Token::RightParen | Token::LeftBracket | Token::RightBracket => {
            Class::Bracket
        }
        _ => Class::Operator,
    }
}

/// The class of a word, and whether its dot or bracket stands apart.
fn word(text: &str, tokens: &[(Token, Span)], index: usize) -> (Class, bool) {
    let span = tokens.get(index).map_or(Span::empty(0), |token| token.1);
    let name = span.text(text);
    let beside = |index: Option<usize>, kind: Token| {
        let neighbour = tokens.get(index?)?;
        (neighbour.0 == kind).then_some(neighbour.1)
    };
    let dot = beside(index.checked_sub(1), Token::Dot);
    let bracket = beside(index.checked_add(1), Token::LeftParen);
    let class = match (dot.is_some(), bracket.is_some()) {
        (true, true) if METHODS.iter().any(|it| it.name() == name) => Class::Method,
        (true, false) if MEMBERS.iter().any(|it| it.name() == name) => Class::Member,
        (true, false) => Class::UnknownMember,
        (false, true) if FUNCTIONS.iter().any(|it| it.name() == name) => Class::Function,
        (_, true) => Class::UnknownCall,
        (false, false) => named(name),
    };
    let gaps = [
        dot.map(|dot| Span::new(dot.end, span.start)),
        bracket.map(|bracket| Span::new(span.end, bracket.start)),
    ];
    let mut gaps = gaps.into_iter().flatten();
    let is_apart = gaps.any(|gap| gap.text(text).contains(|c| !matches!(c, ' ' | '\t')));
    (class, is_apart)
}

/// The class of a name that stands for a value.
fn named(name: &str) -> Class {
    let variables = VARIABLES.iter().copied().map(Builtin::Variable);
    let constants = CONSTANTS.iter().copied().map(Builtin::Constant);
    let options = OPTIONS.iter().copied().map(Builtin::Option);
    let mut rows = variables.chain(constants).chain(options);
    match rows.find(|row| row.name() == name) {
        Some(Builtin::Variable(variable)) => match variable.kind {
            VariableKind::Metric { .. } => Class::Metric,
            VariableKind::Target(_) | VariableKind::DeallocationOption => Class::Target,
        },
        Some(Builtin::Constant(_)) => Class::Constant,
        Some(Builtin::Option(_)) => Class::Option,
        _ => Class::Variable,
    }
}

#[cfg(test)]
mod tests {
    use super::classes;

    #[test]
    fn words_are_what_their_neighbours_make_them() {
        let text = "max = $PendingTasks.GetSample(1).year . x + max (y).max(2) // z";
        let found = classes(text).into_iter();
        let found = found.map(|token| format!("{}:{}", token.span.text(text), token.class.name()));
        let expected = "max:variable =:operator $PendingTasks:metric .:delimiter GetSample:method \
                        (:bracket 1:number ):bracket .:delimiter year:member .:delimiter \
                        x:unknown-member +:operator max:function (:bracket y:variable ):bracket \
                        .:delimiter max:unknown-call (:bracket 2:number ):bracket // z:comment";
        assert_eq!(found.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn what_is_not_of_the_language_is_foreign() {
        let text = "a % 'b' # c";
        let found = classes(text).into_iter();
        let found = found.map(|token| token.class.name());
        assert_eq!(
            found.collect::<Vec<_>>(),
            ["variable", "foreign", "foreign", "foreign"]
        );
    }

    #[test]
    fn words_apart_from_their_bracket_or_dot_are_told() {
        let text = "max\n(1) . // why\n x; max (2)";
        let apart = classes(text).into_iter().filter(|token| token.is_apart);
        let apart = apart.map(|token| token.span.text(text));
        assert_eq!(apart.collect::<Vec<_>>(), ["max", "x"]);
    }
}
