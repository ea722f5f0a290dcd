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
        self.units(text.as_bytes())
    }

    /// The units of the characters that begin in `bytes`.
    fn units(self, bytes: &[u8]) -> u32 {
        bytes.iter().map(|&byte| self.of_byte(byte)).sum()
    }

    /// The units of the character that begins with `byte`, if one does.
    fn of_byte(self, byte: u8) -> u32 {
        let begins = u32::from(byte & 0xC0 != 0x80);
        match self {
            Self::Utf8 => 1,
            Self::Utf16 => begins + u32::from(byte >= 0xF0),
            Self::Utf32 => begins,
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

/// Bytes between places whose units are known.
const BLOCK: usize = 1 << 12;

/// Units before a place of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Units {
    utf16: u32,
    utf32: u32,
}

impl Units {
    /// Their number; `None` where units are bytes.
    const fn of(self, encoding: Encoding) -> Option<u32> {
        match encoding {
            Encoding::Utf8 => None,
            Encoding::Utf16 => Some(self.utf16),
            Encoding::Utf32 => Some(self.utf32),
        }
    }
}

/// Where the lines of one text begin. A line ends with `\n`, `\r\n` or `\r`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// The units before each block of the text, so that a place far into a long
    /// line is found without counting from its start; empty for ASCII, where
    /// all units are bytes.
    blocks: Vec<Units>,
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
        Self {
            starts,
            blocks: blocks(text),
        }
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
        let before = |at| self.before(text, at, encoding);
        LineCol {
            line,
            column: before(floor(text, offset as usize)).saturating_sub(before(start)),
        }
    }

    /// The line and column of `offset` as people count them: both from 1,
    /// columns in Unicode scalar values.
    #[must_use]
    pub fn place(&self, text: &str, offset: u32) -> (u32, u32) {
        let place = self.line_col(text, offset, Encoding::Utf32);
        (place.line + 1, place.column + 1)
    }

    /// The offset of a place; a column behind the line's end counts as that
    /// end, a line behind the text as the text's end. A column inside a
    /// character counts as that character's start.
    #[must_use]
    pub fn offset(&self, text: &str, place: LineCol, encoding: Encoding) -> u32 {
        let Some(start) = self.line_start(place.line) else {
            return u32::try_from(text.len()).unwrap_or(u32::MAX);
        };
        let end = self
            .line_start(place.line + 1)
            .map_or(text.len(), |end| end as usize);
        let line = text.get(start as usize..end).unwrap_or_default();
        let end = start as usize + line.trim_end_matches(['\r', '\n']).len();
        let before = self.before(text, start as usize, encoding);
        let wanted = before.saturating_add(place.column);
        let at = self.at(text, wanted, encoding).clamp(start as usize, end);
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    /// The units before the byte `at`.
    fn before(&self, text: &str, at: usize, encoding: Encoding) -> u32 {
        let block = (at / BLOCK).min(self.blocks.len().saturating_sub(1));
        let known = self.blocks.get(block).and_then(|block| block.of(encoding));
        let Some(known) = known else {
            return u32::try_from(at).unwrap_or(u32::MAX);
        };
        let rest = text.as_bytes().get(block * BLOCK..at).unwrap_or_default();
        known + encoding.units(rest)
    }

    /// The start of the character that holds the unit `wanted` of the text.
    fn at(&self, text: &str, wanted: u32, encoding: Encoding) -> usize {
        let is_passed = |block: &Units| block.of(encoding).is_some_and(|units| units <= wanted);
        let block = self.blocks.partition_point(is_passed).saturating_sub(1);
        let mut left = match self.blocks.get(block).and_then(|block| block.of(encoding)) {
            Some(units) => wanted.saturating_sub(units),
            None => return floor(text, wanted as usize),
        };
        let rest = text.as_bytes().get(block * BLOCK..).unwrap_or_default();
        for (at, &byte) in rest.iter().enumerate() {
            let units = encoding.of_byte(byte);
            if left < units {
                return block * BLOCK + at;
            }
            left -= units;
        }
        text.len()
    }
}

/// The start of the character at `at`; the end of the text behind it.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The units before each block of `text`.
fn blocks(text: &str) -> Vec<Units> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut before = Units::default();
    let units = text.as_bytes().chunks(BLOCK).map(|block| {
        let here = before;
        before.utf16 += Encoding::Utf16.units(block);
        before.utf32 += Encoding::Utf32.units(block);
        here
    });
    units.collect()
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
    fn a_long_line_counts_as_a_short_one() {
        let text = "é日😀b".repeat(3 * BLOCK / 10) + "\nend";
        let index = LineIndex::new(&text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let mut column = 0;
            for (at, c) in text.char_indices().take_while(|(_, c)| *c != '\n') {
                let at = u32::try_from(at).unwrap();
                let place = LineCol { line: 0, column };
                assert_eq!(index.line_col(&text, at, encoding), place);
                column += encoding.width(c.encode_utf8(&mut [0; 4]));
                let within = LineCol {
                    line: 0,
                    column: column - 1,
                };
                assert_eq!(index.offset(&text, within, encoding), at);
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
