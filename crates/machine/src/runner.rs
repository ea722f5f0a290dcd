//! Runs a program. One runner belongs to one thread; it keeps its registers
//! and its stack from run to run, so that a run allocates nothing.

use std::ops::RangeInclusive;

use autoscale_base::{Interval, Span, Timestamp};
use autoscale_catalog::{DeallocationOption, Target};
use autoscale_check::Place;

use crate::ending::{State, TargetState, effective};
use crate::op::{NumOut, WordOut};
use crate::program::{Program, ProgramVar, Slot, option_word, word_option};
use crate::registers::{Registers, Stack};
use crate::rng::Rng;
use crate::run::{AutoScaleRun, Failure, Targets};
use crate::{Env, Fault, Value};

/// The place where a program runs.
#[derive(Clone, Debug)]
pub struct Runner<'p> {
    pub(crate) program: &'p Program,
    pub(crate) registers: Registers,
    pub(crate) stack: Stack,
    pub(crate) rng: Option<Rng>,
}

/// Where a run finds the targets that the pool has on entry. They are not side
/// by side, so that they are copied one by one: a caller has just written them
/// one by one, and reading both at once would have to wait for that.
pub(crate) const ENTRY_TARGETS: [NumOut; 2] = [NumOut(0), NumOut(2)];

/// How the code came to an end.
pub(crate) enum Exit {
    /// Behind the last instruction.
    End,
    /// At a `stop()`.
    Stop { at: usize },
    /// At an instruction that failed.
    Fault { at: usize, fault: Box<Fault> },
}

impl Program {
    /// A place to run this program in.
    #[must_use]
    pub fn runner(&self) -> Runner<'_> {
        Runner {
            program: self,
            registers: Registers::new(&self.constants),
            stack: Stack::default(),
            rng: None,
        }
    }
}

impl Runner<'_> {
    /// Evaluates the formula for nothing but the targets that the pool is
    /// asked for. This is the fast way: it allocates nothing once the runner
    /// has run (vectors larger than any before make it grow).
    ///
    /// # Errors
    /// What went wrong; the pool then keeps its targets.
    pub fn targets(&mut self, env: &Env<'_>) -> Result<Targets, Fault> {
        let finals = match self.execute(env) {
            Exit::End => {
                let finals = self.program.finals;
                (
                    self.registers.number(finals.dedicated),
                    self.registers.number(finals.low_priority),
                    word_option(self.registers.word(finals.option)),
                )
            }
            Exit::Stop { at } => self.stopped(at),
            Exit::Fault { fault, .. } => return Err(*fault),
        };
        let (dedicated, low_priority, node_deallocation_option) = finals;
        // What nearly every formula assigns needs no policy.
        const NODES: RangeInclusive<f64> = 0.0..=2_147_483_647.0;
        if NODES.contains(&dedicated) && NODES.contains(&low_priority) {
            #[expect(clippy::cast_possible_truncation, reason = "cuts off the fraction")]
            let (dedicated_nodes, low_priority_nodes) = (dedicated as i64, low_priority as i64);
            return Ok(Targets {
                dedicated_nodes,
                low_priority_nodes,
                node_deallocation_option,
            });
        }
        Ok(Targets {
            dedicated_nodes: self.nodes(Target::Dedicated, dedicated, env)?,
            low_priority_nodes: self.nodes(Target::LowPriority, low_priority, env)?,
            node_deallocation_option,
        })
    }

    /// Evaluates the formula and tells everything about it. `text` is what the
    /// program was compiled from.
    pub fn run(&mut self, text: &str, env: &Env<'_>) -> AutoScaleRun {
        let profile = &self.program.profile;
        match self.execute(env) {
            Exit::End => self.state(usize::MAX, env).succeed(text, profile, env),
            Exit::Stop { at } => {
                let statement = self.program.statement_of(at);
                self.state(statement, env).succeed(text, profile, env)
            }
            Exit::Fault { at, fault } => {
                let place = self.program.places.get(at).copied().unwrap_or(0);
                let error = Failure::at(place, *fault).into_error(text);
                let statement = self.program.statement_of(at);
                self.state(statement, env).fail(error, profile, env)
            }
        }
    }

    #[cold]
    fn nodes(&self, target: Target, value: f64, env: &Env<'_>) -> Result<i64, Fault> {
        let state = |nodes| TargetState { nodes, place: 0 };
        let entry = match target {
            Target::Dedicated => env.pool.target_dedicated_nodes(),
            Target::LowPriority => env.pool.target_low_priority_nodes(),
        };
        let profile = &self.program.profile;
        effective(target, state(value), state(entry), profile, &mut Vec::new())
            .map_err(|failure| failure.fault)
    }

    #[cold]
    fn stopped(&self, at: usize) -> (f64, f64, DeallocationOption) {
        let mut found = (0.0, 0.0, DeallocationOption::Requeue);
        for var in self.program.live(self.program.statement_of(at)) {
            match (var.place, var.slot) {
                (Place::Target(Target::Dedicated), Slot::Number(slot)) => {
                    found.0 = self.registers.number(slot);
                }
                (Place::Target(Target::LowPriority), Slot::Number(slot)) => {
                    found.1 = self.registers.number(slot);
                }
                (Place::DeallocationOption, Slot::Option(slot)) => {
                    found.2 = word_option(self.registers.word(slot));
                }
                _ => {}
            }
        }
        found
    }

    /// The variables as they stand before `statement` is complete.
    fn state(&self, statement: usize, env: &Env<'_>) -> State {
        let mut state = State::on_entry(env);
        for var in self.program.live(statement) {
            let place = self.assignment(var).map_or(0, |span| span.start);
            match (var.place, self.value(var, env)) {
                (Place::Target(target), Value::Double(nodes)) => {
                    let assigned = TargetState { nodes, place };
                    match target {
                        Target::Dedicated => state.dedicated = assigned,
                        Target::LowPriority => state.low_priority = assigned,
                    }
                }
                (Place::DeallocationOption, Value::Option(option)) => state.option = option,
                (_, value) => {
                    match state
                        .variables
                        .iter_mut()
                        .find(|(name, _)| *name == var.name)
                    {
                        Some((_, old)) => *old = value,
                        None => state.variables.push((var.name.clone(), value)),
                    }
                }
            }
        }
        state
    }

    fn assignment(&self, var: &ProgramVar) -> Option<Span> {
        let statement = self.program.statements.get(var.assigned_by?)?;
        Some(statement.span)
    }

    fn value(&self, var: &ProgramVar, env: &Env<'_>) -> Value {
        match var.slot {
            Slot::Number(slot) => Value::Double(self.registers.number(slot)),
            Slot::Time(slot) => {
                let time = Timestamp::from_ticks(self.registers.ticks(slot));
                Value::Timestamp(time.unwrap_or_default())
            }
            Slot::Interval(slot) => Value::Interval(Interval(self.registers.ticks(slot))),
            Slot::Vector(slot) => {
                let elements = self.registers.vector(slot);
                Value::DoubleVec(self.stack.slice(elements, env.history).to_vec())
            }
            Slot::String(slot) => Value::String(self.string(self.registers.word(slot)).to_owned()),
            Slot::Option(slot) => Value::Option(word_option(self.registers.word(slot))),
        }
    }

    pub(crate) fn string(&self, word: u16) -> &str {
        let string = self.program.strings.get(usize::from(word));
        string.map_or("", String::as_str)
    }

    /// Sets the registers that every run starts with.
    #[inline]
    pub(crate) fn enter(&mut self, env: &Env<'_>) {
        let [dedicated, low_priority] = ENTRY_TARGETS;
        self.registers
            .set_number(dedicated, env.pool.target_dedicated_nodes());
        self.registers
            .set_number(low_priority, env.pool.target_low_priority_nodes());
        let requeue = option_word(DeallocationOption::Requeue);
        self.registers.set_word(WordOut(0), requeue);
        self.stack.clear();
        self.rng = None;
    }
}
