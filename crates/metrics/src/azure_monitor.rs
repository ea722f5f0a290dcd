//! Reads what `az monitor metrics list` prints for a Batch account.
//!
//! Azure Monitor knows accounts, formulas know pools, and most of what the one
//! counts the other does not: only counts of nodes that mean the same are
//! taken. Source: "Supported metrics for Microsoft.Batch/batchAccounts" and
//! "Metrics, alerts, and logs for diagnostic evaluation and monitoring" of the
//! Azure documentation.

use autoscale_base::{DateTextRules, Interval, Timestamp, duration};
use autoscale_catalog::Metric;

use crate::json::{Node, excerpt};
use crate::samples::Samples;
use crate::snapshot_json::{instant, optional_number};
use crate::{PoolFacts, Snapshot, SnapshotError};

type Result<T> = std::result::Result<T, SnapshotError>;

/// How often the account generates each metric, by the documentation.
const GENERATED_EVERY: Interval = Interval::from_seconds(60);

/// What formulas call a metric of an account.
///
/// - `TotalNodeCount`, "total number of dedicated nodes", and
///   `TotalLowPriorityNodeCount` count what `$CurrentDedicatedNodes` and
///   `$CurrentLowPriorityNodes` count.
/// - `PreemptedNodeCount` is `$PreemptedNodeCount`.
/// - The counts of one node state (`IdleNodeCount`, `RunningNodeCount`, …) have
///   no counterpart: `$UsableNodeCount` is not told to be the sum of any, and
///   a running node says nothing of how many tasks run on it.
/// - Events (`TaskStartEvent`, `TaskCompleteEvent`, `TaskFailEvent`, …) count
///   what happened within a minute; `$RunningTasks`, `$SucceededTasks` and
///   `$FailedTasks` what is at an instant.
/// - Cores (`CoreCount`, `LowPriorityCoreCount`) formulas do not know.
fn counterpart(name: &str) -> Option<Metric> {
    match name {
        "TotalNodeCount" => Some(Metric::CurrentDedicatedNodes),
        "TotalLowPriorityNodeCount" => Some(Metric::CurrentLowPriorityNodes),
        "PreemptedNodeCount" => Some(Metric::PreemptedNodeCount),
        _ => None,
    }
}

/// Reads the object that the command prints. The end of its time span is the
/// instant of the snapshot.
pub(crate) fn read(root: Node) -> Result<Snapshot> {
    let (mut interval, mut time, mut value) = (None, None, None);
    for member in root.members()? {
        match &*member.name {
            "interval" => interval = Some(member.read(read_interval)?),
            "timespan" => time = end_of(&member.read(Node::string)?),
            "value" => value = Some(member),
            _ => {}
        }
    }
    let mut import = Import {
        interval: interval.unwrap_or(GENERATED_EVERY),
        samples: Samples::default(),
        warnings: Vec::new(),
    };
    if let Some(value) = value {
        value.read(|list| list.for_each(|metric| import.metric(metric)))?;
    }
    let mut snapshot = import.samples.into_snapshot(time, PoolFacts::default());
    snapshot.warnings = import.warnings;
    Ok(snapshot)
}

struct Import {
    interval: Interval,
    samples: Samples,
    warnings: Vec<String>,
}

/// A data point: its place, time, and the aggregations that can be used.
struct Point<'t> {
    node: Node<'t>,
    time: Timestamp,
    average: Option<f64>,
    total: Option<f64>,
}

impl Import {
    fn metric(&mut self, node: Node) -> Result<()> {
        let (mut name, mut series) = (None, None);
        for member in node.members()? {
            match &*member.name {
                "name" => name = Some(member.read(read_name)?),
                "timeseries" => series = Some(member),
                _ => {}
            }
        }
        let name = name.ok_or_else(|| node.error("a metric needs a `name`"))?;
        let Some(metric) = counterpart(&name) else {
            let name = excerpt(&name);
            self.warn(format!(
                "`{name}` has no counterpart among the metrics of formulas"
            ));
            return Ok(());
        };
        self.warn("Azure Monitor counts the nodes of the whole account, not of one pool".into());
        self.samples.series_mut(metric).set_interval(self.interval);
        let mut points = Vec::new();
        let mut count = 0;
        if let Some(series) = series {
            series.read(|list| {
                list.for_each(|one| {
                    count += 1;
                    if count > 1 {
                        let error = one.error(format!("`{name}` is split by a dimension"));
                        return Err(error.with_help("export it without `--filter`"));
                    }
                    read_points(one, &mut points)
                })
            })?;
        }
        self.take(&name, metric, &points)
    }

    /// Takes one aggregation of all points; a point without it is lost.
    ///
    /// The documentation asks for the average. The total of a minute is the one
    /// value that the minute generates; that of a longer time adds up values of
    /// the same nodes and means nothing.
    fn take(&mut self, name: &str, metric: Metric, points: &[Point]) -> Result<()> {
        let averages = points.iter().any(|point| point.average.is_some());
        let totals = !averages && self.interval == GENERATED_EVERY;
        let value = |point: &Point| if totals { point.total } else { point.average };
        if !points.is_empty() && points.iter().all(|point| value(point).is_none()) {
            self.warn(format!(
                "`{name}` has no averages: export it with `--aggregation Average`"
            ));
        }
        for point in points {
            let pushed = self.samples.push(metric, point.time, value(point));
            pushed.map_err(|refused| point.node.error(format!("`{name}`: {refused}")))?;
        }
        Ok(())
    }

    fn warn(&mut self, warning: String) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// The `name` of a metric is an object with a `value` and a localised text.
fn read_name(node: Node) -> Result<String> {
    for member in node.members()? {
        if member.name == "value" {
            return member.read(|value| value.string().map(Into::into));
        }
    }
    Err(node.error("a name needs a `value`"))
}

fn read_points<'t>(series: Node<'t>, points: &mut Vec<Point<'t>>) -> Result<()> {
    for member in series.members()? {
        if member.name == "data" {
            member.read(|data| {
                data.for_each(|node| {
                    points.push(read_point(node)?);
                    Ok(())
                })
            })?;
        }
    }
    Ok(())
}

fn read_point(node: Node) -> Result<Point> {
    let (mut time, mut average, mut total) = (None, None, None);
    for member in node.members()? {
        match &*member.name {
            "timeStamp" => time = Some(member.read(instant)?),
            "average" => average = member.read(optional_number)?,
            "total" => total = member.read(optional_number)?,
            _ => {}
        }
    }
    let time = time.ok_or_else(|| node.error("a data point needs a `timeStamp`"))?;
    Ok(Point {
        node,
        time,
        average,
        total,
    })
}

/// The command prints ISO 8601, or in older versions `0:01:00`.
fn read_interval(node: Node) -> Result<Interval> {
    let text = node.string()?;
    let interval = duration::iso8601(&text).or_else(|_| duration::clock(&text));
    interval.map_err(|why| node.error(format!("bad interval `{}`: {why}", excerpt(&text))))
}

/// The end of `START/END`.
fn end_of(timespan: &str) -> Option<Timestamp> {
    let (_, end) = timespan.split_once('/')?;
    Timestamp::parse(end, DateTextRules::OURS).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_snapshot;

    const ACCOUNT: &str = "Azure Monitor counts the nodes of the whole account, not of one pool";

    fn document(interval: &str, metrics: &str) -> String {
        format!(
            r#"{{"cost": 59, "interval": "{interval}", "namespace": "Microsoft.Batch/batchAccounts",
                "timespan": "2026-03-02T09:00:00Z/2026-03-02T09:03:00Z", "value": [{metrics}]}}"#
        )
    }

    fn metric(name: &str, data: &str) -> String {
        format!(
            r#"{{"errorCode": "Success", "timeseries": [{{"data": [{data}], "metadatavalues": []}}],
                "name": {{"localizedValue": "…", "value": "{name}"}}, "unit": "Count"}}"#
        )
    }

    fn read(text: &str) -> Snapshot {
        read_snapshot(text.as_bytes()).unwrap()
    }

    #[test]
    fn counts_of_nodes_become_samples() {
        let data = r#"{"timeStamp": "2026-03-02T09:00:00Z", "average": 4.0},
            {"timeStamp": "2026-03-02T09:01:00+00:00", "average": null},
            {"timeStamp": "2026-03-02T09:02:00Z", "average": 6.0, "total": 9}"#;
        let both = format!(
            "{}, {}",
            metric("TotalNodeCount", data),
            metric("CoreCount", data)
        );
        for interval in ["PT1M", "0:01:00"] {
            let snapshot = read(&document(interval, &both));
            let series = snapshot.history.series(Metric::CurrentDedicatedNodes);
            assert_eq!(series.values(), [4.0, 6.0]);
            assert_eq!(series.lost().len(), 1);
            assert_eq!(series.interval(), Interval::from_seconds(60));
            assert_eq!(snapshot.time.unwrap().to_string(), "2026-03-02T09:03:00Z");
            let cores = "`CoreCount` has no counterpart among the metrics of formulas";
            assert_eq!(snapshot.warnings, [ACCOUNT, cores]);
        }
    }

    #[test]
    fn totals_count_only_for_a_minute() {
        let data = r#"{"timeStamp": "2026-03-02T09:00:00Z", "total": 4.0}"#;
        let metric = metric("PreemptedNodeCount", data);
        let minute = read(&document("PT1M", &metric));
        assert_eq!(
            minute.history.series(Metric::PreemptedNodeCount).values(),
            [4.0]
        );
        let longer = read(&document("PT5M", &metric));
        assert!(
            longer
                .history
                .series(Metric::PreemptedNodeCount)
                .values()
                .is_empty()
        );
        let export = "`PreemptedNodeCount` has no averages: export it with `--aggregation Average`";
        assert_eq!(longer.warnings, [ACCOUNT, export]);
    }

    #[test]
    fn errors_name_the_place() {
        let data = r#"{"timeStamp": "2026-03-02T09:00:00Z", "average": "4"}"#;
        let text = document("PT1M", &metric("TotalNodeCount", data));
        let error = read_snapshot(text.as_bytes()).unwrap_err();
        assert_eq!(
            error.pointer.as_deref(),
            Some("/value/0/timeseries/0/data/0/average")
        );
        let split = r#"{"name": {"value": "TotalNodeCount"}, "timeseries": [{}, {}]}"#;
        let error = read_snapshot(document("PT1M", split).as_bytes()).unwrap_err();
        assert_eq!(error.message, "`TotalNodeCount` is split by a dimension");
    }
}
