//! What has been computed already and cannot change: members of a timestamp
//! and windows of samples. A formula that asks for `$t.hour` twice, or for the
//! percentage and then for the samples of one window, gets both from one
//! computation.

use autoscale_catalog::{Member, Metric};
use autoscale_check::ExprId;

use super::Compiler;
use crate::op::{End, Num, NumOut, Op, Ticks, Window, WindowOut};
use crate::program::Slot;

/// Most registers of a file that hold such values.
const MOST: usize = 32;

/// The values that hold at the current place of the code.
#[derive(Default)]
pub(super) struct Known {
    members: Vec<(Member, Ticks, Num)>,
    windows: Vec<(Metric, End, Option<End>, Window)>,
    registers: usize,
}

impl Compiler<'_> {
    /// Compiles what may be jumped over: what is computed there is not known
    /// behind it.
    pub(super) fn conditional<R>(&mut self, compile: impl FnOnce(&mut Self) -> R) -> R {
        let (members, windows) = (self.known.members.len(), self.known.windows.len());
        let result = compile(self);
        self.known.members.truncate(members);
        self.known.windows.truncate(windows);
        result
    }

    /// A member of the timestamp in a register.
    pub(super) fn member(
        &mut self,
        id: ExprId,
        member: Member,
        time: Ticks,
        want: Option<NumOut>,
    ) -> Num {
        let mut known = self.known.members.iter();
        if let Some(&(.., slot)) = known.find(|it| (it.0, it.1) == (member, time)) {
            return slot;
        }
        let to = if self.remembers(time) {
            let to = NumOut(self.numbers.constant());
            self.known.members.push((member, time, to.read()));
            to
        } else {
            self.number_home(want)
        };
        self.emit(Op::Member(member, to, time), id);
        to.read()
    }

    /// The window of a metric between two ends.
    pub(super) fn window(
        &mut self,
        id: ExprId,
        metric: Metric,
        start: End,
        end: Option<End>,
    ) -> Window {
        let key = (metric, start, end);
        let mut known = self.known.windows.iter();
        if let Some(&(.., slot)) = known.find(|it| (it.0, it.1, it.2) == key) {
            return slot;
        }
        let ends = [Some(start), end].into_iter().flatten();
        let lasting = ends.into_iter().all(|end| match end {
            End::Ago(slot) | End::At(slot) => self.is_lasting(slot),
        });
        let to = if lasting && self.known.registers < MOST {
            self.known.registers += 1;
            let to = WindowOut(self.windows.constant());
            self.known.windows.push((metric, start, end, to.read()));
            to
        } else {
            WindowOut(self.windows.allocate())
        };
        self.emit(Op::FindWindow(to, metric, start, end), id);
        to.read()
    }

    fn remembers(&mut self, time: Ticks) -> bool {
        let remembers = self.known.registers < MOST && self.is_lasting(time);
        self.known.registers += usize::from(remembers);
        remembers
    }

    /// Does the register keep its value to the end? Those of constants and of
    /// variables do.
    fn is_lasting(&self, slot: Ticks) -> bool {
        let variable = |it: &Option<Slot>| matches!(*it, Some(Slot::Time(it) | Slot::Interval(it)) if it == slot);
        usize::from(slot.0) >= 256 - self.ticks.constants.min(256)
            || self.slots.iter().any(variable)
    }
}
