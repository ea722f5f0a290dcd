//! Lengths of time that are drawn, as people write them: `exp:5m`.

use std::fmt;

use autoscale_base::{Interval, duration};

use super::values::written;

/// How a length of time is drawn. Negative lengths do not come up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Always the same.
    Const(Interval),
    /// Exponential, with that mean.
    Exp {
        /// The mean.
        mean: Interval,
    },
    /// Log-normal.
    LogNormal {
        /// Half of all are shorter.
        median: Interval,
        /// The standard deviation of the logarithm.
        sigma: f64,
    },
    /// Any length between two, equally likely.
    Uniform {
        /// The shortest.
        least: Interval,
        /// The longest.
        most: Interval,
    },
}

impl Default for Distribution {
    fn default() -> Self {
        Self::ZERO
    }
}

impl Distribution {
    /// No time at all.
    pub const ZERO: Self = Self::Const(Interval::ZERO);

    /// Reads `exp:5m`, `const:3m`, `lognormal:5m:0.8`, `uniform:1m:9m`, or a
    /// length alone, which is always the same.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let Some((kind, rest)) = text.split_once(':') else {
            let length = length(text).map(Self::Const);
            return length.map_err(|_| incomplete(text, text).unwrap_or_else(|| none_of(text)));
        };
        let mut parts = rest.split(':');
        let mut part = || {
            let missing = || incomplete(text, kind).unwrap_or_else(|| none_of(text));
            parts.next().ok_or_else(missing)
        };
        let time = |part: &str| length(part).map_err(|wanted| format!("`{part}`: {wanted}"));
        let read = match kind {
            "const" => Self::Const(time(part()?)?),
            "exp" => Self::Exp {
                mean: time(part()?)?,
            },
            "lognormal" => {
                let median = time(part()?)?;
                let sigma = part()?.parse().ok();
                let sigma = sigma.filter(|it: &f64| (0.0..=10.0).contains(it));
                let sigma = sigma.ok_or("the sigma of `lognormal` is from 0 to 10")?;
                Self::LogNormal { median, sigma }
            }
            "uniform" => {
                let (least, most) = (time(part()?)?, time(part()?)?);
                if most < least {
                    return Err(format!("`{text}` ends before it begins"));
                }
                Self::Uniform { least, most }
            }
            _ => return Err(none_of(text)),
        };
        match parts.next() {
            Some(more) => Err(format!("`{more}` is too much in `{text}`")),
            None => Ok(read),
        }
    }

    /// The mean of what is drawn.
    #[must_use]
    pub fn mean(&self) -> Interval {
        match *self {
            Self::Const(length) => length,
            Self::Exp { mean } => mean,
            Self::LogNormal { median, sigma } => {
                let mean = median.seconds() * (sigma * sigma / 2.0).exp();
                duration::seconds(mean).unwrap_or(Interval(i64::MAX))
            }
            Self::Uniform { least, most } => Interval(i64::midpoint(least.ticks(), most.ticks())),
        }
    }
}

/// As [`Distribution::read`] takes it.
impl fmt::Display for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Const(length) => write!(f, "const:{}", written(length)),
            Self::Exp { mean } => write!(f, "exp:{}", written(mean)),
            Self::LogNormal { median, sigma } => {
                write!(f, "lognormal:{}:{sigma}", written(median))
            }
            Self::Uniform { least, most } => {
                write!(f, "uniform:{}:{}", written(least), written(most))
            }
        }
    }
}

/// A number is one of seconds.
pub(super) fn length(text: &str) -> Result<Interval, &'static str> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds.is_finite() => duration::seconds(seconds),
        Ok(_) => Err("a duration is finite"),
        Err(_) => duration::words(text),
    }
}

/// How each is written.
const FORMS: [&str; 4] = [
    "exp:MEAN",
    "const:D",
    "lognormal:MEDIAN:SIGMA",
    "uniform:A:B",
];

fn none_of(text: &str) -> String {
    format!("`{text}` is none of `{}`", FORMS.join("`, `"))
}

/// What a distribution of that kind lacks; `None` when there is no such kind.
fn incomplete(text: &str, kind: &str) -> Option<String> {
    let of_kind = |form: &&&str| form.split(':').next() == Some(kind);
    let form = FORMS.iter().find(of_kind)?;
    Some(format!("`{text}` is incomplete: write `{form}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read() {
        for text in [
            "const:0s",
            "const:1.5s",
            "exp:36h",
            "lognormal:5m:0.8",
            "uniform:3m:8m",
        ] {
            assert_eq!(Distribution::read(text).unwrap().to_string(), text);
        }
        for (text, same) in [
            ("5m", "const:5m"),
            ("90", "const:90s"),
            ("exp:PT1H", "exp:1h"),
        ] {
            assert_eq!(Distribution::read(text).unwrap().to_string(), same);
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, message) in [
            ("exp", "`exp` is incomplete: write `exp:MEAN`"),
            (
                "uniform:5m",
                "`uniform:5m` is incomplete: write `uniform:A:B`",
            ),
            ("uniform:5m:3m", "`uniform:5m:3m` ends before it begins"),
            (
                "lognormal:5m:NaN",
                "the sigma of `lognormal` is from 0 to 10",
            ),
            ("exp:5m:1", "`1` is too much in `exp:5m:1`"),
            (
                "exp:5q",
                "`5q`: expected a duration such as `90s`, `5m` or `PT5M`",
            ),
            ("exp:-1", "`-1`: a duration cannot be negative"),
            (
                "soon",
                "`soon` is none of `exp:MEAN`, `const:D`, `lognormal:MEDIAN:SIGMA`, `uniform:A:B`",
            ),
        ] {
            assert_eq!(Distribution::read(text).unwrap_err(), message);
        }
    }

    #[test]
    fn means_are_those_of_the_formulas() {
        let seconds = |text| Distribution::read(text).unwrap().mean().seconds();
        assert!((seconds("uniform:1m:3m") - 120.0).abs() < 1e-6);
        assert!((seconds("lognormal:1m:1") - 60.0 * 0.5_f64.exp()).abs() < 1e-6);
        assert!((seconds("exp:7s") - 7.0).abs() < 1e-6);
    }
}
