//! The expressions of ARM templates: strings of JSON that begin with `[`.

use autoscale_base::Span;

use super::decoder::Decoder;
use super::fill;
use crate::source_map::offset;
use crate::{Quoting, SourceMap};

/// How deep calls may stand inside of each other.
const MAX_DEPTH: usize = 64;

/// What a string of a template is.
pub(crate) enum Value {
    /// Itself, or with one `[` less.
    Plain,
    /// `[variables('x')]`, by the name that [`definition`] gives.
    Reference(String),
    /// Another expression.
    Expression,
}

/// What `text`, the decoded string of a template, stands for.
pub(crate) fn classify(text: &str) -> Value {
    let Some(expression) = parse(text) else {
        return Value::Plain;
    };
    if let Expression::Call { name, args, .. } = &expression
        && let [Expression::Text(span)] = args.as_slice()
        && ["variables", "parameters"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
    {
        let argument = span.text(text).trim_matches('\'');
        return Value::Reference(definition(name, argument));
    }
    Value::Expression
}

/// What an entry of a template's `variables` or `parameters` is referred to by.
pub(crate) fn definition(kind: &str, name: &str) -> String {
    // Names in templates have no case.
    format!("{kind}.{name}").to_ascii_lowercase()
}

/// The text that the expression `text` yields; `None` when it shows nothing of
/// it.
pub(crate) fn decode(text: &str) -> Option<SourceMap> {
    let expression = parse(text)?;
    let mut writer = Writer {
        text,
        map: SourceMap::new(1, Quoting::Outside),
        at: 1,
        literals: 0,
    };
    writer.write(&expression);
    (writer.literals > 0).then_some(writer.map)
}

/// A string that begins with `[[` stands for one with a `[` less.
pub(crate) fn unescape(text: &str) -> Option<SourceMap> {
    let rest = text.strip_prefix("[[")?;
    let mut map = SourceMap::new(0, Quoting::Verbatim);
    map.escape("[", Span::new(0, 2));
    map.verbatim(rest, 2);
    Some(map)
}

enum Expression<'a> {
    /// `'…'`, quotes included.
    Text(Span),
    Call {
        name: &'a str,
        args: Vec<Self>,
        span: Span,
    },
    Other(Span),
}

struct Writer<'a> {
    text: &'a str,
    map: SourceMap,
    /// How much of the expression is dealt with.
    at: u32,
    literals: usize,
}

impl Writer<'_> {
    fn write(&mut self, expression: &Expression<'_>) {
        match expression {
            Expression::Text(span) => self.literal(*span, None),
            Expression::Call { name, args, span } => {
                if name.eq_ignore_ascii_case("concat") {
                    for arg in args {
                        self.write(arg);
                    }
                } else if name.eq_ignore_ascii_case("format")
                    && let Some((Expression::Text(template), values)) = args.split_first()
                {
                    self.literal(*template, Some(values));
                } else {
                    self.computed(*span);
                    return;
                }
                self.drop_until(span.end);
            }
            Expression::Other(span) => match constant(self.text, expression) {
                Some(number) => {
                    self.drop_until(span.start);
                    self.map.literal(Quoting::Outside);
                    self.map.escape(&number, *span);
                    self.at = span.end;
                }
                None => self.computed(*span),
            },
        }
    }

    fn drop_until(&mut self, at: u32) {
        self.map.dropped(Span::new(self.at, at));
        self.at = at;
    }

    fn computed(&mut self, span: Span) {
        self.drop_until(span.start);
        self.map.computed(span.text(self.text), span);
        self.at = span.end;
    }

    /// Writes a literal; as the template of `format`, with those of `values`
    /// filled in that are written out.
    fn literal(&mut self, span: Span, values: Option<&[Expression<'_>]>) {
        self.literals += 1;
        let content = Span::new(span.start + 1, span.end.saturating_sub(1));
        self.drop_until(content.start);
        let mut literal = SourceMap::new(content.start, Quoting::Arm);
        let mut decoder = Decoder::new(self.text, content, &mut literal);
        while decoder.next_special(b"'").is_some() {
            decoder.escape_char(2, '\'');
        }
        decoder.finish();
        if let Some(values) = values {
            let value =
                |field: &str| constant(self.text, values.get(field.parse::<usize>().ok()?)?);
            literal = fill::braces_with(literal.text(), value).compose(&literal);
        }
        // An edit over two literals would take what is between them.
        self.map.literal(Quoting::Outside);
        self.map.append(&literal);
        self.at = content.end;
    }
}

/// The text of a literal or a whole number.
fn constant(text: &str, expression: &Expression<'_>) -> Option<String> {
    match expression {
        Expression::Text(span) => {
            let quoted = span.text(text).strip_prefix('\'')?.strip_suffix('\'')?;
            Some(quoted.replace("''", "'"))
        }
        Expression::Other(span) => {
            let number = span.text(text);
            number.parse::<i64>().is_ok().then(|| number.to_owned())
        }
        Expression::Call { .. } => None,
    }
}

fn parse(text: &str) -> Option<Expression<'_>> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    if inside.starts_with('[') {
        return None;
    }
    let mut parser = Parser {
        text,
        at: 1,
        end: 1 + inside.len(),
    };
    let expression = parser.expression(0)?;
    parser.space();
    (parser.at == parser.end).then_some(expression)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.space();
        let found = self.rest().starts_with(wanted);
        self.at += usize::from(found);
        found
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(offset(start), offset(self.at))
    }

    fn expression(&mut self, depth: usize) -> Option<Expression<'a>> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.space();
        let start = self.at;
        if self.rest().starts_with('\'') {
            self.string()?;
            return Some(Expression::Text(self.span_from(start)));
        }
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.');
        let rest = self.rest();
        let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
        let name = rest.get(..length).filter(|name| !name.is_empty())?;
        self.at += length;
        if !self.eat('(') {
            return Some(Expression::Other(self.span_from(start)));
        }
        let args = self.arguments(')', depth)?;
        let call = self.span_from(start);
        self.accesses(depth)?;
        let span = self.span_from(start);
        Some(if span == call {
            Expression::Call { name, args, span }
        } else {
            Expression::Other(span)
        })
    }

    fn arguments(&mut self, close: char, depth: usize) -> Option<Vec<Expression<'a>>> {
        let mut args = Vec::new();
        while !self.eat(close) {
            args.push(self.expression(depth + 1)?);
            if !self.eat(',') && !self.rest().trim_start().starts_with(close) {
                return None;
            }
        }
        Some(args)
    }

    /// `.name` and `[index]` behind a call.
    fn accesses(&mut self, depth: usize) -> Option<()> {
        loop {
            if self.rest().starts_with('.') {
                self.at += 1;
                let rest = self.rest();
                let word = |c: char| c.is_alphanumeric() || c == '_';
                self.at += rest.find(|c| !word(c)).unwrap_or(rest.len());
            } else if self.rest().starts_with('[') {
                self.at += 1;
                self.arguments(']', depth)?;
            } else {
                return Some(());
            }
        }
    }

    /// `'…'`, where `''` is a quote.
    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            self.at += self.rest().find('\'')? + 1;
            if !self.rest().starts_with('\'') {
                return Some(());
            }
            self.at += 1;
        }
    }
}

/// `text` as a part of a string.
pub(crate) fn encode(text: &str) -> String {
    text.replace('\'', "''")
}
