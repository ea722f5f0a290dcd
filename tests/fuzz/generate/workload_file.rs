//! Workload files with mistakes, and texts that are to be generators.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

/// A file that is to be a workload, more or less.
#[derive(Clone, Debug)]
pub(crate) struct WorkloadFile {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
}

const NAMES: [&str; 6] = ["a.csv", "a.jsonl", "a.swf", "a.txt", "a.csv.gz", "-"];

/// What files begin with.
const BEGINNINGS: [&str; 6] = [
    "",
    "submit,runtime\n",
    "id,submit,runtime,depends_on,slots,instances\n",
    "{\"id\": \"a\", \"submit\": 0, \"runtime\": 60}\n",
    "; UnixStartTime: 1767225600\n1 10 0 60 2 -1 -1 2 90 -1 1 1 1 -1 -1 1 -1 -1\n",
    "poisson:rate=1/s,runtime=",
];

const PIECES: [&str; 48] = [
    "0",
    "1",
    "-1",
    "60",
    "1.5",
    "1e3",
    "1e300",
    "4e9",
    "NaN",
    "inf",
    ",",
    ",",
    ",",
    " ",
    " ",
    "\n",
    "\n",
    "\r\n",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ":",
    ";",
    "a",
    "b",
    "é",
    "\u{feff}",
    "\0",
    "submit",
    "runtime",
    "depends_on",
    "\"submit\": 0",
    "\"runtime\": \"5m\"",
    "null",
    "true",
    "5m",
    "PT5M",
    "2026-03-02T09:15:00Z",
    "exp:5m",
    "uniform:1m:9m",
    "tasks=3",
    "rate=",
    "=",
    "1 10 0 60 2 -1 -1 2 90 -1 5 1 1 -1 -1 1 -1 -1\n",
    "UnixStartTime: -99999999999999999999",
];

pub(crate) fn workload_files() -> impl Strategy<Value = WorkloadFile> {
    let text = (select(&BEGINNINGS), vec(select(&PIECES), 0..40));
    let text = text.prop_map(|(begin, pieces)| [begin, &pieces.concat()].concat().into_bytes());
    let packed = vec(any::<u8>(), 0..60).prop_map(|rest| [&[0x1f, 0x8b, 8][..], &rest].concat());
    let bytes = prop_oneof![
        12 => text,
        1 => vec(any::<u8>(), 0..60),
        1 => packed,
        1 => Just(Vec::new()),
    ];
    (select(&NAMES), bytes).prop_map(|(name, bytes)| WorkloadFile { name, bytes })
}
