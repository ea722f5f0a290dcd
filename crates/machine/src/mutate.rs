//! Programs with one thing wrong. They exist so that tests can prove that
//! comparing the bytecode with the reference evaluator notices a wrong
//! instruction; nothing else makes them.

use autoscale_catalog::{DeallocationOption, FUNCTIONS, Function, MEMBERS, Member, Metric, Target};

use crate::arithmetic::{Arithmetic, Comparison, ListFunction, list_function};
use crate::op::{Addr, End, Num, Op, Ticks, Vector, Window, Word};
use crate::program::{Program, Slot, option_word};

/// One thing to do wrong at one place of a program.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// What is wrong: the name of an instruction, or a part of the program.
    pub part: String,
    /// Which of the ways to do it wrong. The mutations of one part and one
    /// variant together are what a compiler with that fault would make.
    pub variant: usize,
    edit: Edit,
}

#[derive(Clone, Copy, Debug)]
enum Edit {
    /// Another instruction at that address.
    Op(usize, Op),
    /// Errors of the instruction at that address are placed elsewhere.
    Place(usize),
    /// Another constant in the register of that index.
    Number(usize),
    Ticks(usize),
    Word(usize),
    /// The two targets are taken for each other at the end.
    Finals,
    /// The variable of that index is read from another register.
    Variable(usize),
    /// The statement of that index is taken to begin one instruction later.
    Statement(usize),
}

impl Program {
    /// Everything that this module knows to do wrong in the program. Some of
    /// it changes no outcome.
    #[doc(hidden)]
    #[must_use]
    pub fn mutations(&self) -> Vec<Mutation> {
        let mut mutations = Vec::new();
        let mut add = |part: &str, variant, edit| {
            mutations.push(Mutation {
                part: part.to_owned(),
                variant,
                edit,
            });
        };
        for (at, op) in self.code.iter().enumerate() {
            let name = format!("{op:?}");
            let name = name.split('(').next().unwrap_or_default();
            for (variant, wrong) in wrong_ops(*op, at).into_iter().enumerate() {
                add(name, variant, Edit::Op(at, wrong));
            }
            add("place", 0, Edit::Place(at));
        }
        let constants = &self.constants;
        (0..constants.numbers.len()).for_each(|at| add("number constant", 0, Edit::Number(at)));
        (0..constants.ticks.len()).for_each(|at| add("tick constant", 0, Edit::Ticks(at)));
        (0..constants.words.len()).for_each(|at| add("word constant", 0, Edit::Word(at)));
        (0..self.vars.len()).for_each(|at| add("variable", 0, Edit::Variable(at)));
        (1..self.statements.len()).for_each(|at| add("statement", 0, Edit::Statement(at)));
        add("finals", 0, Edit::Finals);
        mutations
    }

    /// The program with some of its mutations.
    #[doc(hidden)]
    #[must_use]
    pub fn mutated<'m>(&self, mutations: impl IntoIterator<Item = &'m Mutation>) -> Self {
        let mut program = self.clone();
        for mutation in mutations {
            program.mutate(mutation.edit);
        }
        program
    }

    fn mutate(&mut self, edit: Edit) {
        let constants = &mut self.constants;
        match edit {
            Edit::Op(at, op) => set(&mut self.code, at, |it| *it = op),
            Edit::Place(at) => set(&mut self.places, at, |it| *it += 1),
            Edit::Number(at) => set(&mut constants.numbers, at, |it| it.1 = other_number(it.1)),
            Edit::Ticks(at) => set(&mut constants.ticks, at, |it| it.1 = it.1.wrapping_add(1)),
            Edit::Word(at) => set(&mut constants.words, at, |it| it.1 = other_word(it.1)),
            Edit::Variable(at) => set(&mut self.vars, at, |it| it.slot = other_slot(it.slot)),
            Edit::Statement(at) => set(&mut self.statements, at, |it| it.code += 1),
            Edit::Finals => {
                let finals = &mut self.finals;
                std::mem::swap(&mut finals.dedicated, &mut finals.low_priority);
            }
        }
    }
}

fn set<T>(list: &mut [T], at: usize, change: impl FnOnce(&mut T)) {
    if let Some(item) = list.get_mut(at) {
        change(item);
    }
}

/// Instructions that may stand at `at` by mistake instead of `op`. To jump to
/// the next instruction is to do nothing.
fn wrong_ops(op: Op, at: usize) -> Vec<Op> {
    let nothing = Op::Jump(Addr(u32::try_from(at + 1).unwrap_or(u32::MAX)));
    match op {
        Op::Jump(_)
        | Op::JumpIfFalse(..)
        | Op::JumpIfTrue(..)
        | Op::JumpIfLess(..)
        | Op::JumpIfLessOrEqual(..)
        | Op::JumpIfEqual(..)
        | Op::JumpUnlessLess(..)
        | Op::JumpUnlessLessOrEqual(..)
        | Op::JumpUnlessEqual(..)
        | Op::Stop
        | Op::CheckTarget(..) => wrong_control(op, nothing),
        Op::ConstTicks(..)
        | Op::MoveTicks(..)
        | Op::Now(_)
        | Op::ParseTime(..)
        | Op::NegTicks(..)
        | Op::AddIntervals(..)
        | Op::SubIntervals(..)
        | Op::AddToTime(..)
        | Op::SubFromTime(..)
        | Op::SubTimes(..)
        | Op::MulInterval(..)
        | Op::DivInterval(..)
        | Op::CompareTicks(..) => wrong_time(op),
        Op::SampleCount(..)
        | Op::FindWindow(..)
        | Op::WindowSamples(..)
        | Op::WindowPercent(..)
        | Op::SamplePeriod(..)
        | Op::HistoryCount(..)
        | Op::HistoryBegin(..) => wrong_samples(op),
        Op::MoveVector(..)
        | Op::ListBegin(_)
        | Op::ListNumber(..)
        | Op::ListVector(..)
        | Op::VectorVector(..)
        | Op::VectorNumber(..)
        | Op::NumberVector(..)
        | Op::MathVector(..)
        | Op::Aggregate(..)
        | Op::Percentile(..)
        | Op::Element(..)
        | Op::OnlyElement(..)
        | Op::Keep(..)
        | Op::Release(_) => wrong_vectors(op, nothing),
        Op::Const(..)
        | Op::Move(..)
        | Op::Neg(..)
        | Op::Not(..)
        | Op::Truth(..)
        | Op::Add(..)
        | Op::Sub(..)
        | Op::Mul(..)
        | Op::Div(..)
        | Op::DivChecked(..)
        | Op::Max(..)
        | Op::Min(..)
        | Op::Less(..)
        | Op::LessOrEqual(..)
        | Op::Equal(..)
        | Op::NotEqual(..)
        | Op::Select(..)
        | Op::Math(..)
        | Op::Random(_)
        | Op::Newest(..)
        | Op::Member(..)
        | Op::ConstWord(..)
        | Op::MoveWord(..)
        | Op::CompareStrings(..) => wrong_numbers(op),
    }
}

/// Numbers, and words.
fn wrong_numbers(op: Op) -> Vec<Op> {
    match op {
        Op::Const(to, number) => vec![Op::Const(to, other_number(number))],
        Op::Move(to, a) => vec![Op::Move(to, other_num(a))],
        Op::Neg(to, a) => vec![Op::Move(to, a)],
        Op::Not(to, a) => vec![Op::Truth(to, a)],
        Op::Truth(to, a) => vec![Op::Not(to, a)],
        Op::Add(to, a, b) => vec![Op::Sub(to, a, b), Op::Add(to, a, other_num(b))],
        Op::Sub(to, a, b) => vec![Op::Add(to, a, b), Op::Sub(to, b, a)],
        Op::Mul(to, a, b) => vec![Op::Div(to, a, b), Op::Mul(to, other_num(a), b)],
        Op::Div(to, a, b) => vec![Op::Mul(to, a, b), Op::Div(to, b, a)],
        Op::DivChecked(to, a, b) => vec![Op::Div(to, a, b), Op::DivChecked(to, b, a)],
        Op::Max(to, a, b) => vec![Op::Min(to, a, b)],
        Op::Min(to, a, b) => vec![Op::Max(to, a, b)],
        Op::Less(to, a, b) => vec![Op::LessOrEqual(to, a, b), Op::Less(to, b, a)],
        Op::LessOrEqual(to, a, b) => vec![Op::Less(to, a, b), Op::LessOrEqual(to, b, a)],
        Op::Equal(to, a, b) => vec![Op::NotEqual(to, a, b)],
        Op::NotEqual(to, a, b) => vec![Op::Equal(to, a, b)],
        Op::Select(to, test, a, b) => vec![Op::Select(to, test, b, a)],
        Op::Math(function, to, a) => vec![Op::Math(other_each(function), to, a)],
        Op::Random(to) => vec![Op::Const(to, 0.5)],
        Op::Newest(to, metric) => vec![Op::Newest(to, other_metric(metric))],
        Op::Member(member, to, time) => vec![Op::Member(other_member(member), to, time)],
        Op::ConstWord(to, word) => vec![Op::ConstWord(to, other_word(word))],
        Op::MoveWord(to, a) => vec![Op::MoveWord(to, Word(a.0 ^ 1))],
        Op::CompareStrings(comparison, to, a, b) => {
            vec![Op::CompareStrings(opposite(comparison), to, a, b)]
        }
        _ => Vec::new(),
    }
}

fn wrong_control(op: Op, nothing: Op) -> Vec<Op> {
    match op {
        Op::Jump(_) | Op::Stop => vec![nothing],
        Op::JumpIfFalse(a, to) => vec![Op::JumpIfTrue(a, to), nothing],
        Op::JumpIfTrue(a, to) => vec![Op::JumpIfFalse(a, to), nothing],
        Op::JumpIfLess(a, b, to) => {
            vec![
                Op::JumpIfLessOrEqual(a, b, to),
                Op::JumpUnlessLess(a, b, to),
            ]
        }
        Op::JumpIfLessOrEqual(a, b, to) => {
            vec![
                Op::JumpIfLess(a, b, to),
                Op::JumpUnlessLessOrEqual(a, b, to),
            ]
        }
        Op::JumpIfEqual(a, b, to) => vec![Op::JumpUnlessEqual(a, b, to)],
        Op::JumpUnlessLess(a, b, to) => {
            vec![
                Op::JumpUnlessLessOrEqual(a, b, to),
                Op::JumpIfLess(a, b, to),
            ]
        }
        Op::JumpUnlessLessOrEqual(a, b, to) => {
            vec![
                Op::JumpUnlessLess(a, b, to),
                Op::JumpIfLessOrEqual(a, b, to),
            ]
        }
        Op::JumpUnlessEqual(a, b, to) => vec![Op::JumpIfEqual(a, b, to)],
        Op::CheckTarget(Target::Dedicated, a) => {
            vec![nothing, Op::CheckTarget(Target::LowPriority, a)]
        }
        Op::CheckTarget(Target::LowPriority, a) => {
            vec![nothing, Op::CheckTarget(Target::Dedicated, a)]
        }
        _ => Vec::new(),
    }
}

fn wrong_time(op: Op) -> Vec<Op> {
    match op {
        Op::ConstTicks(to, ticks) => vec![Op::ConstTicks(to, ticks.wrapping_add(1))],
        Op::MoveTicks(to, a) => vec![Op::MoveTicks(to, other_ticks(a))],
        Op::Now(to) => vec![Op::ConstTicks(to, 1)],
        Op::ParseTime(to, _) => vec![Op::ConstTicks(to, 1)],
        Op::NegTicks(to, a) => vec![Op::MoveTicks(to, a)],
        Op::AddIntervals(to, a, b) => vec![Op::SubIntervals(to, a, b)],
        Op::SubIntervals(to, a, b) => vec![Op::AddIntervals(to, a, b), Op::SubIntervals(to, b, a)],
        Op::AddToTime(to, a, b) => vec![Op::SubFromTime(to, a, b)],
        Op::SubFromTime(to, a, b) => vec![Op::AddToTime(to, a, b)],
        Op::SubTimes(to, a, b) => vec![Op::SubTimes(to, b, a)],
        Op::MulInterval(to, a, b) => vec![Op::DivInterval(to, a, b)],
        Op::DivInterval(to, a, b) => vec![Op::MulInterval(to, a, b)],
        Op::CompareTicks(comparison, to, a, b) => {
            vec![Op::CompareTicks(opposite(comparison), to, a, b)]
        }
        _ => Vec::new(),
    }
}

fn wrong_samples(op: Op) -> Vec<Op> {
    let other_window = |window: Window| Window(window.0 ^ 1);
    match op {
        Op::SampleCount(to, metric, count) => vec![
            Op::SampleCount(to, other_metric(metric), count),
            Op::SampleCount(to, metric, other_num(count)),
        ],
        Op::FindWindow(to, metric, start, end) => {
            let kind = match start {
                End::Ago(slot) => End::At(slot),
                End::At(slot) => End::Ago(slot),
            };
            let mut wrong = vec![
                Op::FindWindow(to, other_metric(metric), start, end),
                Op::FindWindow(to, metric, kind, end),
            ];
            wrong.extend(end.map(|_| Op::FindWindow(to, metric, start, None)));
            wrong
        }
        Op::WindowSamples(to, window, percent) => {
            let mut wrong = vec![Op::WindowSamples(to, other_window(window), percent)];
            wrong.extend(percent.map(|_| Op::WindowSamples(to, window, None)));
            wrong
        }
        Op::WindowPercent(to, window) => vec![Op::WindowPercent(to, other_window(window))],
        Op::SamplePeriod(to, _) => vec![Op::Now(to)],
        Op::HistoryCount(to, metric) => vec![Op::HistoryCount(to, other_metric(metric))],
        Op::HistoryBegin(to, metric) => vec![Op::HistoryBegin(to, other_metric(metric))],
        _ => Vec::new(),
    }
}

/// To leave out a `Release` only wastes room.
fn wrong_vectors(op: Op, nothing: Op) -> Vec<Op> {
    let other_vector = |vector: Vector| Vector(vector.0 ^ 1);
    match op {
        Op::MoveVector(to, a) => vec![Op::MoveVector(to, other_vector(a))],
        Op::ListBegin(_) | Op::ListNumber(..) | Op::ListVector(..) => vec![nothing],
        Op::VectorVector(operation, to, a, b) => {
            vec![Op::VectorVector(other_operation(operation), to, a, b)]
        }
        Op::VectorNumber(operation, to, a, b) => vec![
            Op::VectorNumber(other_operation(operation), to, a, b),
            Op::NumberVector(operation, to, b, a),
        ],
        Op::NumberVector(operation, to, a, b) => vec![
            Op::NumberVector(other_operation(operation), to, a, b),
            Op::VectorNumber(operation, to, b, a),
        ],
        Op::MathVector(function, to, a) => vec![Op::MathVector(other_each(function), to, a)],
        Op::Aggregate(function, to, a) => vec![Op::Aggregate(other_all(function), to, a)],
        Op::Percentile(to, a, percent) => vec![Op::Element(to, a, percent)],
        Op::Element(to, a, index) => vec![Op::Percentile(to, a, index)],
        Op::OnlyElement(to, a) => vec![Op::Aggregate(Function::Len, to, a)],
        Op::Keep(to, a) => vec![Op::MoveVector(to, a), nothing],
        _ => Vec::new(),
    }
}

fn other_number(number: f64) -> f64 {
    if number == 0.0 || number.is_nan() {
        1.0
    } else {
        -number
    }
}

fn other_word(word: u16) -> u16 {
    let terminate = option_word(DeallocationOption::Terminate);
    if word == terminate {
        option_word(DeallocationOption::TaskCompletion)
    } else {
        terminate
    }
}

const fn other_num(slot: Num) -> Num {
    Num(slot.0 ^ 1)
}

const fn other_ticks(slot: Ticks) -> Ticks {
    Ticks(slot.0 ^ 1)
}

const fn other_slot(slot: Slot) -> Slot {
    match slot {
        Slot::Number(it) => Slot::Number(other_num(it)),
        Slot::Time(it) => Slot::Time(other_ticks(it)),
        Slot::Interval(it) => Slot::Interval(other_ticks(it)),
        Slot::Vector(it) => Slot::Vector(Vector(it.0 ^ 1)),
        Slot::String(it) => Slot::String(Word(it.0 ^ 1)),
        Slot::Option(it) => Slot::Option(Word(it.0 ^ 1)),
    }
}

fn other_metric(metric: Metric) -> Metric {
    behind(&Metric::ALL, metric)
}

fn other_member(member: Member) -> Member {
    behind(MEMBERS, member)
}

const fn other_operation(operation: Arithmetic) -> Arithmetic {
    match operation {
        Arithmetic::Add => Arithmetic::Subtract,
        Arithmetic::Subtract => Arithmetic::Add,
        Arithmetic::Multiply => Arithmetic::Divide,
        Arithmetic::Divide => Arithmetic::Multiply,
    }
}

const fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    }
}

/// Another function that makes one number of each.
fn other_each(function: Function) -> Function {
    let is_each = |it: &Function| matches!(list_function(*it), Some(ListFunction::Each(_)));
    let functions: Vec<Function> = FUNCTIONS.iter().copied().filter(is_each).collect();
    behind(&functions, function)
}

/// Another function that makes one number of all.
fn other_all(function: Function) -> Function {
    let is_all = |it: &Function| matches!(list_function(*it), Some(ListFunction::All(_)));
    let functions: Vec<Function> = FUNCTIONS.iter().copied().filter(is_all).collect();
    behind(&functions, function)
}

/// The one behind `of` in a ring.
fn behind<T: Copy + PartialEq>(ring: &[T], of: T) -> T {
    let mut rest = ring.iter().skip_while(|it| **it != of).skip(1);
    rest.next().or_else(|| ring.first()).copied().unwrap_or(of)
}
