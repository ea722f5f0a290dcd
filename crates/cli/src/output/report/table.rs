//! Tables that are wider or longer than the page has room for: they scroll by
//! themselves, by keyboard as well.

use std::io::{self, Write};

use super::markup::Text;

/// How a table is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of any length.
    Long,
    /// Of numbers to be compared.
    Figures,
    /// With a message at the end of every row.
    Errors,
}

impl Kind {
    /// The classes of what scrolls, and of the table.
    const fn classes(self) -> [&'static str; 2] {
        match self {
            Self::Long => ["wide tall", ""],
            Self::Figures => ["wide", "figures"],
            Self::Errors => ["wide", "errors"],
        }
    }
}

/// A heading of columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column<'a> {
    /// Comes before the name, which goes where there is little room.
    pub(super) number: Option<usize>,
    pub(super) name: &'a str,
    /// How many columns it is of.
    pub(super) span: usize,
}

/// Begins a table with a heading a column. `label` is its name for those who do
/// not see it.
pub(super) fn begin(
    label: &str,
    kind: Kind,
    columns: &[&str],
    out: &mut dyn Write,
) -> io::Result<()> {
    let column = |name| Column {
        number: None,
        name,
        span: 1,
    };
    begin_with(label, kind, columns.iter().copied().map(column), out)
}

/// Begins a table with headings of several columns.
pub(super) fn begin_with<'a>(
    label: &str,
    kind: Kind,
    columns: impl IntoIterator<Item = Column<'a>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let [outer, inner] = kind.classes();
    writeln!(
        out,
        "<div class=\"{outer}\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n\
         <table class=\"{inner}\">\n<thead><tr>",
        Text(label)
    )?;
    for Column { number, name, span } in columns {
        let name = Text(name);
        write!(out, "<th scope=\"col\" colspan=\"{span}\">")?;
        match number {
            Some(number) => write!(out, "{number}<span class=\"name\">. {name}</span></th>")?,
            None => write!(out, "{name}</th>")?,
        }
    }
    out.write_all(b"</tr></thead>\n<tbody>\n")
}

/// Ends it.
pub(super) fn end(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"</tbody></table></div>\n")
}
