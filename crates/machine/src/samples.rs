//! The instructions about samples and vectors.

use std::ops::Range;

use autoscale_base::Timestamp;
use autoscale_catalog::profile::{EmptyHistory, MissingSample, Order, Profile};
use autoscale_catalog::{Function, Metric};
use autoscale_metrics::Series;

use crate::arithmetic::{self, ListFunction, list_function};
use crate::execute::each;
use crate::op::{End as Operand, Num, Op, Vector, VectorOut, Window as WindowSlot, WindowOut};
use crate::registers::{Elements, Found};
use crate::runner::Runner;
use crate::window::{End, Window, horizon, require, sample_count};
use crate::{Env, Fault};

impl Runner<'_> {
    #[inline(never)]
    pub(crate) fn vectors(&mut self, op: Op, env: &Env<'_>) -> Result<(), Box<Fault>> {
        let history = env.history;
        match op {
            Op::SamplePeriod(to, metric) => {
                let period = history.series(metric).interval();
                self.registers.set_ticks(to, period.ticks());
            }
            Op::HistoryCount(to, metric) => {
                let last = horizon(env.now, &self.program.profile);
                let count = history.series(metric).visible(last);
                #[expect(clippy::cast_precision_loss, reason = "far below 2^53 samples")]
                self.registers.set_number(to, count as f64);
            }
            Op::HistoryBegin(to, metric) => {
                let last = horizon(env.now, &self.program.profile);
                let first = history.series(metric).times().first();
                let begin = first.filter(|&&first| first <= last).copied();
                self.registers
                    .set_ticks(to, begin.unwrap_or(env.now).ticks());
            }
            Op::MoveVector(to, vector) => {
                let elements = self.registers.vector(vector);
                self.registers.set_vector(to, elements);
            }
            Op::ListBegin(to) => self.registers.set_vector(to, self.stack.begin()),
            Op::ListNumber(to, number) => {
                let list = self.registers.vector(to.read());
                let list = self.stack.push(list, self.registers.number(number));
                self.registers.set_vector(to, list);
            }
            Op::ListVector(to, tail) => {
                let list = self.registers.vector(to.read());
                let list = self
                    .stack
                    .append(list, self.registers.vector(tail), history);
                self.registers.set_vector(to, list);
            }
            Op::Keep(to, vector) => {
                let elements = self.registers.vector(vector);
                self.stack.keep();
                self.registers.set_vector(to, elements);
            }
            Op::Release(vector) => self.stack.forget(self.registers.vector(vector)),
            op => self.operators(op, env)?,
        }
        Ok(())
    }

    #[inline(never)]
    fn operators(&mut self, op: Op, env: &Env<'_>) -> Result<(), Fault> {
        let (history, profile) = (env.history, &self.program.profile);
        match op {
            Op::VectorVector(operation, to, a, b) => {
                let [a, b] = [a, b].map(|slot| self.registers.vector(slot));
                let result = self.stack.replace([Some(a), Some(b)], |stack, result| {
                    let (a, b) = (stack.slice(a, history), stack.slice(b, history));
                    arithmetic::vector_and_vector(operation, a, b, profile, result)
                })?;
                self.registers.set_vector(to, result);
            }
            Op::VectorNumber(operation, to, a, b) => {
                let (a, b) = (self.registers.vector(a), self.registers.number(b));
                let result = self.stack.replace([Some(a), None], |stack, result| {
                    let a = stack.slice(a, history);
                    arithmetic::vector_and_scalar(operation, a, b, profile, result)
                })?;
                self.registers.set_vector(to, result);
            }
            Op::NumberVector(operation, to, a, b) => {
                let (a, b) = (self.registers.number(a), self.registers.vector(b));
                let result = self.stack.replace([Some(b), None], |stack, result| {
                    let b = stack.slice(b, history);
                    arithmetic::scalar_and_vector(operation, a, b, profile, result)
                })?;
                self.registers.set_vector(to, result);
            }
            Op::MathVector(function, to, a) => {
                let a = self.registers.vector(a);
                let result = self.stack.replace([Some(a), None], |stack, result| {
                    if let Some(each) = each(function) {
                        result.extend(stack.slice(a, history).iter().map(|&it| each(it)));
                    }
                    Ok::<_, Fault>(())
                })?;
                self.registers.set_vector(to, result);
            }
            Op::Percentile(to, vector, percent) => {
                let percent = self.registers.number(percent);
                let number = self.of_vector(vector, env, |values| {
                    arithmetic::percentile(&mut values.to_vec(), percent, profile)
                })?;
                self.registers.set_number(to, number);
            }
            Op::Element(to, vector, index) => {
                let index = self.registers.number(index);
                let number = self.of_vector(vector, env, |values| {
                    arithmetic::element(values, index, profile)
                })?;
                self.registers.set_number(to, number);
            }
            Op::OnlyElement(to, vector) => {
                let number = self.of_vector(vector, env, |values| match values {
                    &[only] => Ok(only),
                    others => Err(Fault::NotOneElement(others.len())),
                })?;
                self.registers.set_number(to, number);
            }
            _ => {}
        }
        Ok(())
    }

    fn of_vector(
        &mut self,
        vector: Vector,
        env: &Env<'_>,
        number: impl FnOnce(&[f64]) -> Result<f64, Fault>,
    ) -> Result<f64, Fault> {
        let elements = self.registers.vector(vector);
        let number = number(self.stack.slice(elements, env.history))?;
        self.stack.forget(elements);
        Ok(number)
    }

    /// A function of a whole vector: of a window through the indices of its
    /// series, at a cost that does not grow with the window.
    #[inline(never)]
    pub(crate) fn aggregate(
        &mut self,
        function: Function,
        vector: Vector,
        env: &Env<'_>,
    ) -> Result<f64, Box<Fault>> {
        let of = self.registers.vector(vector);
        let profile = &self.program.profile;
        if let Elements::Samples(metric, start, end) = of {
            let series = env.history.series(metric);
            let range = start as usize..end as usize;
            if let Some(number) = of_window(function, series, range, profile) {
                return Ok(number?);
            }
        }
        let number = match list_function(function) {
            Some(ListFunction::All(all)) => all(self.stack.slice(of, env.history), profile)?,
            _ => f64::NAN,
        };
        self.stack.forget(of);
        Ok(number)
    }

    #[inline(never)]
    pub(crate) fn find_window(
        &mut self,
        to: WindowOut,
        metric: Metric,
        start: Operand,
        end: Option<Operand>,
        env: &Env<'_>,
    ) {
        let series = env.history.series(metric);
        let end = end.map(|end| self.end(end));
        let (period, profile) = (series.interval(), &self.program.profile);
        let window = Window::new(self.end(start), end, env.now, period, profile);
        let range = series.window(window.after, window.until);
        let percent = window.percent(range.len(), profile);
        let times = (window.after, window.until);
        let found = Found::new(
            metric,
            times,
            percent,
            (index(range.start), index(range.end)),
        );
        self.registers.set_window(to, found);
    }

    fn end(&self, end: Operand) -> End {
        match end {
            Operand::Ago(slot) => End::Ago(autoscale_base::Interval(self.registers.ticks(slot))),
            Operand::At(slot) => {
                let time = Timestamp::from_ticks(self.registers.ticks(slot));
                End::At(time.unwrap_or_default())
            }
        }
    }

    #[inline(never)]
    pub(crate) fn window_samples(
        &mut self,
        to: VectorOut,
        window: WindowSlot,
        percent: Option<Num>,
        env: &Env<'_>,
    ) -> Result<(), Box<Fault>> {
        let profile = &self.program.profile;
        let found = self.registers.window(window);
        let wanted = percent.map_or(profile.default_percent, |slot| self.registers.number(slot));
        require(found.metric, wanted, found.percent, profile)?;
        let series = env.history.series(found.metric);
        if self.in_place(series) {
            let samples = found.samples();
            self.registers.set_vector(to, samples);
            return Ok(());
        }
        let (after, until) = (found.after, found.until);
        let samples = self.gather(series, |time| after < time && time <= until, env);
        let samples = self.copy(&samples);
        self.registers.set_vector(to, samples);
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn newest_samples(&mut self, metric: Metric, count: Num, env: &Env<'_>) -> Elements {
        let profile = &self.program.profile;
        let count = sample_count(self.registers.number(count), profile);
        let series = env.history.series(metric);
        let visible = series.visible(horizon(env.now, profile));
        let start = visible.saturating_sub(count);
        if self.in_place(series) && (visible > 0 || profile.empty_history == EmptyHistory::Empty) {
            return Elements::Samples(metric, index(start), index(visible));
        }
        let mut samples = self.gather(series, |_| true, env);
        if samples.is_empty() && count > 0 {
            match profile.empty_history {
                EmptyHistory::Empty => {}
                EmptyHistory::Zero => samples.push(0.0),
                EmptyHistory::Nan => samples.push(f64::NAN),
            }
        }
        let older = samples.len().saturating_sub(count);
        self.copy(samples.get(older..).unwrap_or_default())
    }

    /// Is a window just a stretch of the series? With the defaults it is.
    fn in_place(&self, series: &Series) -> bool {
        let profile = &self.program.profile;
        let lost = profile.missing_sample == MissingSample::Nan && !series.lost().is_empty();
        profile.order == Order::OldestFirst && !lost
    }

    /// The samples of the times that are `inside`, oldest first, with those that
    /// never arrived where the profile shows them.
    fn gather(
        &self,
        series: &Series,
        inside: impl Fn(Timestamp) -> bool,
        env: &Env<'_>,
    ) -> Vec<f64> {
        let profile = &self.program.profile;
        let last = horizon(env.now, profile);
        let arrived = series
            .times()
            .iter()
            .copied()
            .zip(series.values().iter().copied());
        let mut samples: Vec<(Timestamp, f64)> = arrived.collect();
        if profile.missing_sample == MissingSample::Nan {
            samples.extend(series.lost().iter().map(|&time| (time, f64::NAN)));
            samples.sort_by_key(|sample| sample.0);
        }
        let seen = |time: Timestamp| inside(time) && time <= last;
        let inside = samples.into_iter().filter(|sample| seen(sample.0));
        inside.map(|(_, value)| value).collect()
    }

    /// Samples, oldest first, as a vector in the order of the profile.
    fn copy(&mut self, samples: &[f64]) -> Elements {
        let mut list = self.stack.begin();
        let reverse = self.program.profile.order == Order::NewestFirst;
        for at in 0..samples.len() {
            let at = if reverse { samples.len() - 1 - at } else { at };
            list = self
                .stack
                .push(list, samples.get(at).copied().unwrap_or(f64::NAN));
        }
        list
    }
}

/// A history of 2^28 samples would be two and a half centuries long.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A function of the samples in `range`, where the series has an index for it.
fn of_window(
    function: Function,
    series: &Series,
    range: Range<usize>,
    profile: &Profile,
) -> Option<Result<f64, Fault>> {
    let count = range.len();
    if count == 1
        && matches!(
            function,
            Function::Avg | Function::Sum | Function::Min | Function::Max
        )
    {
        let sample = series.values().get(range.start).copied();
        return Some(Ok(sample.unwrap_or(f64::NAN)));
    }
    let sum = || series.sum(range.clone());
    let squares = || series.sum_of_squares(range.clone());
    Some(match function {
        Function::Avg => arithmetic::avg_of_sums(count, sum(), profile),
        Function::Sum => Ok(sum().to_f64()),
        Function::Norm => arithmetic::norm_of_sums(count, squares(), profile),
        Function::Std => arithmetic::std_of_sums(count, sum(), squares(), profile),
        Function::Min if extremes_agree(count, series, &range, profile) => Ok(series.min(range)),
        Function::Max if extremes_agree(count, series, &range, profile) => Ok(series.max(range)),
        Function::Range if extremes_agree(count, series, &range, profile) => {
            Ok(series.max(range.clone()) - series.min(range))
        }
        _ => return None,
    })
}

/// The index of extremes skips NaN, and knows nothing of an empty vector.
fn extremes_agree(count: usize, series: &Series, range: &Range<usize>, profile: &Profile) -> bool {
    use autoscale_catalog::profile::NanMinmax;
    count > 0 && (profile.nan_minmax == NanMinmax::Ignore || !series.has_nan(range.clone()))
}
