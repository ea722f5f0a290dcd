//! The check that a program is well formed, made once before it first runs, so
//! that running needs no checks of its own.
//!
//! Slots cannot be out of range: they are `u8` into files of 256 registers.

use std::fmt;

use crate::op::{Addr, Op};
use crate::program::{FIRST_OPTION_WORD, Program};

/// What is wrong with a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerifyError {
    /// A jump that does not lead forward and into the code.
    Jump {
        /// The instruction that jumps.
        at: usize,
    },
    /// A string that the program does not hold.
    String {
        /// The instruction that reads it.
        at: usize,
    },
    /// A register that holds a constant is written.
    Constant {
        /// The instruction that writes it.
        at: usize,
    },
    /// Not one place for each instruction.
    Places,
    /// Statements out of order.
    Statements,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Jump { at } => write!(f, "instruction {at} jumps backwards or out of the code"),
            Self::String { at } => write!(f, "instruction {at} names a string that is not there"),
            Self::Constant { at } => write!(f, "instruction {at} overwrites a constant"),
            Self::Places => f.write_str("instructions and places differ in number"),
            Self::Statements => f.write_str("statements are out of order"),
        }
    }
}

impl std::error::Error for VerifyError {}

/// Checks a whole program.
pub(crate) fn verify(program: &Program) -> Result<(), VerifyError> {
    let code = &program.code;
    if program.places.len() != code.len() {
        return Err(VerifyError::Places);
    }
    let starts = program.statements.iter().map(|statement| statement.code);
    if !starts.is_sorted() {
        return Err(VerifyError::Statements);
    }
    for (at, op) in code.iter().enumerate() {
        if let Some(Addr(to)) = jump(op) {
            let to = to as usize;
            if to <= at || to > code.len() {
                return Err(VerifyError::Jump { at });
            }
        }
        if let Op::ConstWord(_, word) = op
            && !known_word(program, *word)
        {
            return Err(VerifyError::String { at });
        }
        if writes_constant(program, op) {
            return Err(VerifyError::Constant { at });
        }
    }
    let words = &program.constants.words;
    match words.iter().all(|&(_, word)| known_word(program, word)) {
        true => Ok(()),
        false => Err(VerifyError::String { at: 0 }),
    }
}

fn known_word(program: &Program, word: u16) -> bool {
    word >= FIRST_OPTION_WORD || usize::from(word) < program.strings.len()
}

/// Where an instruction may jump to.
pub(crate) const fn jump(op: &Op) -> Option<Addr> {
    match *op {
        Op::Jump(to)
        | Op::JumpIfFalse(_, to)
        | Op::JumpIfTrue(_, to)
        | Op::JumpIfLess(_, _, to)
        | Op::JumpIfLessOrEqual(_, _, to)
        | Op::JumpIfEqual(_, _, to)
        | Op::JumpUnlessLess(_, _, to)
        | Op::JumpUnlessLessOrEqual(_, _, to)
        | Op::JumpUnlessEqual(_, _, to) => Some(to),
        _ => None,
    }
}

fn writes_constant(program: &Program, op: &Op) -> bool {
    let constants = &program.constants;
    match op.writes() {
        Written::Number(slot) => constants.numbers.iter().any(|&(it, _)| it.0 == slot),
        Written::Ticks(slot) => constants.ticks.iter().any(|&(it, _)| it.0 == slot),
        Written::Word(slot) => constants.words.iter().any(|&(it, _)| it.0 == slot),
        Written::Other | Written::Nothing => false,
    }
}

/// The register that an instruction writes.
pub(crate) enum Written {
    Number(u8),
    Ticks(u8),
    Word(u8),
    /// A file without constants.
    Other,
    Nothing,
}

impl Op {
    const fn writes(&self) -> Written {
        match *self {
            Self::Const(to, _)
            | Self::Move(to, _)
            | Self::Neg(to, _)
            | Self::Not(to, _)
            | Self::Truth(to, _)
            | Self::Add(to, ..)
            | Self::Sub(to, ..)
            | Self::Mul(to, ..)
            | Self::Div(to, ..)
            | Self::DivChecked(to, ..)
            | Self::Max(to, ..)
            | Self::Min(to, ..)
            | Self::Less(to, ..)
            | Self::LessOrEqual(to, ..)
            | Self::Equal(to, ..)
            | Self::NotEqual(to, ..)
            | Self::Select(to, ..)
            | Self::Math(_, to, _)
            | Self::Random(to)
            | Self::Newest(to, _)
            | Self::Member(_, to, _)
            | Self::CompareTicks(_, to, ..)
            | Self::CompareStrings(_, to, ..)
            | Self::WindowPercent(to, ..)
            | Self::HistoryCount(to, _)
            | Self::Aggregate(_, to, _)
            | Self::Percentile(to, ..)
            | Self::Element(to, ..)
            | Self::OnlyElement(to, _) => Written::Number(to.0),
            Self::ConstTicks(to, _)
            | Self::MoveTicks(to, _)
            | Self::Now(to)
            | Self::ParseTime(to, _)
            | Self::NegTicks(to, _)
            | Self::AddIntervals(to, ..)
            | Self::SubIntervals(to, ..)
            | Self::AddToTime(to, ..)
            | Self::SubFromTime(to, ..)
            | Self::SubTimes(to, ..)
            | Self::MulInterval(to, ..)
            | Self::DivInterval(to, ..)
            | Self::SamplePeriod(to, _)
            | Self::HistoryBegin(to, _) => Written::Ticks(to.0),
            Self::ConstWord(to, _) | Self::MoveWord(to, _) => Written::Word(to.0),
            Self::SampleCount(..)
            | Self::FindWindow(..)
            | Self::WindowSamples(..)
            | Self::MoveVector(..)
            | Self::ListBegin(_)
            | Self::ListNumber(..)
            | Self::ListVector(..)
            | Self::VectorVector(..)
            | Self::VectorNumber(..)
            | Self::NumberVector(..)
            | Self::MathVector(..)
            | Self::Keep(..) => Written::Other,
            Self::Jump(_)
            | Self::JumpIfFalse(..)
            | Self::JumpIfTrue(..)
            | Self::JumpIfLess(..)
            | Self::JumpIfLessOrEqual(..)
            | Self::JumpIfEqual(..)
            | Self::JumpUnlessLess(..)
            | Self::JumpUnlessLessOrEqual(..)
            | Self::JumpUnlessEqual(..)
            | Self::Stop
            | Self::CheckTarget(..)
            | Self::Release(_) => Written::Nothing,
        }
    }
}
