//! A program as text, so that a change of the compiler shows in a diff.

use std::fmt::{self, Write as _};

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Ty;

use crate::op::{Addr, End, Num, Op};
use crate::program::{FIRST_OPTION_WORD, Program, Slot, word_option};
use crate::verify::jump;

impl Program {
    /// The code with the text of each statement above it, then the constants
    /// and where the variables live. `text` is what the program was compiled
    /// from. Targets of jumps are marked with `>`.
    #[must_use]
    pub fn disassemble(&self, text: &str) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(text, &mut out);
        out
    }

    fn write(&self, text: &str, out: &mut String) -> fmt::Result {
        let targets: Vec<usize> = self.code.iter().filter_map(target).collect();
        let mut statements = self.statements.iter().peekable();
        for (at, op) in self.code.iter().enumerate() {
            while let Some(statement) = statements.next_if(|it| it.code as usize <= at) {
                writeln!(out, "// {}", one_line(statement.span.text(text)))?;
            }
            let mark = if targets.contains(&at) { '>' } else { ' ' };
            writeln!(out, "{mark}{at:>3}  {}", Shown(op))?;
        }
        for statement in statements {
            writeln!(out, "// {}", one_line(statement.span.text(text)))?;
        }
        if targets.contains(&self.code.len()) {
            writeln!(out, ">{:>3}  end", self.code.len())?;
        }
        self.write_constants(out)?;
        self.write_variables(out)
    }

    fn write_constants(&self, out: &mut String) -> fmt::Result {
        for (slot, number) in &self.constants.numbers {
            writeln!(out, "{slot} = {number}")?;
        }
        for &(slot, ticks) in &self.constants.ticks {
            match Timestamp::from_ticks(ticks) {
                // Nothing tells a time from an interval here but its size.
                Some(time) if ticks > 10_000_000_000_000_000 => writeln!(out, "{slot} = {time}")?,
                _ => writeln!(out, "{slot} = {}", Interval(ticks))?,
            }
        }
        for &(slot, word) in &self.constants.words {
            if word >= FIRST_OPTION_WORD {
                writeln!(out, "{slot} = {}", word_option(word).name())?;
            } else {
                let string = self.strings.get(usize::from(word));
                writeln!(out, "{slot} = \"{}\"", string.map_or("", String::as_str))?;
            }
        }
        Ok(())
    }

    fn write_variables(&self, out: &mut String) -> fmt::Result {
        for var in self.vars.iter().filter(|var| var.assigned_by.is_some()) {
            let slot: &dyn fmt::Display = match &var.slot {
                Slot::Number(slot) => slot,
                Slot::Time(slot) | Slot::Interval(slot) => slot,
                Slot::Vector(slot) => slot,
                Slot::String(slot) | Slot::Option(slot) => slot,
            };
            writeln!(out, "{} in {slot}: {}", var.name, Ty::as_str(var.slot.ty()))?;
        }
        Ok(())
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn target(op: &Op) -> Option<usize> {
    jump(op).map(|Addr(to)| to as usize)
}

struct Shown<'a>(&'a Op);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self.0 {
            Op::Const(to, number) => write!(f, "{to} = {number}"),
            Op::Move(to, a) => write!(f, "{to} = {a}"),
            Op::Neg(to, a) => write!(f, "{to} = -{a}"),
            Op::Not(to, a) => write!(f, "{to} = !{a}"),
            Op::Truth(to, a) => write!(f, "{to} = truth {a}"),
            Op::Add(to, a, b) => write!(f, "{to} = {a} + {b}"),
            Op::Sub(to, a, b) => write!(f, "{to} = {a} - {b}"),
            Op::Mul(to, a, b) => write!(f, "{to} = {a} * {b}"),
            Op::Div(to, a, b) => write!(f, "{to} = {a} / {b}"),
            Op::DivChecked(to, a, b) => write!(f, "{to} = {a} / {b}, checked"),
            Op::Max(to, a, b) => write!(f, "{to} = max {a} {b}"),
            Op::Min(to, a, b) => write!(f, "{to} = min {a} {b}"),
            Op::Less(to, a, b) => write!(f, "{to} = {a} < {b}"),
            Op::LessOrEqual(to, a, b) => write!(f, "{to} = {a} <= {b}"),
            Op::Equal(to, a, b) => write!(f, "{to} = {a} == {b}"),
            Op::NotEqual(to, a, b) => write!(f, "{to} = {a} != {b}"),
            Op::Select(to, test, a, b) => write!(f, "{to} = {test} ? {a} : {b}"),
            Op::Math(function, to, a) => write!(f, "{to} = {} {a}", function.name()),
            Op::Random(to) => write!(f, "{to} = rand"),
            Op::Newest(to, metric) => write!(f, "{to} = newest {}", metric.name()),
            Op::Member(member, to, a) => write!(f, "{to} = {a}.{}", member.name()),
            Op::Stop => f.write_str("stop"),
            Op::CheckTarget(target, a) => write!(f, "check {} {a}", target.name()),
            ref op => jumps(op, f),
        }
    }
}

fn jumps(op: &Op, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match *op {
        Op::Jump(Addr(to)) => write!(f, "jump {to}"),
        Op::JumpIfFalse(a, Addr(to)) => write!(f, "jump {to} unless {a}"),
        Op::JumpIfTrue(a, Addr(to)) => write!(f, "jump {to} if {a}"),
        Op::JumpIfLess(a, b, Addr(to)) => write!(f, "jump {to} if {a} < {b}"),
        Op::JumpIfLessOrEqual(a, b, Addr(to)) => write!(f, "jump {to} if {a} <= {b}"),
        Op::JumpIfEqual(a, b, Addr(to)) => write!(f, "jump {to} if {a} == {b}"),
        Op::JumpUnlessLess(a, b, Addr(to)) => write!(f, "jump {to} unless {a} < {b}"),
        Op::JumpUnlessLessOrEqual(a, b, Addr(to)) => write!(f, "jump {to} unless {a} <= {b}"),
        Op::JumpUnlessEqual(a, b, Addr(to)) => write!(f, "jump {to} unless {a} == {b}"),
        ref op => times(op, f),
    }
}

fn times(op: &Op, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match *op {
        Op::ConstTicks(to, ticks) => write!(f, "{to} = {}", Interval(ticks)),
        Op::MoveTicks(to, a) => write!(f, "{to} = {a}"),
        Op::Now(to) => write!(f, "{to} = now"),
        Op::ParseTime(to, word) => write!(f, "{to} = time {word}"),
        Op::NegTicks(to, a) => write!(f, "{to} = -{a}"),
        Op::AddIntervals(to, a, b) => write!(f, "{to} = interval {a} + {b}"),
        Op::SubIntervals(to, a, b) => write!(f, "{to} = interval {a} - {b}"),
        Op::AddToTime(to, a, b) => write!(f, "{to} = time {a} + {b}"),
        Op::SubFromTime(to, a, b) => write!(f, "{to} = time {a} - {b}"),
        Op::SubTimes(to, a, b) => write!(f, "{to} = times {a} - {b}"),
        Op::MulInterval(to, a, b) => write!(f, "{to} = interval {a} * {b}"),
        Op::DivInterval(to, a, b) => write!(f, "{to} = interval {a} / {b}"),
        Op::CompareTicks(op, to, a, b) => write!(f, "{to} = {a} {} {b}", op.as_str()),
        Op::ConstWord(to, word) => write!(f, "{to} = word {word}"),
        Op::MoveWord(to, a) => write!(f, "{to} = {a}"),
        Op::CompareStrings(op, to, a, b) => write!(f, "{to} = {a} {} {b}", op.as_str()),
        ref op => samples(op, f),
    }
}

fn samples(op: &Op, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match *op {
        Op::SampleCount(to, metric, count) => {
            write!(f, "{to} = samples {} newest {count}", metric.name())
        }
        Op::FindWindow(to, metric, start, end) => {
            write!(f, "{to} = window {} ", metric.name())?;
            window(start, end, f)
        }
        Op::WindowSamples(to, window, percent) => {
            write!(f, "{to} = samples of {window}")?;
            required(percent, f)
        }
        Op::WindowPercent(to, window) => write!(f, "{to} = percent of {window}"),
        Op::SamplePeriod(to, metric) => write!(f, "{to} = period {}", metric.name()),
        Op::HistoryCount(to, metric) => write!(f, "{to} = count {}", metric.name()),
        Op::HistoryBegin(to, metric) => write!(f, "{to} = begin {}", metric.name()),
        Op::MoveVector(to, a) => write!(f, "{to} = {a}"),
        Op::ListBegin(to) => write!(f, "{to} = []"),
        Op::ListNumber(to, a) => write!(f, "{to} ..= {a}"),
        Op::ListVector(to, a) => write!(f, "{to} ..= {a}"),
        Op::VectorVector(op, to, a, b) => write!(f, "{to} = {a} {} {b}", op.as_str()),
        Op::VectorNumber(op, to, a, b) => write!(f, "{to} = {a} {} {b}", op.as_str()),
        Op::NumberVector(op, to, a, b) => write!(f, "{to} = {a} {} {b}", op.as_str()),
        Op::MathVector(function, to, a) => write!(f, "{to} = {} {a}", function.name()),
        Op::Aggregate(function, to, a) => write!(f, "{to} = {} {a}", function.name()),
        Op::Percentile(to, a, b) => write!(f, "{to} = percentile {a} {b}"),
        Op::Element(to, a, b) => write!(f, "{to} = {a}[{b}]"),
        Op::OnlyElement(to, a) => write!(f, "{to} = only {a}"),
        Op::Keep(to, a) => write!(f, "{to} = keep {a}"),
        Op::Release(a) => write!(f, "release {a}"),
        _ => Ok(()),
    }
}

fn window(start: End, end: Option<End>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    edge(start, f)?;
    match end {
        Some(end) => {
            f.write_char(' ')?;
            edge(end, f)
        }
        None => Ok(()),
    }
}

fn edge(end: End, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match end {
        End::Ago(slot) => write!(f, "{slot} ago"),
        End::At(slot) => write!(f, "at {slot}"),
    }
}

fn required(percent: Option<Num>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match percent {
        Some(slot) => write!(f, " at least {slot} %"),
        None => Ok(()),
    }
}
