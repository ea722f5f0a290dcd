//! A walk over a JSON text that knows the place of every value and copies none:
//! a value is a slice of the text until it is asked for.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::SnapshotError;

type Result<T> = std::result::Result<T, SnapshotError>;

/// A value of a JSON text whose syntax is known to be right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'t> {
    text: &'t str,
    /// The slice of `text` that is the value.
    raw: &'t str,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub(crate) struct Member<'t> {
    pub(crate) name: Cow<'t, str>,
    /// The name as a value, for its place.
    pub(crate) key: Node<'t>,
    pub(crate) value: Node<'t>,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Null => "null",
        })
    }
}

impl<'t> Node<'t> {
    /// Checks the syntax of a whole text; whatever depth it has takes no stack.
    pub(crate) fn read(text: &'t str) -> Result<Self> {
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) => Ok(Self {
                text,
                raw: raw.get(),
            }),
            Err(error) => Err(SnapshotError::at(
                text,
                offset(text, &error),
                message(&error),
            )),
        }
    }

    /// What the value is.
    pub(crate) fn kind(self) -> Kind {
        match self.raw.bytes().next() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::String,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') => Kind::Null,
            _ => Kind::Number,
        }
    }

    /// The bytes that the value takes in the text.
    pub(crate) fn bytes(self) -> &'t [u8] {
        self.raw.as_bytes()
    }

    /// An error at this value.
    pub(crate) fn error(self, message: impl Into<String>) -> SnapshotError {
        // Slices of one text: the distance of their starts is an offset.
        let offset = self.raw.as_ptr().addr() - self.text.as_ptr().addr();
        SnapshotError::at(self.text, offset, message)
    }

    /// An error at this value, which is not what is wanted here.
    pub(crate) fn unexpected(self, wanted: impl fmt::Display) -> SnapshotError {
        self.error(format!("expected {wanted}, found {}", self.kind()))
    }

    fn expect(self, kind: Kind) -> Result<()> {
        if self.kind() == kind {
            Ok(())
        } else {
            Err(self.unexpected(kind))
        }
    }

    /// The characters of a string.
    pub(crate) fn string(self) -> Result<Cow<'t, str>> {
        self.expect(Kind::String)?;
        let inside = self.raw.trim_matches('"');
        if !self.raw.contains('\\') {
            return Ok(Cow::Borrowed(inside));
        }
        // The syntax is right, but an escape may be half a surrogate pair.
        serde_json::from_str(self.raw)
            .map(Cow::Owned)
            .map_err(|error| self.error(message(&error)))
    }

    /// The double nearest to a number.
    pub(crate) fn number(self) -> Result<f64> {
        self.expect(Kind::Number)?;
        match self.raw.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(self.error(format!(
                "the number `{}` is out of range",
                excerpt(self.raw)
            ))),
        }
    }

    /// The members of an object, in order. A name that comes twice is an error.
    pub(crate) fn members(self) -> Result<Vec<Member<'t>>> {
        self.expect(Kind::Object)?;
        let RawMembers(raw) =
            serde_json::from_str(self.raw).map_err(|error| self.error(message(&error)))?;
        let members = raw.into_iter().map(|(key, value)| {
            let [key, value] = [key, value].map(|raw| self.with(raw.get()));
            let name = key.string()?;
            Ok(Member { name, key, value })
        });
        let members: Vec<_> = members.collect::<Result<_>>()?;
        // Stable: of two members of one name the later comes second.
        let mut by_name: Vec<_> = members.iter().collect();
        by_name.sort_by_key(|member| &member.name);
        let twice = by_name.array_windows().find(|[a, b]| a.name == b.name);
        match twice {
            Some([_, member]) => {
                let name = excerpt(&member.name);
                Err(member.key.error(format!("`{name}` is given twice")))
            }
            None => Ok(members),
        }
    }

    /// Calls `each` with the elements of an array, in order; an error of it
    /// ends the walk, and gets the index of the element put before its pointer.
    pub(crate) fn for_each(self, each: impl FnMut(Self) -> Result<()>) -> Result<()> {
        self.expect(Kind::Array)?;
        let mut failure = None;
        let elements = Elements {
            of: self,
            each,
            failure: &mut failure,
        };
        let mut reader = serde_json::Deserializer::from_str(self.raw);
        let outcome = reader.deserialize_seq(elements);
        match failure {
            Some(error) => Err(error),
            None => outcome.map_err(|error| self.error(message(&error))),
        }
    }

    const fn with(self, raw: &'t str) -> Self {
        Self {
            text: self.text,
            raw,
        }
    }
}

impl<'t> Member<'t> {
    /// What `read` makes of the value; its error says in which member.
    pub(crate) fn read<T>(&self, read: impl FnOnce(Node<'t>) -> Result<T>) -> Result<T> {
        read(self.value).map_err(|error| error.inside(&self.name))
    }
}

/// The members of an object, unread.
struct RawMembers<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'de> Deserialize<'de> for RawMembers<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = RawMembers<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> std::result::Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(RawMembers(members))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

/// The walk over an array.
struct Elements<'t, 'f, F> {
    of: Node<'t>,
    each: F,
    failure: &'f mut Option<SnapshotError>,
}

impl<'t, F: FnMut(Node<'t>) -> Result<()>> Visitor<'t> for Elements<'t, '_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'t>>(mut self, mut seq: A) -> std::result::Result<(), A::Error> {
        let mut index = 0;
        while let Some(raw) = seq.next_element::<&RawValue>()? {
            if let Err(error) = (self.each)(self.of.with(raw.get())) {
                *self.failure = Some(error.inside(&format!("{index}")));
                return Err(de::Error::custom("stopped"));
            }
            index += 1;
        }
        Ok(())
    }
}

/// The text of a user, cut when it is too long to quote.
pub(crate) fn excerpt(text: &str) -> Cow<'_, str> {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// The error without its place.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let end = text.rfind(" at line ").unwrap_or(text.len());
    let text = text.get(..end).unwrap_or(&text);
    match text.strip_prefix("EOF while parsing ") {
        Some(what) => format!("the text ends inside {what}"),
        None => text.to_owned(),
    }
}

/// Where the error is: its line counts `\n` only, its column bytes from 1.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    if error.is_eof() {
        return text.len();
    }
    let before = error.line().saturating_sub(1);
    let line: usize = text.split_inclusive('\n').take(before).map(str::len).sum();
    let offset = line + error.column().saturating_sub(1);
    text.floor_char_boundary(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        Node::read(text).unwrap_err().to_string()
    }

    #[test]
    fn syntax_errors_name_their_place() {
        for (text, error) in [
            ("", "line 1, column 1: the text ends inside a value"),
            ("{", "line 1, column 2: the text ends inside an object"),
            ("[1,\n 2,\n é]", "line 3, column 2: expected value"),
            ("[1,\r\n]", "line 2, column 1: expected value"),
            ("\"é\" x", "line 1, column 5: trailing characters"),
            ("[01]", "line 1, column 3: invalid number"),
            ("{a:1}", "line 1, column 2: key must be a string"),
        ] {
            assert_eq!(refused(text), error, "{text:?}");
        }
    }

    #[test]
    fn depth_takes_no_stack() {
        let deep = "[".repeat(1_000_000);
        assert!(refused(&deep).contains("the text ends inside a list"));
        let deep = format!("{deep}{}", "]".repeat(1_000_000));
        assert_eq!(Node::read(&deep).unwrap().kind(), Kind::Array);
    }

    #[test]
    fn values_know_their_place() {
        let text = "{\"é\": [1, {\"~/\": true}]}";
        let node = Node::read(text).unwrap();
        let [member] = &node.members().unwrap()[..] else {
            panic!("one member")
        };
        let error = member.read(|value| {
            value.for_each(|element| match element.kind() {
                Kind::Object => element.members()?[0].read(|value| value.number().map(drop)),
                _ => element.number().map(drop),
            })
        });
        assert_eq!(
            error.unwrap_err().to_string(),
            "line 1, column 18: `/é/1/~0~1`: expected a number, found a boolean"
        );
    }

    #[test]
    fn names_are_compared_without_their_escapes() {
        let twice = Node::read(r#"{"a": 1, "\u0061": 2}"#).unwrap();
        let error = twice.members().unwrap_err().to_string();
        assert_eq!(error, "line 1, column 10: `a` is given twice");
        let half = Node::read(r#"["\ud800"]"#).unwrap();
        let error = half.for_each(|element| element.string().map(drop));
        assert!(error.is_err());
    }

    #[test]
    fn numbers_are_the_nearest_doubles() {
        let number = |text| Node::read(text).unwrap().number();
        assert_eq!(number("0.1"), Ok(0.1));
        assert_eq!(number("-0"), Ok(-0.0));
        assert_eq!(number("1e-999"), Ok(0.0));
        assert_eq!(number("9007199254740993"), Ok(9_007_199_254_740_992.0));
        assert_eq!(
            number("1e999").unwrap_err().to_string(),
            "line 1, column 1: the number `1e999` is out of range"
        );
    }
}
