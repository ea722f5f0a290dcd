//! Reads operations: CSV with a header, an operation a line.

use autoscale_base::{Timestamp, quoted};
use autoscale_catalog::{DeallocationOption, OPTIONS};
use autoscale_pool::Sizes;

use super::{Operation, Request};
use crate::ReadError;
use crate::columns::Column;
use crate::read::{Records, Submit, read_submit};

type Result<T> = std::result::Result<T, ReadError>;

/// The columns of a file of operations; the first two are required.
pub const OPERATION_COLUMNS: [Column; 5] = [
    Column::new(
        "at",
        "required: when, a date such as `2026-03-02T09:15:00Z`, or seconds from the beginning of \
         the simulation",
    ),
    Column::new("operation", "required: one of the operations below"),
    Column::new(
        "count",
        "a number of dedicated nodes, of the operations that take one",
    ),
    Column::new(
        "low_priority",
        "a number of low-priority nodes, of the same operations",
    ),
    Column::new(
        "option",
        "the `nodeDeallocationOption` of `resize` and `remove-nodes`; `requeue` unless given",
    ),
];

/// The operations that there are.
pub const OPERATIONS: [Column; 10] = [
    Column::new("stop-resize", "stops the resize that is running"),
    Column::new(
        "resize",
        "sets the targets to `count` and `low_priority`, one of which may be left empty; refused \
         while a formula sizes the pool",
    ),
    Column::new(
        "enable-autoscale",
        "lets the formula of the simulation size the pool again",
    ),
    Column::new("disable-autoscale", "ends that; the targets stay"),
    Column::new("reboot", "reboots that many nodes"),
    Column::new(
        "reimage",
        "gives that many nodes their operating system again",
    ),
    Column::new(
        "upgrade-os",
        "gives every node another operating system, of Cloud Services alone",
    ),
    Column::new(
        "add-certificate",
        "adds a certificate, which nodes have once they have rebooted",
    ),
    Column::new("remove-nodes", "takes that many nodes out of the pool"),
    Column::new("delete-pool", "deletes the pool"),
];

/// Reads what is done to a pool: a header, then an operation a line. `at` is a
/// date, or seconds after `from`; `count` is a number of dedicated nodes and
/// `low_priority` one of low-priority nodes, of those operations that have one;
/// `option` is a `nodeDeallocationOption`, `requeue` unless it is given. The
/// operations come back in order of time, those of equal times in that of the
/// file.
///
/// # Errors
/// What is wrong, with its line.
pub fn read_operations(text: &str, from: Timestamp) -> Result<Vec<Operation>> {
    let mut records = Records::new(text.trim_start_matches('\u{feff}'));
    let mut operations = Vec::new();
    if let Some((line, record)) = records.header("at,operation,count")? {
        let names = record.clone();
        let columns = header(line, names.iter().collect())?;
        while let Some((line, record)) = records.next()? {
            let fields: Vec<&str> = record.iter().collect();
            operations.push(Row::new(line, &columns, &fields)?.read(from)?);
        }
    }
    operations.sort_by_key(|operation: &Operation| operation.at);
    Ok(operations)
}

fn header(line: u64, fields: Vec<&str>) -> Result<Vec<&str>> {
    let names = OPERATION_COLUMNS.map(|column| column.name);
    for (place, field) in fields.iter().enumerate() {
        if !names.contains(field) {
            let message = format!("an operation has no {}", quoted(field));
            return Err(ReadError::unknown(line, message, field, &names));
        }
        if fields.iter().take(place).any(|before| before == field) {
            let message = format!("there are two columns `{field}`");
            return Err(ReadError::new(line, message).with_help("take one out"));
        }
    }
    for required in names.iter().take(2) {
        if !fields.contains(required) {
            let message = format!("there is no column `{required}`");
            return Err(ReadError::new(line, message)
                .with_help("begin with a line that names the columns: `at,operation,count`"));
        }
    }
    Ok(fields)
}

/// A line.
struct Row<'t> {
    line: u64,
    /// In order of [`OPERATION_COLUMNS`]; empty is `None`.
    fields: [Option<&'t str>; OPERATION_COLUMNS.len()],
}

impl<'t> Row<'t> {
    fn new(line: u64, columns: &[&str], texts: &[&'t str]) -> Result<Self> {
        if texts.len() > columns.len() {
            let (has, wanted) = (texts.len(), columns.len());
            let message = format!("the header has {wanted} columns, this line {has}");
            return Err(ReadError::new(line, message).with_help("take the last fields out"));
        }
        let of = |name| {
            let place = columns.iter().position(|column| *column == name)?;
            let text = texts.get(place).copied()?;
            (!text.is_empty()).then_some(text)
        };
        let fields = OPERATION_COLUMNS.map(|column| of(column.name));
        Ok(Self { line, fields })
    }

    fn read(&self, from: Timestamp) -> Result<Operation> {
        let [at, name, ..] = self.fields;
        let at = at.ok_or_else(|| self.missing("at"))?;
        let wrong = |wanted| self.wrong("at", at, wanted);
        let at = match read_submit(at).map_err(wrong)? {
            Submit::At(time) => time,
            Submit::After(after) => from
                .checked_add(after)
                .ok_or_else(|| wrong("it is after the year 9999"))?,
        };
        let name = name.ok_or_else(|| self.missing("operation"))?;
        let request = self.request(name)?;
        Ok(Operation { at, request })
    }

    fn request(&self, name: &str) -> Result<Request> {
        let (counted, with_option) = match name {
            "resize" | "remove-nodes" => (true, true),
            "reboot" | "reimage" => (true, false),
            _ => (false, false),
        };
        let [.., count, low_priority, option] = self.fields;
        let names = OPERATIONS.map(|operation| operation.name);
        let refused = [
            ("count", count, counted),
            ("low_priority", low_priority, counted),
            ("option", option, with_option),
        ];
        if let Some((column, ..)) = refused
            .iter()
            .find(|(_, text, taken)| text.is_some() && !taken && names.contains(&name))
        {
            let message = format!("`{name}` has no `{column}`");
            return Err(ReadError::new(self.line, message).with_help("leave it empty"));
        }
        let dedicated = self.nodes("count", count)?;
        let low_priority = self.nodes("low_priority", low_priority)?;
        if counted && dedicated.is_none() && low_priority.is_none() {
            return Err(self.missing("count"));
        }
        let nodes = Sizes {
            dedicated: dedicated.unwrap_or(0),
            low_priority: low_priority.unwrap_or(0),
        };
        let option = self.option(option)?;
        Ok(match name {
            "stop-resize" => Request::StopResize,
            "resize" => Request::Resize {
                dedicated,
                low_priority,
                option,
            },
            "enable-autoscale" => Request::EnableAutoscale,
            "disable-autoscale" => Request::DisableAutoscale,
            "reboot" => Request::Reboot(nodes),
            "reimage" => Request::Reimage(nodes),
            "upgrade-os" => Request::UpgradeOs,
            "add-certificate" => Request::AddCertificate,
            "remove-nodes" => Request::RemoveNodes { nodes, option },
            "delete-pool" => Request::DeletePool,
            _ => {
                let message = format!("there is no operation {}", quoted(name));
                return Err(ReadError::unknown(self.line, message, name, &names));
            }
        })
    }

    fn nodes(&self, column: &str, text: Option<&str>) -> Result<Option<u32>> {
        let wanted = "expected a number of nodes";
        let read = |text: &str| text.parse().map_err(|_| self.wrong(column, text, wanted));
        text.map(read).transpose()
    }

    fn option(&self, text: Option<&str>) -> Result<DeallocationOption> {
        let Some(text) = text else {
            return Ok(DeallocationOption::Requeue);
        };
        let mut named = OPTIONS.iter().copied();
        named.find(|option| option.name() == text).ok_or_else(|| {
            let message = format!("there is no option {}", quoted(text));
            let names: Vec<&str> = OPTIONS.iter().map(|option| option.name()).collect();
            ReadError::unknown(self.line, message, text, &names)
        })
    }

    fn missing(&self, column: &str) -> ReadError {
        ReadError::new(self.line, format!("`{column}` is missing"))
    }

    fn wrong(&self, column: &str, text: &str, wanted: &str) -> ReadError {
        let message = format!("`{column}` is {}: {wanted}", quoted(text));
        ReadError::new(self.line, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_come_in_order_of_time() {
        let text = "\u{feff}at,operation,count,low_priority,option\r
            1970-01-01T00:01:00Z,delete-pool\r

            30,\"resize\",\"\",4,\"taskcompletion\"
            30,remove-nodes,2\n";
        let read = read_operations(text, Timestamp::EPOCH).unwrap();
        let requests: Vec<Request> = read.iter().map(|it| it.request).collect();
        let expected = [
            Request::Resize {
                dedicated: None,
                low_priority: Some(4),
                option: DeallocationOption::TaskCompletion,
            },
            Request::RemoveNodes {
                nodes: Sizes {
                    dedicated: 2,
                    low_priority: 0,
                },
                option: DeallocationOption::Requeue,
            },
            Request::DeletePool,
        ];
        assert_eq!(requests, expected);
        let at = read.last().unwrap().at;
        assert_eq!(at.to_text(0), "1970-01-01T00:01:00Z");
        assert!(read_operations("", Timestamp::EPOCH).unwrap().is_empty());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, message, help) in [
            (
                "at,operation,cuont",
                "line 1: an operation has no `cuont`",
                "did you mean `count`?",
            ),
            (
                "at,count",
                "line 1: there is no column `operation`",
                "begin with a line that names the columns: `at,operation,count`",
            ),
            (
                "at,at,operation",
                "line 1: there are two columns `at`",
                "take one out",
            ),
            (
                "at,operation\n\n5,rebot",
                "line 3: there is no operation `rebot`",
                "did you mean `reboot`?",
            ),
            ("at,operation\n5,reboot", "line 2: `count` is missing", ""),
            ("at,operation\n,reboot", "line 2: `at` is missing", ""),
            (
                "at,operation\nnoon,reboot",
                "line 2: `at` is `noon`: expected a date such as `2026-03-02T09:15:00Z`, or \
                 seconds",
                "",
            ),
            (
                "at,operation,count\n5,reboot,-1",
                "line 2: `count` is `-1`: expected a number of nodes",
                "",
            ),
            (
                "at,operation,count\n5,stop-resize,1",
                "line 2: `stop-resize` has no `count`",
                "leave it empty",
            ),
            (
                "at,operation,count,option\n5,resize,1,taskcompletoin",
                "line 2: there is no option `taskcompletoin`",
                "did you mean `taskcompletion`?",
            ),
            (
                "at;operation;count\n5;reboot;1",
                "line 1: the columns are separated by other than commas",
                "write `at,operation,count`, and commas in every line",
            ),
            (
                "5,reboot,1",
                "line 1: the header is missing",
                "begin with a line that names the columns, such as `at,operation,count`",
            ),
            (
                "at,operation\n5,delete-pool,1",
                "line 2: the header has 2 columns, this line 3",
                "take the last fields out",
            ),
        ] {
            let error = read_operations(text, Timestamp::EPOCH).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert_eq!(error.help.unwrap_or_default(), help, "{text}");
        }
    }
}
