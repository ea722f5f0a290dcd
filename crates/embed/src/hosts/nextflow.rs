//! Formulas in Nextflow's configuration, which is Groovy: settings in blocks
//! and with dots.

mod expression;

use std::collections::HashMap;

use autoscale_base::Span;

use crate::dialects::groovy::{GroovyString, string_len};
use crate::script::{
    Change, Context, Grammar as _, Kind, Role, Script, Source, Stretch, Text, Value, broken, tokens,
};
use crate::{Extracted, Keys};
use expression::Groovy;

/// The formulas of a file.
pub(crate) fn extract(text: &str, keys: &Keys) -> Extracted {
    let tokens = tokens(text, string_len);
    let source = Source {
        text,
        tokens: &tokens,
    };
    let mut reader = Reader {
        script: Script::new(text),
        source,
        places: HashMap::new(),
    };
    reader.read();
    let mut script = reader.script;
    for error in broken(source) {
        script.error(error);
    }
    script.extract(keys, "Groovy", |place| read(source, place))
}

/// A value of the file.
#[derive(Clone, Copy)]
enum Place {
    Expression(Stretch),
    /// A name that stands for its own text.
    Name(Stretch),
}

fn read(source: Source<'_>, place: Place) -> Value<'_> {
    match place {
        Place::Expression(stretch) => match (Groovy { source }).read(stretch) {
            // Nextflow fills in `{{vmCount}}` before the service sees it.
            Value::Text(text) => Value::Text(text.changed(&[Change::Mustache])),
            value => value,
        },
        Place::Name(name) => {
            let span = source.span(name);
            let span = match source.kind(name.from) {
                Some(Kind::String) => {
                    GroovyString::of(source.text, span).map_or(span, |(_, content)| content)
                }
                _ => span,
            };
            let mut text = Text::new(span);
            text.literal(span, |map| map.verbatim(span.text(source.text), span.start));
            Value::Text(text)
        }
    }
}

struct Reader<'t> {
    script: Script<'t, Place>,
    source: Source<'t>,
    /// The context of each name in a context: a block may come twice, and
    /// `a.b = c` means the block `a`.
    places: HashMap<(usize, &'t str), Context<'t>>,
}

impl<'t> Reader<'t> {
    /// Tells all that the file says. Blocks nest by a stack of contexts.
    fn read(&mut self) {
        let source = self.source;
        let mut contexts = vec![Context::default()];
        let mut inner: Option<Context<'t>> = None;
        let mut starts = true;
        let mut at = 0;
        while let Some(kind) = source.kind(at) {
            let context = contexts.last().copied().unwrap_or_default();
            match kind {
                Kind::Open(..) => {
                    contexts.push(inner.take().unwrap_or(context));
                    starts = true;
                }
                Kind::Close => {
                    if contexts.len() > 1 {
                        contexts.pop();
                    }
                    starts = false;
                }
                Kind::Newline | Kind::Mark(',' | ';') => {
                    inner = None;
                    starts = true;
                }
                Kind::Name | Kind::String if starts => {
                    starts = false;
                    if let Some((value, context)) = self.statement(at, context) {
                        inner = Some(context);
                        at = value;
                        continue;
                    }
                }
                _ => starts = false,
            }
            at += 1;
        }
    }

    /// Tells of the statement at `at`. Comes back with the token where its
    /// value or block starts and the context of what is in it.
    fn statement(&mut self, at: usize, context: Context<'t>) -> Option<(usize, Context<'t>)> {
        let source = self.source;
        let mut at = at;
        // `def name`, `String name`
        while source.kind(at) == Some(Kind::Name) && source.kind(at + 1) == Some(Kind::Name) {
            at += 1;
        }
        let (path, behind) = source.path(at);
        let (&last, around) = path.split_last()?;
        let mut context = context;
        for &name in around {
            context = self.place(context, name);
        }
        let key = self.key(last);
        match source.kind(behind)? {
            Kind::Open('{', _) => {
                let context = self.place(context, last);
                Some((behind, context))
            }
            Kind::Mark('=') if !source.is_mark(behind + 1, '=') => {
                self.tell(Role::Variable, key, context, behind + 1);
                let context = self.place(context, last);
                Some((behind + 1, context))
            }
            Kind::Mark('+') if source.is_mark(behind + 1, '=') => {
                self.tell(Role::Append, key, context, behind + 2);
                Some((behind + 2, context))
            }
            // In a map.
            Kind::Mark(':') => {
                self.tell(Role::Key, key, context, behind + 1);
                let context = self.place(context, last);
                Some((behind + 1, context))
            }
            _ => None,
        }
    }

    fn key(&self, at: usize) -> &'t str {
        let token = Stretch::one(at);
        match self.source.kind(at) {
            Some(Kind::String) => GroovyString::of(self.source.text, self.source.span(token))
                .map_or("", |(_, content)| content.text(self.source.text)),
            _ => self.source.word(at),
        }
    }

    /// The context of what stands under a name. What stands under `pools` is a
    /// pool.
    fn place(&mut self, context: Context<'t>, name: usize) -> Context<'t> {
        let key = self.key(name);
        if let Some(known) = self.places.get(&(context.scope, key)) {
            return *known;
        }
        let is_pool = context.parent == "pools";
        let scoped = self.script.scope(key, context);
        let span = self.source.span(Stretch::one(name));
        let mut inside = if is_pool {
            let inside = self.script.group("pool", self.whole(name, span), scoped);
            self.script.fact(
                Role::Key,
                "id",
                inside,
                (Place::Name(Stretch::one(name)), span),
            );
            inside
        } else {
            scoped
        };
        inside.parent = key;
        self.places.insert((context.scope, key), inside);
        inside
    }

    /// A name with the block behind it.
    fn whole(&self, name: usize, span: Span) -> Span {
        match self.source.kind(name + 1) {
            Some(Kind::Open('{', _)) => {
                let to = self.source.next(name + 1).min(self.source.tokens.len());
                self.source.span(Stretch { from: name, to })
            }
            _ => span,
        }
    }

    /// Tells of the value that starts at `from`: of each, when it depends on a
    /// condition.
    fn tell(&mut self, role: Role, key: &'t str, context: Context<'t>, from: usize) {
        let source = self.source;
        // An operator at the end of a line, or a method in the next one.
        let goes_on = |newline: usize| {
            let before = newline.checked_sub(1).filter(|&before| before >= from);
            before.is_some_and(|before| {
                ['+', '?', ':']
                    .iter()
                    .any(|&mark| source.is_mark(before, mark))
            }) || source.is_mark(newline + 1, '.')
        };
        let to = source.end(from, goes_on);
        for value in source.alternatives(Stretch { from, to }) {
            let span = source.span(value);
            self.script
                .fact(role, key, context, (Place::Expression(value), span));
        }
    }
}
