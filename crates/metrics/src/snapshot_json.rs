//! Reads our own snapshot file.

use autoscale_base::{DateTextRules, Interval, Timestamp, duration};
use autoscale_catalog::Metric;

use crate::json::{Kind, Member, Node, excerpt};
use crate::names::{metric_named, nearest};
use crate::pool_facts::{FIELDS, field_of};
use crate::samples::Samples;
use crate::{PoolFacts, Snapshot, SnapshotError};

type Result<T> = std::result::Result<T, SnapshotError>;

/// Reads a snapshot.
pub(crate) fn read(root: Node) -> Result<Snapshot> {
    let (mut time, mut pool, mut metrics) = (None, None, None);
    for member in root.members()? {
        match &*member.name {
            "$schema" => drop(member.read(Node::string)?),
            "time" => time = Some(member.read(instant)?),
            "pool" => pool = Some(member),
            "metrics" => metrics = Some(member),
            _ => return Err(unknown(&member, &["time", "pool", "metrics", "$schema"])),
        }
    }
    let pool = match pool {
        Some(pool) => pool.read(read_pool)?,
        None => PoolFacts::default(),
    };
    let mut reader = MetricsReader {
        pool,
        samples: Samples::default(),
        names: Default::default(),
    };
    if let Some(metrics) = metrics {
        metrics.read(|metrics| reader.metrics(metrics))?;
    }
    Ok(reader.samples.into_snapshot(time, reader.pool))
}

fn read_pool(node: Node) -> Result<PoolFacts> {
    let mut pool = PoolFacts::default();
    for member in node.members()? {
        let field = FIELDS.into_iter().find(|(name, _)| member.name == *name);
        let Some((name, least)) = field else {
            return Err(unknown(&member, &FIELDS.map(|(name, _)| name)));
        };
        let number = member.read(|value| whole_number(value, least))?;
        if let Some(fact) = pool.field(name) {
            *fact = Some(number);
        }
    }
    Ok(pool)
}

/// The walk over `metrics`.
struct MetricsReader {
    pool: PoolFacts,
    samples: Samples,
    /// How the file names each metric that has come already.
    names: [Option<String>; Metric::COUNT],
}

impl MetricsReader {
    fn metrics(&mut self, node: Node) -> Result<()> {
        for member in node.members()? {
            let metric = metric_named(&member.name).map_err(|unknown| {
                let error = member.key.error(unknown.message).with_help(unknown.help);
                error.inside(&member.name)
            })?;
            self.check_first(metric, &member)?;
            match member.value.kind() {
                Kind::Object => member.read(|value| self.series(metric, value))?,
                Kind::Number => member.read(|value| self.scalar(metric, value))?,
                _ => {
                    return member.read(|value| {
                        Err(value.unexpected("an object with `values` or `samples`"))
                    });
                }
            }
        }
        Ok(())
    }

    /// A metric has several names: with and without `$`, of today and legacy.
    fn check_first(&mut self, metric: Metric, member: &Member) -> Result<()> {
        let Some(before) = self.names.get_mut(metric.index()) else {
            return Ok(());
        };
        match before {
            Some(before) => {
                let message = format!("`{}` is given already, as `{before}`", member.name);
                Err(member.key.error(message).inside(&member.name))
            }
            None => {
                *before = Some(member.name.clone().into_owned());
                Ok(())
            }
        }
    }

    /// A metric given as a plain number is a fact of the pool.
    fn scalar(&mut self, metric: Metric, node: Node) -> Result<()> {
        let Some((field, least)) = field_of(metric) else {
            let error = node.unexpected("an object with `values` or `samples`");
            let help = format!("`{}` has samples, not one value", metric.name());
            return Err(error.with_help(help));
        };
        let number = whole_number(node, least)?;
        let fact = self.pool.field(field);
        if let Some(fact) = fact {
            if fact.is_some() {
                let error = node.error(format!("given already, as `/pool/{field}`"));
                return Err(error.with_help("keep one of the two"));
            }
            *fact = Some(number);
        }
        Ok(())
    }

    fn series(&mut self, metric: Metric, node: Node) -> Result<()> {
        let (mut start, mut values, mut samples) = (None, None, None);
        for member in node.members()? {
            match &*member.name {
                "start" => start = Some(member),
                "values" => values = Some(member),
                "samples" => samples = Some(member),
                "interval" => {
                    let interval = member.read(read_interval)?;
                    self.samples.series_mut(metric).set_interval(interval);
                }
                _ => {
                    return Err(unknown(
                        &member,
                        &["start", "interval", "values", "samples"],
                    ));
                }
            }
        }
        match (values, samples) {
            (Some(values), None) => {
                let start = start.ok_or_else(|| {
                    let error = node.error("`values` without `start`");
                    error.with_help("`start` is the time of the first value")
                })?;
                let start = start.read(instant)?;
                values.read(|values| self.values(metric, start, values))
            }
            (None, Some(samples)) => {
                if let Some(start) = start {
                    let error = start.key.error("`start` beside `samples`").inside("start");
                    return Err(error.with_help("each sample has a `time` of its own"));
                }
                samples.read(|samples| self.samples(metric, samples))
            }
            (Some(_), Some(samples)) => {
                let error = samples.key.error("`samples` beside `values`");
                Err(error.inside("samples").with_help("keep one of the two"))
            }
            (None, None) => Err(node.error("a metric needs `values` or `samples`")),
        }
    }

    /// Values at `start` and one interval after the other.
    fn values(&mut self, metric: Metric, start: Timestamp, node: Node) -> Result<()> {
        let commas = node.bytes().iter().filter(|&&byte| byte == b',').count();
        self.samples.reserve(metric, commas + 1);
        let interval = self.samples.series_mut(metric).interval();
        let mut next = Some(start);
        node.for_each(|value| {
            let time = next.ok_or_else(|| value.error("this sample is after the year 9999"))?;
            next = time.checked_add(interval);
            let number = optional_number(value)?;
            let pushed = self.samples.push(metric, time, number);
            pushed.map_err(|error| value.error(error.to_string()))
        })
    }

    /// Samples with times of their own.
    fn samples(&mut self, metric: Metric, node: Node) -> Result<()> {
        node.for_each(|sample| {
            let (mut time, mut value) = (None, None);
            for member in sample.members()? {
                match &*member.name {
                    "time" => time = Some((member.value, member.read(instant)?)),
                    "value" => value = Some(member.read(optional_number)?),
                    _ => return Err(unknown(&member, &["time", "value"])),
                }
            }
            let (place, time) = time.ok_or_else(|| sample.error("a sample needs a `time`"))?;
            let value = value.ok_or_else(|| {
                let error = sample.error("a sample needs a `value`");
                error.with_help("write `null` for a sample that never arrived")
            })?;
            let pushed = self.samples.push(metric, time, value);
            pushed.map_err(|error| place.error(error.to_string()).inside("time"))
        })
    }
}

/// A number, or `null` for a sample that never arrived.
pub(crate) fn optional_number(node: Node) -> Result<Option<f64>> {
    match node.kind() {
        Kind::Null => Ok(None),
        Kind::Number => node.number().map(Some),
        _ => Err(node.unexpected("a number or null")),
    }
}

/// A number without a fraction, at least `least`.
fn whole_number(node: Node, least: f64) -> Result<f64> {
    let number = node.number()?;
    if number < least || number.fract() != 0.0 {
        let found = format!("expected a whole number from {least} up, found `{number}`");
        return Err(node.error(found));
    }
    Ok(number + 0.0)
}

/// An instant in RFC 3339 or RFC 1123.
pub(crate) fn instant(node: Node) -> Result<Timestamp> {
    let text = node.string()?;
    Timestamp::parse(&text, DateTextRules::OURS).map_err(|error| {
        let error = node.error(format!("bad time `{}`: {error}", excerpt(&text)));
        error.with_help("write a time such as `2026-03-02T09:15:00Z`")
    })
}

fn read_interval(node: Node) -> Result<Interval> {
    let text = node.string()?;
    let message = |why| format!("bad interval `{}`: {why}", excerpt(&text));
    duration::iso8601(&text).map_err(|why| node.error(message(why)))
}

/// The error for a member that is none of `known`.
fn unknown(member: &Member, known: &[&'static str]) -> SnapshotError {
    let message = format!("unknown field `{}`", excerpt(&member.name));
    let error = member.key.error(message).inside(&member.name);
    match nearest(&member.name, known.iter().copied()) {
        Some(nearest) => error.with_help(format!("did you mean `{nearest}`?")),
        None => error.with_help(format!("the fields are `{}`", known.join("`, `"))),
    }
}
