//! Host files with mistakes: those of `cases/`, cut up and stirred.

use autoscale_embed::Host;
use autoscale_tests::cases::{Cases, Kind};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};

use super::garble::PIECES;

/// A file that is to be of a host's language, more or less.
#[derive(Clone, Debug)]
pub(crate) struct HostFile {
    pub(crate) host: Host,
    pub(crate) text: String,
}

/// What hosts write that formulas do not.
const SIGNS: [&str; 24] = [
    "\"\"\"",
    "'''",
    "\"",
    "'",
    "\\",
    "\\n",
    "\\u00e9",
    "${",
    "$(",
    "}",
    "{{",
    "<<EOF\n",
    "EOF",
    "<<-EOT\n",
    "@'\n",
    "'@",
    "|\n",
    ">-\n",
    "\t",
    "\r\n",
    "`",
    "*a",
    "&a ",
    "\u{1F600}",
];

/// A change to a text; places are relative to its length.
#[derive(Clone, Debug)]
enum Slip {
    Insert(Index, &'static str),
    /// So many characters.
    Delete(Index, usize),
    Double(Index, usize),
    Truncate(Index),
}

/// The host files of `cases/`, each with a few slips.
pub(crate) fn host_files() -> impl Strategy<Value = HostFile> {
    let place = || any::<Index>();
    let length = || prop_oneof![4 => 1..4_usize, 1 => 4..200_usize];
    let piece = || prop_oneof![select(&SIGNS[..]), select(&PIECES[..])];
    let slip = prop_oneof![
        4 => (place(), piece()).prop_map(|(at, piece)| Slip::Insert(at, piece)),
        3 => (place(), length()).prop_map(|(at, length)| Slip::Delete(at, length)),
        2 => (place(), length()).prop_map(|(at, length)| Slip::Double(at, length)),
        1 => place().prop_map(Slip::Truncate),
    ];
    let slips = prop_oneof![1 => Just(Vec::new()), 6 => vec(slip, 1..6)];
    (select(examples()), slips).prop_map(|(mut file, slips)| {
        for slip in &slips {
            slip.apply(&mut file.text);
        }
        file
    })
}

/// The host files of `cases/`.
fn examples() -> Vec<HostFile> {
    let cases = Cases::find();
    let kinds = [Kind::FaultyHosts, Kind::Lint, Kind::Faultless];
    let files = kinds.into_iter().flat_map(|kind| cases.of(kind));
    let files = files.filter_map(|file| {
        let (host, text) = (file.host()?, file.read().ok()?);
        Some(HostFile { host, text })
    });
    files.collect()
}

impl Slip {
    fn apply(&self, text: &mut String) {
        let mut chars: Vec<char> = text.chars().collect();
        let range = |at: &Index, length: usize| {
            let start = at.index(chars.len() + 1);
            start..(start + length).min(chars.len())
        };
        match self {
            Self::Insert(at, piece) => {
                chars.splice(range(at, 0), piece.chars());
            }
            Self::Delete(at, length) => {
                chars.drain(range(at, *length));
            }
            Self::Double(at, length) => {
                let range = range(at, *length);
                let again: Vec<char> = chars.get(range.clone()).unwrap_or_default().to_vec();
                chars.splice(range.end..range.end, again);
            }
            Self::Truncate(at) => chars.truncate(range(at, 0).start),
        }
        *text = chars.into_iter().collect();
    }
}
