//! Generators in words: `poisson:rate=12/h,runtime=exp:5m`.

use autoscale_base::{Interval, Timestamp, duration, quoted};

use super::{MOST_TASKS, ReadError, Result, length};
use crate::{Distribution, Generator, Workload};

/// A generator, and where its stream ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Generated {
    /// The generator.
    pub generator: Generator,
    /// `tasks=N`; otherwise it goes on to the end of the simulation.
    pub tasks: Option<usize>,
}

impl Generated {
    /// The tasks from `from` until `until`, or as many as were asked for.
    ///
    /// # Errors
    /// When they are too many to hold.
    pub fn workload(&self, seed: u64, from: Timestamp, until: Timestamp) -> Result<Workload> {
        self.at_most(MOST_TASKS, seed, from, until)
    }

    fn at_most(
        &self,
        limit: usize,
        seed: u64,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Workload> {
        let most = self.tasks.unwrap_or(usize::MAX).min(limit + 1);
        let workload = self.generator.generate(seed, from, until, most);
        if workload.tasks().len() > limit {
            let message = format!("the generator makes more than {limit} tasks");
            let help = "simulate a shorter time, or end it with `tasks=N`";
            return Err(wrong(message).with_help(help));
        }
        Ok(workload)
    }
}

/// Reads the words of a generator; `None` when that is the name of a file, if
/// of anything.
///
/// # Errors
/// What is wrong.
pub fn read_generator(text: &str) -> Option<Result<Generated>> {
    const KINDS: [&str; 3] = ["poisson", "burst", "diurnal"];
    let (kind, settings) = text.split_once(':')?;
    let read: fn(&mut Words) -> Result<Generator> = match kind {
        "poisson" => poisson,
        "burst" => burst,
        "diurnal" => diurnal,
        _ if is_word(kind) && settings.contains('=') => {
            let message = format!("there is no generator {}", quoted(kind));
            return Some(Err(ReadError::unknown(0, message, kind, &KINDS)));
        }
        _ => return None,
    };
    Some(generated(settings, read))
}

/// A drive has one letter.
fn is_word(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn generated(settings: &str, read: fn(&mut Words) -> Result<Generator>) -> Result<Generated> {
    let mut words = Words::split(settings)?;
    let generator = read(&mut words)?;
    let tasks = match words.find("tasks") {
        None => None,
        Some(text) => Some(count("tasks", text)?),
    };
    match words.left.first() {
        Some((other, _)) => {
            let message = format!("there is no {} here", quoted(other));
            Err(ReadError::unknown(0, message, other, &words.asked))
        }
        None => Ok(Generated { generator, tasks }),
    }
}

/// The settings of a generator.
struct Words<'t> {
    /// Those that are not read yet.
    left: Vec<(&'t str, &'t str)>,
    /// The names that have been asked for.
    asked: Vec<&'static str>,
}

impl<'t> Words<'t> {
    fn split(text: &'t str) -> Result<Self> {
        let mut left: Vec<(&str, &str)> = Vec::new();
        // Nothing, split, is one empty setting; it is rather none.
        let settings = text.split(',').filter(|_| !text.trim().is_empty());
        for setting in settings {
            let Some((key, value)) = setting.split_once('=') else {
                let what = quoted(setting);
                let message = format!("{what} is not a setting such as `rate=12/h`");
                return Err(wrong(message));
            };
            let (key, value) = (key.trim(), value.trim());
            if left.iter().any(|&(other, _)| other == key) {
                return Err(wrong(format!("{} is given twice", quoted(key))));
            }
            left.push((key, value));
        }
        let asked = Vec::new();
        Ok(Self { left, asked })
    }

    fn find(&mut self, key: &'static str) -> Option<&'t str> {
        self.asked.push(key);
        let at = self.left.iter().position(|&(other, _)| other == key)?;
        Some(self.left.remove(at).1)
    }

    fn take(&mut self, key: &'static str) -> Result<&'t str> {
        self.find(key).ok_or_else(|| {
            let error = wrong(format!("`{key}=` is missing"));
            let others = self.left.iter().map(|&(other, _)| other);
            match autoscale_check::nearest(key, others) {
                Some(other) => error.with_help(format!("write it for {}", quoted(other))),
                None => error,
            }
        })
    }

    fn runtime(&mut self) -> Result<Distribution> {
        let text = self.take("runtime")?;
        Distribution::read(text).map_err(|message| wrong(format!("`runtime`: {message}")))
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
    let every = time("every", words.take("every")?)?;
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
    let peak_at = match words.find("peak-at") {
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
            "`{key}` is {}: expected a rate such as `12/h`",
            quoted(text)
        ))
    })
}

fn time(key: &str, text: &str) -> Result<Interval> {
    length(text).map_err(|wanted| wrong(format!("`{key}` is {}: {wanted}", quoted(text))))
}

fn count(key: &str, text: &str) -> Result<usize> {
    let wanted = || {
        wrong(format!(
            "`{key}` is {}: expected a whole number",
            quoted(text)
        ))
    };
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
            "`peak-at` is {}: expected a time such as `14:00`",
            quoted(text)
        ))
    })
}

fn wrong(message: impl Into<String>) -> ReadError {
    ReadError::new(0, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_limit_to_tasks() {
        let (from, until) = (Timestamp::EPOCH, Timestamp::MAX);
        let made = |words: &str| {
            let generated = read_generator(words).unwrap().unwrap();
            let workload = generated.at_most(100, 0, from, until);
            workload.map(|it| it.tasks().len())
        };
        assert_eq!(
            made("burst:size=7,every=1d,runtime=const:1s,tasks=100"),
            Ok(100)
        );
        let error = made("burst:size=4294967295,every=1d,runtime=const:1s").unwrap_err();
        assert_eq!(error.to_string(), "the generator makes more than 100 tasks");
    }
}
