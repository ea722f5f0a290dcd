//! The files that `simulate` reads and writes, for `autoscale explain`. Columns
//! and their names come from what reads and writes them.

use std::fmt::Write as _;

use autoscale_simulate::{Column, OPERATION_COLUMNS, OPERATIONS, TASK_COLUMNS};

use crate::output::{simulate_json, timeline_csv};

/// A format of files.
#[derive(Debug)]
pub(crate) struct Format {
    /// What people ask for.
    pub(crate) name: &'static str,
    /// One line.
    pub(crate) summary: &'static str,
    /// What is said before the lists.
    docs: &'static str,
    /// Lists under headings.
    lists: &'static [(&'static str, &'static [Column])],
    /// A small whole file.
    example: &'static str,
}

/// All formats.
pub(crate) const FORMATS: [Format; 4] = [
    Format {
        name: "workload",
        summary: "The tasks of a simulation: `simulate --workload FILE`.",
        docs: "CSV with a header that names the columns, in any order; or JSON Lines, an object \
               a line with the same names; or a log in the Standard Workload Format (`.swf`). \
               Each may be gzipped, and `-` is standard input. The name of the file tells the \
               format, otherwise how it begins.\n\n\
               Without a file, a generator makes tasks: `poisson:rate=12/h,runtime=exp:5m`, \
               `burst:size=200,every=2h,runtime=const:3m` or \
               `diurnal:peak=60/h,trough=4/h,peak-at=14:00,runtime=lognormal:5m:0.8`. Runtimes \
               are `exp:MEAN`, `const:D`, `lognormal:MEDIAN:SIGMA` or `uniform:A:B`; \
               `tasks=1000` ends it after so many tasks.",
        lists: &[("Columns", &TASK_COLUMNS)],
        example: "id,submit,runtime,slots,depends_on
frame-1,2026-03-02T09:00:00Z,12m,1,
frame-2,2026-03-02T09:00:30Z,900,1,
film,2026-03-02T09:01:00Z,90s,2,frame-1 frame-2",
    },
    Format {
        name: "operations",
        summary: "What is done to a pool from outside: `simulate --operations FILE.csv`.",
        docs: "CSV with a header that names the columns, in any order, and an operation a line, \
               in any order too. What the service refuses is told in the notes.",
        lists: &[("Columns", &OPERATION_COLUMNS), ("Operations", &OPERATIONS)],
        example: "at,operation,count,low_priority,option
2026-03-02T10:00:00Z,reboot,2,,
3600,stop-resize,,,
7200,disable-autoscale,,,
7260,resize,4,0,taskcompletion",
    },
    Format {
        name: "timeline",
        summary: "The states of a simulated pool: `simulate --timeline FILE.csv`.",
        docs: "CSV with a row at every change: the state after all that happened at that instant, \
               valid until the next row of the same formula. The first row is at the beginning, \
               the last at the end. Node-hours are the integral of the columns of current nodes.",
        lists: &[("Columns", &timeline_csv::COLUMNS)],
        example: "",
    },
    Format {
        name: "simulate-json",
        summary: "The numbers of simulations: `simulate --format json`.",
        docs: "An object with `runs`, one a formula, `sweep` and `notes`. Times are in seconds; \
               what is not known is `null`. `sweep` is `null` without `--sweep`; with it, it has \
               the constant's `name` and `points`, each with its `value`, `onFront` (no other \
               value is better in cost, waiting or tasks left undone, and no worse in the others) \
               and a `run`.",
        lists: &[("Fields of a run", &simulate_json::FIELDS)],
        example: "",
    },
];

impl Format {
    /// The page.
    pub(crate) fn page(&self) -> String {
        let Self { name, summary, .. } = self;
        let mut page = format!("# {name}\n\n{summary}\n\n{}\n", self.docs);
        for (heading, columns) in self.lists {
            let _ = writeln!(page, "\n## {heading}");
            for Column { name, docs, .. } in *columns {
                let _ = writeln!(page, "- `{name}`: {docs}");
            }
        }
        if !self.example.is_empty() {
            let _ = write!(page, "\n## Example\n```\n{}\n```\n", self.example);
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use autoscale_base::Timestamp;
    use autoscale_simulate::{ParallelJobs, read_operations, read_workload};

    use super::*;

    #[test]
    fn examples_can_be_read() {
        let [workload, operations, ..] = &FORMATS;
        let tasks = workload.example.as_bytes();
        let tasks = read_workload("tasks.csv", tasks, ParallelJobs::Tasks).unwrap();
        assert_eq!((tasks.len(), tasks.warnings.len()), (3, 0));
        let read = read_operations(operations.example, Timestamp::EPOCH).unwrap();
        assert_eq!(read.len(), 4);
    }

    #[test]
    fn every_operation_that_is_explained_can_be_read() {
        for operation in OPERATIONS {
            let name = operation.name;
            let rows = ["5,NAME,,", "5,NAME,1,"].map(|row| {
                let row = row.replace("NAME", name);
                read_operations(
                    &format!("at,operation,count,option\n{row}"),
                    Timestamp::EPOCH,
                )
            });
            assert!(rows.iter().any(Result::is_ok), "{name}");
            let named = rows.iter().flatten().flatten();
            assert!(named.map(|it| it.request.as_str()).all(|it| it == name));
        }
    }
}
