//! A compiled formula: code, constants, and what is needed to tell about a run.

use autoscale_base::Span;
use autoscale_catalog::{DeallocationOption, Profile, Ty};
use autoscale_check::{Hir, Place};

use crate::compile::Compiler;
use crate::op::{Num, Op, Ticks, Vector, Word};
use crate::verify::{self, VerifyError};

/// A formula that is ready to run, any number of times and in any number of
/// threads: each takes a [`Runner`](crate::Runner) of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    pub(crate) code: Vec<Op>,
    /// For each instruction the offset in the text where the service places
    /// its errors. Only the cold path reads it.
    pub(crate) places: Vec<u32>,
    /// For each statement its first instruction.
    pub(crate) statements: Vec<Address>,
    pub(crate) constants: Constants,
    pub(crate) strings: Vec<String>,
    pub(crate) vars: Vec<ProgramVar>,
    pub(crate) finals: Finals,
    pub(crate) profile: Profile,
}

/// The first instruction of a statement and where the statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) code: u32,
    pub(crate) span: Span,
}

/// Registers that hold a value before anything runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Constants {
    pub(crate) numbers: Vec<(Num, f64)>,
    pub(crate) ticks: Vec<(Ticks, i64)>,
    pub(crate) words: Vec<(Word, u16)>,
}

/// A register of one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Number(Num),
    Time(Ticks),
    Interval(Ticks),
    Vector(Vector),
    String(Word),
    Option(Word),
}

impl Slot {
    pub(crate) const fn ty(self) -> Ty {
        match self {
            Self::Number(_) => Ty::Double,
            Self::Time(_) => Ty::Timestamp,
            Self::Interval(_) => Ty::Interval,
            Self::Vector(_) => Ty::DoubleVec,
            Self::String(_) => Ty::String,
            Self::Option(_) => Ty::Option,
        }
    }
}

/// A version of a variable and the register that holds it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ProgramVar {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) slot: Slot,
    /// The statement that assigns it; `None` for the value on entry.
    pub(crate) assigned_by: Option<usize>,
}

/// The registers of the service's variables when the formula runs to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Finals {
    pub(crate) dedicated: Num,
    pub(crate) low_priority: Num,
    pub(crate) option: Word,
}

/// Words are string indices or, from this one on, deallocation options.
pub(crate) const FIRST_OPTION_WORD: u16 = u16::MAX - 3;

/// The word of an option.
pub(crate) const fn option_word(option: DeallocationOption) -> u16 {
    FIRST_OPTION_WORD
        + match option {
            DeallocationOption::Requeue => 0,
            DeallocationOption::Terminate => 1,
            DeallocationOption::TaskCompletion => 2,
            DeallocationOption::RetainedData => 3,
        }
}

/// The option of a word.
pub(crate) const fn word_option(word: u16) -> DeallocationOption {
    match word.wrapping_sub(FIRST_OPTION_WORD) {
        1 => DeallocationOption::Terminate,
        2 => DeallocationOption::TaskCompletion,
        3 => DeallocationOption::RetainedData,
        _ => DeallocationOption::Requeue,
    }
}

/// Why a formula has no program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompileError {
    /// It has a mistake, or a value without a static type.
    NotRunnable,
    /// It needs more registers than there are.
    TooLarge,
    /// The compiler made a program that its own verifier refuses.
    Invalid(VerifyError),
}

impl std::fmt::Display for CompileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotRunnable => f.write_str("the formula has mistakes"),
            Self::TooLarge => f.write_str("the formula needs too many registers"),
            Self::Invalid(error) => write!(f, "internal error: {error}"),
        }
    }
}

impl std::error::Error for CompileError {}

impl Program {
    /// Compiles a checked formula. `text` is what it was parsed from.
    ///
    /// # Errors
    /// When the formula is not [runnable](Hir::runnable) or too large for the
    /// register files; the reference evaluator runs those.
    pub fn compile(text: &str, hir: &Hir, profile: &Profile) -> Result<Self, CompileError> {
        if !hir.runnable() {
            return Err(CompileError::NotRunnable);
        }
        let program = Compiler::new(text, hir, profile).compile()?;
        verify::verify(&program).map_err(CompileError::Invalid)?;
        Ok(program)
    }

    /// The statement that the instruction at `address` belongs to.
    pub(crate) fn statement_of(&self, address: usize) -> usize {
        let after = self
            .statements
            .partition_point(|it| it.code as usize <= address);
        after.saturating_sub(1)
    }

    /// The versions that are live when `statement` is not yet complete, in the
    /// order of their assignment.
    pub(crate) fn live(&self, statement: usize) -> impl Iterator<Item = &ProgramVar> {
        let assigned = move |var: &&ProgramVar| var.assigned_by.is_none_or(|by| by < statement);
        self.vars.iter().filter(assigned)
    }
}
