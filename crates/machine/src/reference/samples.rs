//! The methods of metrics, by looking at every sample of the history.

use autoscale_base::Timestamp;
use autoscale_catalog::profile::{EmptyHistory, MissingSample, Order};
use autoscale_catalog::{Method, Metric};
use autoscale_metrics::Series;
use autoscale_syntax::{ExprId, ExprList};

use super::calls::wrong_arguments;
use super::{Evaluator, Step, fault_at};
use crate::Value;
use crate::trace::SamplesRead;
use crate::window::{End, Window, horizon, require, sample_count};

/// A call of a method.
#[derive(Clone, Copy)]
pub(super) struct MethodCall {
    pub(super) id: ExprId,
    pub(super) metric: Metric,
    pub(super) method: Method,
    pub(super) open: u32,
}

/// The window that `GetSample` or `GetSamplePercent` is asked for.
struct Request {
    start: End,
    end: Option<End>,
    percent: Option<f64>,
}

impl Evaluator<'_> {
    pub(super) fn method(&mut self, call: MethodCall, arguments: ExprList) -> Step<Value> {
        let values = self.values(arguments)?;
        let ids = self.tree.list(arguments);
        let series = self.env.history.series(call.metric);
        match (call.method, values.as_slice(), ids) {
            (Method::GetSample, [count], [id]) if self.is_number(count) => {
                let count = self.number(*id, count)?;
                Ok(self.newest(call, count).into())
            }
            (Method::GetSample | Method::GetSamplePercent, values, ids) => {
                match self.request(call.method, ids, values)? {
                    Some(request) => self.window(call, &request),
                    None => fault_at(call.open, wrong_arguments(call.method.name(), values)),
                }
            }
            (Method::GetSamplePeriod, [], _) => Ok(series.interval().into()),
            (Method::Count, [], _) => {
                #[expect(clippy::cast_precision_loss, reason = "far below 2^53 samples")]
                let count = self.arrived(series).len() as f64;
                Ok(count.into())
            }
            (Method::HistoryBeginTime, [], _) => {
                let arrived = self.arrived(series);
                Ok(arrived
                    .first()
                    .map_or(self.env.now, |oldest| oldest.0)
                    .into())
            }
            (method, values, _) => fault_at(call.open, wrong_arguments(method.name(), values)),
        }
    }

    /// The documented forms are `(start)` and `(start, end)`, for `GetSample`
    /// also with a percentage behind; `None` for any other.
    fn request(&self, method: Method, ids: &[ExprId], values: &[Value]) -> Step<Option<Request>> {
        let (start, rest) = match values {
            [start, rest @ ..] => (end_of(start), rest),
            [] => (None, values),
        };
        let (end, rest) = match rest {
            [end, rest @ ..] if end_of(end).is_some() => (end_of(end), rest),
            rest => (None, rest),
        };
        let percent = match (rest, ids) {
            ([], _) => None,
            ([percent], [.., id]) if method == Method::GetSample && self.is_number(percent) => {
                Some(self.number(*id, percent)?)
            }
            _ => return Ok(None),
        };
        Ok(start.map(|start| Request {
            start,
            end,
            percent,
        }))
    }

    fn window(&mut self, call: MethodCall, request: &Request) -> Step<Value> {
        let series = self.env.history.series(call.metric);
        let (now, period) = (self.env.now, series.interval());
        let window = Window::new(request.start, request.end, now, period, self.profile);
        let inside = |time: Timestamp| window.after < time && time <= window.until;
        let received = self
            .arrived(series)
            .iter()
            .filter(|sample| inside(sample.0))
            .count();
        let percent = window.percent(received, self.profile);
        let samples = self
            .samples(series)
            .into_iter()
            .filter(|sample| inside(sample.0));
        let values = self.in_order(samples.map(|(_, value)| value).collect());
        self.trace.samples_read(SamplesRead {
            call: call.id,
            metric: call.metric,
            method: call.method,
            window: Some((window.after, window.until)),
            wanted: window.wanted,
            received,
            percent: Some(percent),
            values: values.clone(),
        });
        if call.method == Method::GetSamplePercent {
            return Ok(percent.into());
        }
        let wanted = request.percent.unwrap_or(self.profile.default_percent);
        match require(call.metric, wanted, percent, self.profile) {
            Ok(()) => Ok(values.into()),
            Err(fault) => fault_at(call.open, fault),
        }
    }

    /// `GetSample(count)`: the newest samples, fewer when there are fewer.
    fn newest(&mut self, call: MethodCall, count: f64) -> Vec<f64> {
        let series = self.env.history.series(call.metric);
        let wanted = sample_count(count, self.profile);
        let mut samples = self.samples(series);
        let older = samples.len().saturating_sub(wanted);
        let mut values: Vec<f64> = samples.drain(older..).map(|(_, value)| value).collect();
        let received = values.len();
        if samples.is_empty() && values.is_empty() && wanted > 0 {
            match self.profile.empty_history {
                EmptyHistory::Empty => {}
                EmptyHistory::Zero => values.push(0.0),
                EmptyHistory::Nan => values.push(f64::NAN),
            }
        }
        let values = self.in_order(values);
        self.trace.samples_read(SamplesRead {
            call: call.id,
            metric: call.metric,
            method: call.method,
            window: None,
            wanted: i64::try_from(wanted).unwrap_or(i64::MAX),
            received,
            percent: None,
            values: values.clone(),
        });
        values
    }

    /// The samples that arrived and can be seen, oldest first.
    fn arrived(&self, series: &Series) -> Vec<(Timestamp, f64)> {
        let last = horizon(self.env.now, self.profile);
        let samples = series
            .times()
            .iter()
            .copied()
            .zip(series.values().iter().copied());
        samples.filter(|sample| sample.0 <= last).collect()
    }

    /// The samples that a formula gets, oldest first: with
    /// `missing-sample = nan` also those that did not arrive.
    fn samples(&self, series: &Series) -> Vec<(Timestamp, f64)> {
        let mut samples = self.arrived(series);
        if self.profile.missing_sample == MissingSample::Nan {
            let last = horizon(self.env.now, self.profile);
            let lost = series.lost().iter().filter(|&&time| time <= last);
            samples.extend(lost.map(|&time| (time, f64::NAN)));
            samples.sort_by_key(|sample| sample.0);
        }
        samples
    }

    fn in_order(&self, mut oldest_first: Vec<f64>) -> Vec<f64> {
        if self.profile.order == Order::NewestFirst {
            oldest_first.reverse();
        }
        oldest_first
    }
}

const fn end_of(value: &Value) -> Option<End> {
    match value {
        Value::Timestamp(instant) => Some(End::At(*instant)),
        Value::Interval(interval) => Some(End::Ago(*interval)),
        _ => None,
    }
}
