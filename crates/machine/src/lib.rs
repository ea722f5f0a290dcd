//! From a formula to what the service would answer: bytecode and the machine
//! that runs it, the reference evaluator that it is proved against, and the
//! service's results string.

pub mod arithmetic;
mod compile;
mod disassemble;
mod ending;
mod env;
mod evaluate;
mod execute;
mod fault;
mod fold;
mod mutate;
mod op;
pub mod print;
mod program;
pub mod reference;
mod refusal;
mod registers;
mod rng;
mod run;
mod runner;
mod samples;
pub mod trace;
mod value;
mod verify;
pub mod window;

pub use env::Env;
pub use evaluate::{evaluate, evaluate_traced};
pub use fault::Fault;
#[doc(hidden)]
pub use mutate::Mutation;
pub use program::{CompileError, Program};
pub use rng::Rng;
pub use run::{AutoScaleRun, RunError, Targets};
pub use runner::Runner;
pub use trace::Trace;
pub use value::Value;
pub use verify::VerifyError;
