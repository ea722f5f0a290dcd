//! Text with places that the user fills in, one after the other.

use std::fmt::Write as _;

/// Text that is inserted. A place to fill in is written `⟨so⟩`, with what it
/// holds at first, which may be nothing; no formula has these characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    source: String,
}

/// A stretch of a snippet.
enum Piece<'s> {
    Text(&'s str),
    Stop(&'s str),
}

impl Snippet {
    /// The snippet of that source.
    #[must_use]
    pub fn new(source: impl Into<String>) -> Self {
        Self {
            source: source.into(),
        }
    }

    /// The text with every place as it is at first.
    #[must_use]
    pub fn plain(&self) -> String {
        self.source.replace(['⟨', '⟩'], "")
    }

    /// True when the user has something to fill in.
    #[must_use]
    pub fn has_stops(&self) -> bool {
        self.source.contains('⟨')
    }

    /// In the syntax that editors share (TextMate's): `avg(${1:values})$0`.
    #[must_use]
    pub fn to_textmate(&self) -> String {
        let mut out = String::new();
        let mut stop = 0;
        for piece in self.pieces() {
            match piece {
                Piece::Text(text) => escape(text, &mut out),
                Piece::Stop(text) => {
                    stop += 1;
                    let _infallible = write!(out, "${{{stop}:");
                    escape(text, &mut out);
                    out.push('}');
                }
            }
        }
        if stop > 0 {
            out.push_str("$0");
        }
        out
    }

    fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        self.source
            .split('⟨')
            .enumerate()
            .flat_map(|(index, part)| {
                let (stop, text) = match part.split_once('⟩') {
                    Some((stop, text)) if index > 0 => (Some(Piece::Stop(stop)), text),
                    _ => (None, part),
                };
                stop.into_iter().chain([Piece::Text(text)])
            })
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '$' | '}' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::Snippet;

    #[test]
    fn stops_are_numbered_and_dollars_escaped() {
        let snippet = Snippet::new("$x = min(⟨25⟩, ⟨⟩);");
        assert_eq!(snippet.plain(), "$x = min(25, );");
        assert_eq!(snippet.to_textmate(), "\\$x = min(${1:25}, ${2:});$0");
        assert_eq!(Snippet::new("$x").to_textmate(), "\\$x");
    }
}
