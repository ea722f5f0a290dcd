//! The instructions of the machine, executed.
//!
//! The loop holds the arithmetic on numbers and the jumps; everything that
//! costs more than a call does anyway is behind a call, so that the loop stays
//! small.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::Function;

use crate::arithmetic::{self, ListFunction, from_truth, larger, list_function, smaller};
use crate::ending::bad_target;
use crate::op::{Addr, Op, Ticks};
use crate::rng::Rng;
use crate::runner::{Exit, Runner};
use crate::{Env, Fault};

impl Runner<'_> {
    /// Runs the code from its start.
    pub(crate) fn execute(&mut self, env: &Env<'_>) -> Exit {
        self.enter(env);
        let program = self.program;
        let code = program.code.as_slice();
        let mut at = 0;
        while let Some(op) = code.get(at) {
            let registers = &mut self.registers;
            at += 1;
            match *op {
                Op::Move(to, a) => registers.set_number(to, registers.number(a)),
                Op::Const(to, number) => registers.set_number(to, number),
                Op::Neg(to, a) => registers.set_number(to, -registers.number(a)),
                Op::Add(to, a, b) => {
                    registers.set_number(to, registers.number(a) + registers.number(b));
                }
                Op::Sub(to, a, b) => {
                    registers.set_number(to, registers.number(a) - registers.number(b));
                }
                Op::Mul(to, a, b) => {
                    registers.set_number(to, registers.number(a) * registers.number(b));
                }
                Op::Div(to, a, b) => {
                    registers.set_number(to, registers.number(a) / registers.number(b));
                }
                Op::Max(to, a, b) => {
                    registers.set_number(to, larger(registers.number(a), registers.number(b)));
                }
                Op::Min(to, a, b) => {
                    registers.set_number(to, smaller(registers.number(a), registers.number(b)));
                }
                Op::Less(to, a, b) => {
                    let holds = registers.number(a) < registers.number(b);
                    registers.set_number(to, from_truth(holds));
                }
                Op::LessOrEqual(to, a, b) => {
                    let holds = registers.number(a) <= registers.number(b);
                    registers.set_number(to, from_truth(holds));
                }
                Op::Equal(to, a, b) => {
                    let holds = registers.number(a) == registers.number(b);
                    registers.set_number(to, from_truth(holds));
                }
                Op::NotEqual(to, a, b) => {
                    let holds = registers.number(a) != registers.number(b);
                    registers.set_number(to, from_truth(holds));
                }
                Op::Select(to, test, a, b) => {
                    let chosen = if registers.number(test) != 0.0 { a } else { b };
                    registers.set_number(to, registers.number(chosen));
                }
                Op::Member(member, to, a) => {
                    let time = Timestamp::from_ticks(registers.ticks(a)).unwrap_or_default();
                    let number = arithmetic::member(member, time, &program.profile);
                    registers.set_number(to, number);
                }
                Op::Now(to) => registers.set_ticks(to, env.now.ticks()),
                Op::Jump(Addr(to)) => at = to as usize,
                Op::JumpIfFalse(a, Addr(to)) => {
                    if registers.number(a) == 0.0 {
                        at = to as usize;
                    }
                }
                Op::JumpIfTrue(a, Addr(to)) => {
                    if registers.number(a) != 0.0 {
                        at = to as usize;
                    }
                }
                Op::JumpIfLess(a, b, Addr(to)) => {
                    if registers.number(a) < registers.number(b) {
                        at = to as usize;
                    }
                }
                Op::JumpIfLessOrEqual(a, b, Addr(to)) => {
                    if registers.number(a) <= registers.number(b) {
                        at = to as usize;
                    }
                }
                Op::JumpIfEqual(a, b, Addr(to)) => {
                    if registers.number(a) == registers.number(b) {
                        at = to as usize;
                    }
                }
                Op::JumpUnlessLess(a, b, Addr(to)) => {
                    let less = registers.number(a) < registers.number(b);
                    if !less {
                        at = to as usize;
                    }
                }
                Op::JumpUnlessLessOrEqual(a, b, Addr(to)) => {
                    let less_or_equal = registers.number(a) <= registers.number(b);
                    if !less_or_equal {
                        at = to as usize;
                    }
                }
                Op::JumpUnlessEqual(a, b, Addr(to)) => {
                    if registers.number(a) != registers.number(b) {
                        at = to as usize;
                    }
                }
                Op::FindWindow(to, metric, start, end) => {
                    self.find_window(to, metric, start, end, env);
                }
                Op::WindowPercent(to, window) => {
                    registers.set_number(to, registers.window(window).percent);
                }
                Op::WindowSamples(to, window, percent) => {
                    if let Err(fault) = self.window_samples(to, window, percent, env) {
                        return Exit::Fault { at: at - 1, fault };
                    }
                }
                Op::SampleCount(to, metric, count) => {
                    let samples = self.newest_samples(metric, count, env);
                    self.registers.set_vector(to, samples);
                }
                Op::Aggregate(function, to, vector) => {
                    match self.aggregate(function, vector, env) {
                        Ok(number) => self.registers.set_number(to, number),
                        Err(fault) => return Exit::Fault { at: at - 1, fault },
                    }
                }
                Op::Newest(to, metric) => {
                    registers.set_number(to, env.newest(metric, &program.profile));
                }
                Op::Stop => return Exit::Stop { at: at - 1 },
                _ => {
                    if let Err(fault) = self.call(*op, env) {
                        return Exit::Fault { at: at - 1, fault };
                    }
                }
            }
        }
        Exit::End
    }

    /// An instruction that is not in the loop.
    #[inline(never)]
    fn call(&mut self, op: Op, env: &Env<'_>) -> Result<(), Box<Fault>> {
        let profile = &self.program.profile;
        let registers = &mut self.registers;
        match op {
            Op::Not(to, a) => {
                registers.set_number(to, arithmetic::not(registers.number(a), profile));
            }
            Op::Truth(to, a) => {
                let truth = arithmetic::truth(registers.number(a), profile);
                registers.set_number(to, arithmetic::from_truth(truth));
            }
            Op::DivChecked(to, a, b) => {
                let (a, b) = (registers.number(a), registers.number(b));
                registers.set_number(to, arithmetic::Arithmetic::Divide.apply(a, b, profile)?);
            }
            Op::Math(function, to, a) => {
                if let Some(each) = each(function) {
                    registers.set_number(to, each(registers.number(a)));
                }
            }
            Op::Random(to) => {
                let rng = self.rng.get_or_insert_with(|| Rng::new(env.seed));
                registers.set_number(to, rng.draw());
            }
            Op::CheckTarget(target, a) => {
                let number = registers.number(a);
                if !number.is_finite() {
                    return Err(bad_target(target, number, profile).into());
                }
            }
            Op::ConstTicks(to, ticks) => registers.set_ticks(to, ticks),
            Op::MoveTicks(to, a) => registers.set_ticks(to, registers.ticks(a)),
            Op::ConstWord(to, word) => registers.set_word(to, word),
            Op::MoveWord(to, a) => registers.set_word(to, registers.word(a)),
            Op::CompareTicks(comparison, to, a, b) => {
                let number = comparison.apply(&registers.ticks(a), &registers.ticks(b));
                registers.set_number(to, number);
            }
            Op::CompareStrings(comparison, to, a, b) => {
                let (a, b) = (registers.word(a), registers.word(b));
                let number = comparison.apply(self.string(a), self.string(b));
                self.registers.set_number(to, number);
            }
            Op::ParseTime(..)
            | Op::NegTicks(..)
            | Op::AddIntervals(..)
            | Op::SubIntervals(..)
            | Op::AddToTime(..)
            | Op::SubFromTime(..)
            | Op::SubTimes(..)
            | Op::MulInterval(..)
            | Op::DivInterval(..) => self.time(op, env)?,
            _ => return self.vectors(op, env),
        }
        Ok(())
    }

    #[inline(never)]
    fn time(&mut self, op: Op, env: &Env<'_>) -> Result<(), Fault> {
        let profile = &self.program.profile;
        let registers = &self.registers;
        let interval = |slot: Ticks| Interval(registers.ticks(slot));
        let time = |slot: Ticks| Timestamp::from_ticks(registers.ticks(slot)).unwrap_or_default();
        let (to, ticks) = match op {
            Op::ParseTime(to, word) => {
                let text = self.string(registers.word(word));
                (to, arithmetic::parse_time(text, env.now, profile)?.ticks())
            }
            Op::NegTicks(to, a) => (to, arithmetic::negate_interval(interval(a))?.0),
            Op::AddIntervals(to, a, b) => {
                (to, arithmetic::add_intervals(interval(a), interval(b))?.0)
            }
            Op::SubIntervals(to, a, b) => (
                to,
                arithmetic::subtract_intervals(interval(a), interval(b))?.0,
            ),
            Op::AddToTime(to, a, b) => (to, arithmetic::later(time(a), interval(b))?.ticks()),
            Op::SubFromTime(to, a, b) => (to, arithmetic::earlier(time(a), interval(b))?.ticks()),
            Op::SubTimes(to, a, b) => (to, time(a).since(time(b)).0),
            Op::MulInterval(to, a, b) => (
                to,
                arithmetic::scale_interval(interval(a), registers.number(b), profile)?.0,
            ),
            Op::DivInterval(to, a, b) => (
                to,
                arithmetic::divide_interval(interval(a), registers.number(b), profile)?.0,
            ),
            _ => return Ok(()),
        };
        self.registers.set_ticks(to, ticks);
        Ok(())
    }
}

pub(crate) fn each(function: Function) -> Option<fn(f64) -> f64> {
    match list_function(function) {
        Some(ListFunction::Each(each)) => Some(each),
        _ => None,
    }
}
