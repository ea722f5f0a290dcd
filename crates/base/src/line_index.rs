//! Byte offsets to lines and columns and back: the only place that converts.

/// The unit that a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the default of the language server protocol.
    Utf16,
    /// Unicode scalar values, what people count and the service counts.
    Utf32,
}

impl Encoding {
    /// The columns that `text` takes on a line.
    #[must_use]
    pub fn width(self, text: &str) -> u32 {
        match self {
            Self::Utf8 => u32::try_from(text.len()).unwrap_or(u32::MAX),
            Self::Utf16 | Self::Utf32 => text.chars().map(|c| char_width(c, self)).sum(),
        }
    }
}

/// A place as line and column, both from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineCol {
    /// Lines before this one.
    pub line: u32,
    /// Units before this place in its line.
    pub column: u32,
}

/// Where the lines of one text begin. A line ends with `\n`, `\r\n` or `\r`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the line starts of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, &byte) in bytes.iter().enumerate() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { starts }
    }

    /// Number of lines; an empty text has one.
    #[must_use]
    pub fn lines(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// Offset of the first byte of `line`.
    #[must_use]
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }

    /// The line of `offset`, from 0.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        let after = self.starts.partition_point(|&start| start <= offset);
        u32::try_from(after.saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// The place of `offset` in `text`, the text that the index was made of.
    /// An offset inside a character counts as that character's start; one
    /// behind the text as its end.
    #[must_use]
    pub fn line_col(&self, text: &str, offset: u32, encoding: Encoding) -> LineCol {
        let line = self.line(offset);
        let start = self.line_start(line).unwrap_or(0) as usize;
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = text.get(start..end).unwrap_or_default();
        LineCol {
            line,
            column: encoding.width(before),
        }
    }

    /// The offset of a place; a column behind the line's end counts as that
    /// end, a line behind the text as the text's end.
    #[must_use]
    pub fn offset(&self, text: &str, place: LineCol, encoding: Encoding) -> u32 {
        let Some(start) = self.line_start(place.line) else {
            return u32::try_from(text.len()).unwrap_or(u32::MAX);
        };
        let end = self
            .line_start(place.line + 1)
            .map_or(text.len(), |end| end as usize);
        let line = text.get(start as usize..end).unwrap_or_default();
        let line = line.trim_end_matches(['\r', '\n']);
        let mut left = place.column;
        for (at, c) in line.char_indices() {
            let units = char_width(c, encoding);
            if left < units {
                return start + u32::try_from(at).unwrap_or(0);
            }
            left -= units;
        }
        start + u32::try_from(line.len()).unwrap_or(0)
    }
}

fn char_width(c: char, encoding: Encoding) -> u32 {
    let units = match encoding {
        Encoding::Utf8 => c.len_utf8(),
        Encoding::Utf16 => c.len_utf16(),
        Encoding::Utf32 => 1,
    };
    u32::try_from(units).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\r\né日😀b\n\nlast\rold";

    #[test]
    fn lines_end_with_lf_crlf_or_cr() {
        let index = LineIndex::new(TEXT);
        assert_eq!(index.lines(), 5);
        assert_eq!(index.line(0), 0);
        assert_eq!(index.line(2), 0);
        assert_eq!(index.line(3), 1);
    }

    #[test]
    fn columns_count_the_asked_unit() {
        let index = LineIndex::new(TEXT);
        let b = u32::try_from(TEXT.find('b').unwrap()).unwrap();
        for (encoding, column) in [
            (Encoding::Utf8, 9),
            (Encoding::Utf16, 4),
            (Encoding::Utf32, 3),
        ] {
            let place = LineCol { line: 1, column };
            assert_eq!(index.line_col(TEXT, b, encoding), place);
            assert_eq!(index.offset(TEXT, place, encoding), b);
        }
    }

    #[test]
    fn every_offset_survives_the_round_trip() {
        let index = LineIndex::new(TEXT);
        for (at, _) in TEXT.char_indices().filter(|(_, c)| !"\r\n".contains(*c)) {
            let at = u32::try_from(at).unwrap();
            for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
                let place = index.line_col(TEXT, at, encoding);
                assert_eq!(index.offset(TEXT, place, encoding), at);
            }
        }
    }

    #[test]
    fn places_outside_are_clamped() {
        let index = LineIndex::new(TEXT);
        let end = u32::try_from(TEXT.len()).unwrap();
        assert_eq!(index.line_col(TEXT, 999, Encoding::Utf32).line, 4);
        let far = LineCol {
            line: 99,
            column: 0,
        };
        assert_eq!(index.offset(TEXT, far, Encoding::Utf16), end);
        let wide = LineCol {
            line: 1,
            column: 99,
        };
        assert_eq!(index.offset(TEXT, wide, Encoding::Utf16), 13);
    }
}
