//! From the typed tree to code: statements, registers and jumps. Expressions
//! are compiled in the sibling modules, one for each register file.

mod condition;
mod known;
mod number;
mod ticks;
mod vector;
mod word;

use autoscale_base::Span;
use autoscale_catalog::profile::NonfiniteTarget;
use autoscale_catalog::{Profile, Ty};
use autoscale_check::{ExprId, ExprKind, Hir, Place, Statement, StatementKind, Type, VarId};

use crate::fold::{Constant, Constants as Folded};
use crate::op::{Addr, Num, NumOut, Op, Ticks, TicksOut, Vector, VectorOut, Word, WordOut};
use crate::program::{
    Address, CompileError, Constants, Finals, Program, ProgramVar, Slot, option_word,
};
use crate::runner::ENTRY_TARGETS;

/// Most constants that live in registers of a file; further ones are loaded
/// where they are needed, so that there is always room for variables.
const MOST_CONSTANTS: usize = 64;

/// Most strings: their indices share a `u16` with the deallocation options.
const MOST_STRINGS: usize = 1_000;

/// Registers of one file: variables and temporaries grow from 0, constants
/// shrink from 255.
#[derive(Default)]
struct File {
    next: usize,
    most: usize,
    constants: usize,
}

impl File {
    /// A register that is free until [`Compiler::scoped`] takes it back. When
    /// there is none left, the compiler notices at the end.
    fn allocate(&mut self) -> u8 {
        let slot = self.next;
        self.next += 1;
        self.most = self.most.max(self.next);
        u8::try_from(slot).unwrap_or(u8::MAX)
    }

    fn constant(&mut self) -> u8 {
        self.constants += 1;
        u8::try_from(256 - self.constants).unwrap_or(0)
    }

    const fn fits(&self) -> bool {
        self.most + self.constants <= 256
    }
}

/// A jump target that is not yet known.
#[derive(Default)]
struct Label(Vec<usize>);

pub(crate) struct Compiler<'a> {
    text: &'a str,
    hir: &'a Hir,
    profile: &'a Profile,
    folded: Folded<'a>,
    code: Vec<Op>,
    places: Vec<u32>,
    statements: Vec<Address>,
    constants: Constants,
    strings: Vec<String>,
    numbers: File,
    ticks: File,
    vectors: File,
    words: File,
    windows: File,
    known: known::Known,
    /// By version of a variable.
    slots: Vec<Option<Slot>>,
}

impl<'a> Compiler<'a> {
    pub(crate) fn new(text: &'a str, hir: &'a Hir, profile: &'a Profile) -> Self {
        let mut compiler = Self {
            text,
            hir,
            profile,
            folded: Folded::new(text, hir, profile),
            code: Vec::with_capacity(hir.exprs().len()),
            places: Vec::with_capacity(hir.exprs().len()),
            statements: Vec::with_capacity(hir.statements().len()),
            constants: Constants::default(),
            strings: Vec::new(),
            numbers: File::default(),
            ticks: File::default(),
            vectors: File::default(),
            words: File::default(),
            windows: File::default(),
            known: known::Known::default(),
            slots: vec![None; hir.vars().len()],
        };
        compiler.enter();
        compiler
    }

    /// The runner fills these registers with the pool's values.
    fn enter(&mut self) {
        let targets = [Hir::ENTRY_DEDICATED, Hir::ENTRY_LOW_PRIORITY];
        for (var, slot) in targets.into_iter().zip(ENTRY_TARGETS) {
            self.set_slot(var, Slot::Number(slot.read()));
            self.numbers.next = usize::from(slot.0) + 1;
        }
        let option = Word(self.words.allocate());
        self.set_slot(Hir::ENTRY_OPTION, Slot::Option(option));
    }

    pub(crate) fn compile(mut self) -> Result<Program, CompileError> {
        let hir = self.hir;
        for statement in hir.statements() {
            self.statement(statement);
        }
        let fits = self.files().into_iter().all(|file| file.fits());
        if !fits || self.strings.len() > MOST_STRINGS {
            return Err(CompileError::TooLarge);
        }
        let finals = self.finals();
        let vars = hir.vars().iter().zip(&self.slots);
        let vars = vars.filter_map(|(var, slot)| {
            Some(ProgramVar {
                name: var.name.clone(),
                place: var.place,
                slot: (*slot)?,
                assigned_by: var.assigned_by,
            })
        });
        Ok(Program {
            vars: vars.collect(),
            code: self.code,
            places: self.places,
            statements: self.statements,
            constants: self.constants,
            strings: self.strings,
            finals,
            profile: *self.profile,
        })
    }

    fn finals(&self) -> Finals {
        let mut finals = Finals {
            dedicated: ENTRY_TARGETS[0].read(),
            low_priority: ENTRY_TARGETS[1].read(),
            option: Word(0),
        };
        for (var, slot) in self.hir.vars().iter().zip(&self.slots) {
            use autoscale_catalog::Target::{Dedicated, LowPriority};
            match (var.place, *slot) {
                (Place::Target(Dedicated), Some(Slot::Number(slot))) => finals.dedicated = slot,
                (Place::Target(LowPriority), Some(Slot::Number(slot))) => {
                    finals.low_priority = slot;
                }
                (Place::DeallocationOption, Some(Slot::Option(slot))) => finals.option = slot,
                _ => {}
            }
        }
        finals
    }

    fn statement(&mut self, statement: &Statement) {
        self.statements.push(Address {
            code: u32::try_from(self.code.len()).unwrap_or(u32::MAX),
            span: statement.span,
        });
        match statement.kind {
            StatementKind::Assign { var, value } => self.assign(var, value),
            StatementKind::Expr(value) => self.scoped(|it| it.discard(value)),
            StatementKind::Error => {}
        }
    }

    /// Compiles the value straight into the variable's register. A value that
    /// already lives in a register for good (a constant, another variable)
    /// stays there: versions never change.
    fn assign(&mut self, var: VarId, value: ExprId) {
        let ty = match self.hir.expr(value).ty {
            Type::Known(ty) => ty,
            Type::Mixed | Type::Never | Type::Unknown => return self.discard(value),
        };
        let slot = match ty {
            Ty::Double => {
                let home = NumOut(self.numbers.allocate());
                Slot::Number(self.scoped(|it| it.number(value, Some(home))))
            }
            Ty::Timestamp | Ty::Interval => {
                let home = TicksOut(self.ticks.allocate());
                let slot = self.scoped(|it| it.ticks(value, Some(home)));
                if ty == Ty::Timestamp {
                    Slot::Time(slot)
                } else {
                    Slot::Interval(slot)
                }
            }
            Ty::DoubleVec => {
                let home = VectorOut(self.vectors.allocate());
                let slot = self.scoped(|it| it.vector(value, None));
                if self.is_variable(slot) {
                    Slot::Vector(slot)
                } else {
                    self.emit(Op::Keep(home, slot), value);
                    Slot::Vector(home.read())
                }
            }
            Ty::String | Ty::Option => {
                let home = WordOut(self.words.allocate());
                let slot = self.scoped(|it| it.word(value, Some(home)));
                if ty == Ty::String {
                    Slot::String(slot)
                } else {
                    Slot::Option(slot)
                }
            }
        };
        self.check_target(var, slot);
        self.set_slot(var, slot);
    }

    /// A target that is no number fails where it is assigned, if the profile
    /// says so; otherwise at the end.
    fn check_target(&mut self, var: VarId, slot: Slot) {
        let place = self.hir.vars().get(var.index()).map(|var| var.place);
        if let (Some(Place::Target(target)), Slot::Number(slot)) = (place, slot)
            && self.profile.nonfinite_target == NonfiniteTarget::ErrorAtAssign
        {
            self.code.push(Op::CheckTarget(target, slot));
            let statement = self.statements.last();
            self.places.push(statement.map_or(0, |it| it.span.start));
        }
    }

    fn is_variable(&self, slot: Vector) -> bool {
        self.slots.contains(&Some(Slot::Vector(slot)))
    }

    /// Evaluates an expression for nothing but its faults.
    fn discard(&mut self, id: ExprId) {
        if self.folded.of(id).is_some() {
            return;
        }
        match self.hir.expr(id).ty {
            Type::Known(Ty::Double) => {
                self.number(id, None);
            }
            Type::Known(Ty::Timestamp | Ty::Interval) => {
                self.ticks(id, None);
            }
            Type::Known(Ty::DoubleVec) | Type::Mixed => {
                let slot = self.vector(id, None);
                if !self.is_variable(slot) {
                    self.emit(Op::Release(slot), id);
                }
            }
            Type::Known(Ty::String | Ty::Option) => {
                self.word(id, None);
            }
            Type::Never => self.never(id),
            Type::Unknown => {}
        }
    }

    /// Compiles an expression behind which nothing is reached: its operands up
    /// to the one that stops.
    fn never(&mut self, id: ExprId) {
        let hir = self.hir;
        let operands: Vec<ExprId> = match hir.expr(id).kind {
            ExprKind::Unary { operand, .. } => vec![operand],
            ExprKind::OnlyElement(of) | ExprKind::Member { of, .. } => vec![of],
            ExprKind::Binary { left, right, .. } => vec![left, right],
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => return self.never_ternary(condition, then, otherwise),
            ExprKind::Vector(items) => hir.list(items).to_vec(),
            ExprKind::Call { arguments, .. } | ExprKind::Method { arguments, .. } => {
                hir.list(arguments).to_vec()
            }
            _ => Vec::new(),
        };
        for operand in operands {
            self.scoped(|it| it.discard(operand));
            if hir.expr(operand).ty == Type::Never {
                return;
            }
        }
        self.emit(Op::Stop, id);
    }

    fn never_ternary(&mut self, condition: ExprId, then: ExprId, otherwise: ExprId) {
        let mut to_otherwise = Label::default();
        self.condition(condition, false, &mut to_otherwise);
        if self.hir.expr(condition).ty == Type::Never {
            return;
        }
        self.conditional(|it| it.discard(then));
        self.bind(to_otherwise);
        self.conditional(|it| it.discard(otherwise));
    }

    /// Gives back the temporaries that `compile` allocates.
    fn scoped<R>(&mut self, compile: impl FnOnce(&mut Self) -> R) -> R {
        let before = self.files().map(|file| file.next);
        let result = compile(self);
        for (file, next) in self.files().into_iter().zip(before) {
            file.next = next;
        }
        result
    }

    fn files(&mut self) -> [&mut File; 5] {
        [
            &mut self.numbers,
            &mut self.ticks,
            &mut self.vectors,
            &mut self.words,
            &mut self.windows,
        ]
    }

    fn emit(&mut self, op: Op, of: ExprId) {
        self.code.push(op);
        self.places.push(self.hir.expr(of).place);
    }

    /// Emits a jump whose target is bound later.
    fn jump(&mut self, label: &mut Label, of: ExprId, op: impl FnOnce(Addr) -> Op) {
        label.0.push(self.code.len());
        self.emit(op(Addr(u32::MAX)), of);
    }

    /// Lets every jump of `label` lead here.
    fn bind(&mut self, label: Label) {
        let here = Addr(u32::try_from(self.code.len()).unwrap_or(u32::MAX));
        for at in label.0 {
            if let Some(
                Op::Jump(to)
                | Op::JumpIfFalse(_, to)
                | Op::JumpIfTrue(_, to)
                | Op::JumpIfLess(_, _, to)
                | Op::JumpIfLessOrEqual(_, _, to)
                | Op::JumpIfEqual(_, _, to)
                | Op::JumpUnlessLess(_, _, to)
                | Op::JumpUnlessLessOrEqual(_, _, to)
                | Op::JumpUnlessEqual(_, _, to),
            ) = self.code.get_mut(at)
            {
                *to = here;
            }
        }
    }

    /// The expression that a version of a variable is assigned.
    fn assigned(&self, var: VarId) -> Option<ExprId> {
        let by = self.hir.vars().get(var.index())?.assigned_by?;
        match self.hir.statements().get(by)?.kind {
            StatementKind::Assign { value, .. } => Some(value),
            _ => None,
        }
    }

    fn set_slot(&mut self, var: VarId, slot: Slot) {
        if let Some(entry) = self.slots.get_mut(var.index()) {
            *entry = Some(slot);
        }
    }

    fn slot(&self, var: VarId) -> Option<Slot> {
        self.slots.get(var.index()).copied().flatten()
    }

    /// A register that holds `number` from the start.
    fn constant_number(&mut self, number: f64, want: Option<NumOut>, of: ExprId) -> Num {
        let bits = number.to_bits();
        let known = self
            .constants
            .numbers
            .iter()
            .find(|(_, it)| it.to_bits() == bits);
        if let Some(&(slot, _)) = known {
            return slot;
        }
        if self.constants.numbers.len() < MOST_CONSTANTS {
            let slot = Num(self.numbers.constant());
            self.constants.numbers.push((slot, number));
            return slot;
        }
        let to = self.number_home(want);
        self.emit(Op::Const(to, number), of);
        to.read()
    }

    fn constant_ticks(&mut self, ticks: i64, want: Option<TicksOut>, of: ExprId) -> Ticks {
        if let Some(&(slot, _)) = self.constants.ticks.iter().find(|(_, it)| *it == ticks) {
            return slot;
        }
        if self.constants.ticks.len() < MOST_CONSTANTS {
            let slot = Ticks(self.ticks.constant());
            self.constants.ticks.push((slot, ticks));
            return slot;
        }
        let to = self.ticks_home(want);
        self.emit(Op::ConstTicks(to, ticks), of);
        to.read()
    }

    fn constant_word(&mut self, word: u16, want: Option<WordOut>, of: ExprId) -> Word {
        if let Some(&(slot, _)) = self.constants.words.iter().find(|(_, it)| *it == word) {
            return slot;
        }
        if self.constants.words.len() < MOST_CONSTANTS {
            let slot = Word(self.words.constant());
            self.constants.words.push((slot, word));
            return slot;
        }
        let to = self.word_home(want);
        self.emit(Op::ConstWord(to, word), of);
        to.read()
    }

    fn string_word(&mut self, span: Span) -> u16 {
        let text = span.text(self.text);
        let known = self.strings.iter().position(|it| it == text);
        let index = known.unwrap_or_else(|| {
            self.strings.push(text.to_owned());
            self.strings.len() - 1
        });
        u16::try_from(index).unwrap_or(0)
    }

    fn word_constant(&mut self, constant: Constant) -> Option<u16> {
        match constant {
            Constant::Option(option) => Some(option_word(option)),
            Constant::String(span) => Some(self.string_word(span)),
            _ => None,
        }
    }

    fn number_home(&mut self, want: Option<NumOut>) -> NumOut {
        want.unwrap_or_else(|| NumOut(self.numbers.allocate()))
    }

    fn ticks_home(&mut self, want: Option<TicksOut>) -> TicksOut {
        want.unwrap_or_else(|| TicksOut(self.ticks.allocate()))
    }

    fn vector_home(&mut self, want: Option<VectorOut>) -> VectorOut {
        want.unwrap_or_else(|| VectorOut(self.vectors.allocate()))
    }

    fn word_home(&mut self, want: Option<WordOut>) -> WordOut {
        want.unwrap_or_else(|| WordOut(self.words.allocate()))
    }
}
