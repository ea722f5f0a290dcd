//! What samples can be, and what the methods of metrics make of them.

use autoscale_catalog::profile::{
    EmptyHistory, FractionalCount, MissingSample, PercentCap, Profile,
};
use autoscale_catalog::{Method, Metric};
use autoscale_check::{ExprId, ExprList, Type};

use crate::Ticks;
use crate::basis::{Basis, Setting};
use crate::double::Double;
use crate::value::Value;
use crate::vector::Vector;
use crate::walk::Walk;

/// The largest sample that is assumed, far above what any pool has.
pub const LARGEST_SAMPLE: f64 = 1e15;

/// True when a sample of `metric` is as the proofs assume.
#[must_use]
pub fn is_assumed(metric: Metric, sample: f64) -> bool {
    (metric.least()..=metric.greatest().min(LARGEST_SAMPLE)).contains(&sample)
}

/// More samples than any history holds.
const MOST_SAMPLES: f64 = 4_294_967_296.0;

/// The most nodes that a pool can be asked for.
const MOST_NODES: f64 = 2_147_483_647.0;

/// A sample of `metric`.
pub(crate) fn of(metric: Metric) -> Double {
    Double::between(metric.least(), metric.greatest()).within(LARGEST_SAMPLE)
}

/// A metric where a number is needed: its newest sample, 0 when there is none,
/// or what is known of the pool.
pub(crate) fn newest(metric: Metric, basis: &mut Basis) -> Value {
    basis.metric(metric);
    if !metric.is_scalar() {
        basis.setting(Setting::BareMetric);
    }
    let none = if metric.least() > 0.0 {
        metric.least()
    } else {
        0.0
    };
    Value::Double(of(metric).hull(Double::exactly(none)))
}

/// A target on entry.
pub(crate) fn entry_target() -> Double {
    Double::between(0.0, MOST_NODES).whole()
}

impl Walk<'_> {
    pub(crate) fn method(
        &mut self,
        metric: Metric,
        method: Method,
        arguments: ExprList,
        basis: &mut Basis,
    ) -> Value {
        // Where a window lies bears on no range.
        let mut of_window = Basis::default();
        let hir = self.hir;
        let arguments = hir.list(arguments);
        for &argument in arguments {
            if self.part(argument, &mut of_window).is_never() {
                return Value::Never;
            }
        }
        match method {
            Method::GetSample => match arguments {
                [count] if self.ty(*count) == Type::DOUBLE => {
                    self.newest_samples(metric, *count, basis)
                }
                [.., last] => self.window_samples(metric, *last, basis),
                [] => Value::Unknown,
            },
            Method::GetSamplePercent => Value::Double(percent(self.profile, basis)),
            Method::GetSamplePeriod => Value::Interval(Ticks {
                min: 1,
                ..Ticks::LENGTHS
            }),
            Method::Count => Value::Double(
                Double::between(0.0, f64::INFINITY)
                    .whole()
                    .within(MOST_SAMPLES),
            ),
            Method::HistoryBeginTime => Value::Timestamp(Ticks::INSTANTS),
        }
    }

    /// A sample in a vector, which may be one that never arrived.
    fn element(&self, metric: Metric, basis: &mut Basis) -> Double {
        basis.metric(metric);
        basis.setting(Setting::MissingSample);
        of(metric).or_nan(self.profile.missing_sample == MissingSample::Nan)
    }

    /// `GetSample(count)`: fewer when there are fewer.
    fn newest_samples(&self, metric: Metric, count: ExprId, basis: &mut Basis) -> Value {
        let mut element = self.element(metric, basis);
        *basis = basis.and(self.basis(count));
        basis.setting(Setting::EmptyHistory);
        let count = self.current(count).as_double();
        let (least, most) = self.whole_count(count, basis);
        let mut min_len = 0;
        if self.profile.empty_history != EmptyHistory::Empty && most != Some(0) {
            min_len = least.min(1);
            element = element.hull(match self.profile.empty_history {
                EmptyHistory::Nan => Double::NAN,
                EmptyHistory::Empty | EmptyHistory::Zero => Double::exactly(0.0),
            });
        }
        if most == Some(0) {
            return Value::Vector(Vector::EMPTY);
        }
        Value::Vector(Vector {
            element,
            min_len,
            max_len: most,
        })
    }

    /// How many samples `GetSample(count)` asks for, at least and at most.
    fn whole_count(&self, count: Double, basis: &mut Basis) -> (u32, Option<u32>) {
        let whole = |count: f64| match self.profile.fractional_count {
            FractionalCount::Truncate => count.trunc(),
            FractionalCount::Round => count.round(),
            FractionalCount::Ceil => count.ceil(),
        };
        if !count.whole && !count.no_number() {
            basis.setting(Setting::FractionalCount);
        }
        if count.no_number() {
            return (0, Some(0));
        }
        let (least, most) = (whole(count.min), whole(count.max));
        let least = if count.nan { 0 } else { saturated(least) };
        let most = saturated(most);
        (least, (most != u32::MAX).then_some(most))
    }

    /// `GetSample(start)` and its longer forms, which fail when too few of the
    /// samples are there: with a percentage above 0 there is at least one.
    fn window_samples(&self, metric: Metric, last: ExprId, basis: &mut Basis) -> Value {
        let element = self.element(metric, basis);
        let wanted = if self.ty(last) == Type::DOUBLE {
            *basis = basis.and(self.basis(last));
            self.current(last).as_double()
        } else {
            basis.setting(Setting::DefaultPercent);
            Double::exactly(self.profile.default_percent)
        };
        let some = !wanted.nan && wanted.min > 0.0;
        Value::Vector(Vector {
            element,
            min_len: some.into(),
            max_len: None,
        })
    }
}

fn percent(profile: &Profile, basis: &mut Basis) -> Double {
    let max = match profile.percent_cap {
        PercentCap::Raw => f64::INFINITY,
        PercentCap::Cap => {
            basis.setting(Setting::PercentCap);
            100.0
        }
    };
    Double::between(0.0, max).within(MOST_SAMPLES * 100.0)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates, which is what is meant"
)]
const fn saturated(count: f64) -> u32 {
    count as u32
}
