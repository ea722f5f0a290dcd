//! Generators in words: `poisson:rate=12/h,runtime=exp:5m`.

use std::collections::HashMap;

use autoscale_base::{Interval, duration};

use super::{ReadError, Result};
use crate::{Distribution, Generator};

/// A generator, and where its stream ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Generated {
    /// The generator.
    pub generator: Generator,
    /// `tasks=N`; otherwise it goes on to the end of the simulation.
    pub tasks: Option<usize>,
}

/// Reads the words of a generator; `None` when they do not begin with the name
/// of one.
///
/// # Errors
/// What is wrong.
pub fn read_generator(text: &str) -> Option<Result<Generated>> {
    let (kind, settings) = text.split_once(':')?;
    let read: fn(&mut Words) -> Result<Generator> = match kind {
        "poisson" => poisson,
        "burst" => burst,
        "diurnal" => diurnal,
        _ => return None,
    };
    Some(generated(settings, read))
}

fn generated(settings: &str, read: fn(&mut Words) -> Result<Generator>) -> Result<Generated> {
    let mut words = Words::split(settings)?;
    let generator = read(&mut words)?;
    let tasks = match words.0.remove("tasks") {
        None => None,
        Some(text) => Some(count("tasks", text)?),
    };
    match words.0.keys().next() {
        Some(other) => Err(wrong(format!("there is no `{other}` here"))),
        None => Ok(Generated { generator, tasks }),
    }
}

/// The settings that are not yet read.
struct Words<'t>(HashMap<&'t str, &'t str>);

impl<'t> Words<'t> {
    fn split(text: &'t str) -> Result<Self> {
        let mut words = HashMap::new();
        for setting in text.split(',') {
            let Some((key, value)) = setting.split_once('=') else {
                return Err(wrong(format!(
                    "`{setting}` is not a setting such as `rate=12/h`"
                )));
            };
            if words.insert(key.trim(), value.trim()).is_some() {
                return Err(wrong(format!("`{}` is given twice", key.trim())));
            }
        }
        Ok(Self(words))
    }

    fn take(&mut self, key: &str) -> Result<&'t str> {
        let missing = || wrong(format!("`{key}=` is missing"));
        self.0.remove(key).ok_or_else(missing)
    }

    fn runtime(&mut self) -> Result<Distribution> {
        distribution(self.take("runtime")?)
    }
}

fn poisson(words: &mut Words) -> Result<Generator> {
    let rate = rate("rate", words.take("rate")?)?;
    if rate == 0.0 {
        return Err(wrong("`rate` must be more than 0"));
    }
    let every = duration::seconds(1.0 / rate).map_err(wrong)?;
    Ok(Generator::Poisson {
        every,
        runtime: words.runtime()?,
    })
}

fn burst(words: &mut Words) -> Result<Generator> {
    let size = words.take("size")?;
    let size = u32::try_from(count("size", size)?).map_err(|_| wrong("`size` is too large"))?;
    let every = length("every", words.take("every")?)?;
    if every == Interval::ZERO {
        return Err(wrong("`every` must be longer than nothing"));
    }
    Ok(Generator::Burst {
        size,
        every,
        runtime: words.runtime()?,
    })
}

fn diurnal(words: &mut Words) -> Result<Generator> {
    let peak = rate("peak", words.take("peak")?)?;
    let trough = rate("trough", words.take("trough")?)?;
    if peak == 0.0 || trough > peak {
        return Err(wrong(
            "`peak` must be more than 0, and no less than `trough`",
        ));
    }
    let peak_at = match words.0.remove("peak-at") {
        None => Interval::from_seconds(12 * 3600),
        Some(text) => time_of_day(text)?,
    };
    let runtime = words.runtime()?;
    Ok(Generator::Diurnal {
        peak,
        trough,
        peak_at,
        runtime,
    })
}

/// `exp:5m`, `const:3m`, `lognormal:5m:0.8`, `uniform:1m:9m`.
fn distribution(text: &str) -> Result<Distribution> {
    let mut parts = text.split(':');
    let kind = parts.next().unwrap_or_default();
    let mut part = || {
        let missing = || wrong(format!("`{text}` is not whole"));
        parts.next().ok_or_else(missing)
    };
    let read = match kind {
        "const" => Distribution::Const(length("runtime", part()?)?),
        "exp" => Distribution::Exp {
            mean: length("runtime", part()?)?,
        },
        "lognormal" => {
            let median = length("runtime", part()?)?;
            let sigma = part()?;
            let number = sigma.parse().ok();
            let sigma = number.filter(|it: &f64| it.is_finite() && (0.0..=10.0).contains(it));
            let sigma = sigma.ok_or_else(|| wrong("the sigma of `lognormal` is from 0 to 10"))?;
            Distribution::LogNormal { median, sigma }
        }
        "uniform" => {
            let (least, most) = (length("runtime", part()?)?, length("runtime", part()?)?);
            if most < least {
                return Err(wrong(format!("`{text}` ends before it begins")));
            }
            Distribution::Uniform { least, most }
        }
        _ => {
            return Err(wrong(format!(
                "`{text}` is none of `exp:MEAN`, `const:D`, `lognormal:MEDIAN:SIGMA`, \
                 `uniform:A:B`"
            )));
        }
    };
    match parts.next() {
        Some(more) => Err(wrong(format!("`{more}` is too much in `{text}`"))),
        None => Ok(read),
    }
}

/// A number of tasks a second, minute, hour or day: `12/h`.
fn rate(key: &str, text: &str) -> Result<f64> {
    let read = text.split_once('/').and_then(|(number, unit)| {
        let number: f64 = number.parse().ok()?;
        let seconds = match unit {
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            "d" => 86_400.0,
            _ => return None,
        };
        Some(number / seconds)
    });
    let read = read.filter(|rate| rate.is_finite() && (0.0..=1e6).contains(rate));
    read.ok_or_else(|| {
        wrong(format!(
            "`{key}` is `{text}`: expected a rate such as `12/h`"
        ))
    })
}

fn length(key: &str, text: &str) -> Result<Interval> {
    let read = match text.parse() {
        Ok(number) => duration::seconds(number),
        Err(_) => duration::words(text),
    };
    read.map_err(|wanted| wrong(format!("`{key}` is `{text}`: {wanted}")))
}

fn count(key: &str, text: &str) -> Result<usize> {
    let wanted = || wrong(format!("`{key}` is `{text}`: expected a whole number"));
    text.parse().map_err(|_| wanted())
}

/// `14:00`
fn time_of_day(text: &str) -> Result<Interval> {
    let read = text.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        let fits = (0..24).contains(&hour) && (0..60).contains(&minute);
        fits.then(|| Interval::from_seconds((hour * 60 + minute) * 60))
    });
    read.ok_or_else(|| {
        wrong(format!(
            "`peak-at` is `{text}`: expected a time such as `14:00`"
        ))
    })
}

fn wrong(message: impl Into<String>) -> ReadError {
    ReadError::new(0, message)
}
