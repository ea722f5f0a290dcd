//! What a range rests on: what is assumed of the samples, and how the profile
//! answers the open questions that bear on it.

use autoscale_catalog::{Metric, Target, VariableKind, variable};

/// A setting of the profile that can change a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Setting {
    BareMetric,
    DefaultPercent,
    DivisionByZero,
    EmptyAggregate,
    EmptyHistory,
    FractionalCount,
    IntervalRounding,
    MissingSample,
    NanMinmax,
    NanPercentile,
    NanTruth,
    OneElementVector,
    PercentCap,
    ShortCircuit,
    StdOfOne,
    Sunday,
    ValRange,
    VectorLength,
    Year,
}

impl Setting {
    /// In the order in which they are listed.
    const ALL: [(Self, &'static str); 19] = [
        (Self::BareMetric, "bare-metric"),
        (Self::DefaultPercent, "default-percent"),
        (Self::DivisionByZero, "division-by-zero"),
        (Self::EmptyAggregate, "empty-aggregate"),
        (Self::EmptyHistory, "empty-history"),
        (Self::FractionalCount, "fractional-count"),
        (Self::IntervalRounding, "interval-rounding"),
        (Self::MissingSample, "missing-sample"),
        (Self::NanMinmax, "nan-minmax"),
        (Self::NanPercentile, "nan-percentile"),
        (Self::NanTruth, "nan-truth"),
        (Self::OneElementVector, "one-element-vector"),
        (Self::PercentCap, "percent-cap"),
        (Self::ShortCircuit, "short-circuit"),
        (Self::StdOfOne, "std-of-one"),
        (Self::Sunday, "sunday"),
        (Self::ValRange, "val-range"),
        (Self::VectorLength, "vector-length"),
        (Self::Year, "year"),
    ];
}

/// What a range rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Basis {
    metrics: u32,
    settings: u32,
    entry_targets: bool,
    unknown: bool,
}

// One bit a metric.
const _: () = assert!(Metric::COUNT <= 32);

impl Basis {
    /// What rests on both.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self {
            metrics: self.metrics | other.metrics,
            settings: self.settings | other.settings,
            entry_targets: self.entry_targets || other.entry_targets,
            unknown: self.unknown || other.unknown,
        }
    }

    /// It rests on a setting.
    pub(crate) const fn setting(&mut self, setting: Setting) {
        self.settings |= 1 << setting as u8;
    }

    /// It rests on what samples of `metric` can be.
    pub(crate) const fn metric(&mut self, metric: Metric) {
        self.metrics |= 1 << metric.index();
    }

    /// It rests on what the pool's targets can be.
    pub(crate) const fn entry_targets(&mut self) {
        self.entry_targets = true;
    }

    /// A mistake or a placeholder hides the value, or a part of it.
    pub(crate) const fn unknown(&mut self) {
        self.unknown = true;
    }

    /// True when no mistake and no placeholder hides the value.
    pub(crate) const fn is_known(self) -> bool {
        !self.unknown
    }

    /// The keys of the settings.
    pub(crate) fn settings(self) -> impl Iterator<Item = &'static str> {
        let all = Setting::ALL.into_iter();
        all.filter(move |(setting, _)| self.settings & (1 << *setting as u8) != 0)
            .map(|(_, key)| key)
    }

    /// The assumptions as sentences.
    pub(crate) fn assumptions(self) -> Vec<String> {
        let mut sentences: Vec<String> = Vec::new();
        let used = |metric: &Metric| self.metrics & (1 << metric.index()) != 0;
        for metric in Metric::ALL.into_iter().filter(used) {
            let sentence = about(metric);
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
        if self.metrics != 0 {
            sentences.push("samples are finite and at most 1e15".to_owned());
        }
        if self.entry_targets {
            let [dedicated, low_priority] =
                [Target::Dedicated, Target::LowPriority].map(Target::name);
            sentences.push(format!(
                "`{dedicated}` and `{low_priority}` are whole numbers from 0 to 2147483647 on entry"
            ));
        }
        if self.unknown {
            sentences.push("a placeholder or a mistake stands for whole expressions".to_owned());
        }
        sentences
    }
}

/// What is assumed of the samples of `metric`.
fn about(metric: Metric) -> String {
    let name = metric.name();
    let (least, greatest) = (metric.least(), metric.greatest());
    if greatest.is_finite() {
        return format!("`{name}` is from {least} to {greatest}");
    }
    let unit = variable(name).map_or("", |variable| variable.documentation.unit);
    let is_sampled = variable(name).is_some_and(|variable| {
        matches!(variable.kind, VariableKind::Metric { .. }) && least == 0.0
    });
    match unit {
        "tasks" if is_sampled => "task metrics are at least 0".to_owned(),
        "nodes" if is_sampled => "node counts are at least 0".to_owned(),
        _ => format!("`{name}` is at least {least}"),
    }
}
