//! Makes a generated formula smaller, step by step, so that what is left of
//! one that breaks a property is what breaks it.

use autoscale_catalog::Ty;
use proptest::strategy::ValueTree;

use super::formula::{Expr, Form, Formula, Kind};
use super::tables::TABLES;

/// A formula that can be made smaller.
#[derive(Clone, Debug)]
pub(crate) struct FormulaTree {
    current: Formula,
    /// The formula before the last step.
    before: Option<Formula>,
    /// The steps of `current` that have not been tried, the next one last.
    untried: Vec<Step>,
    /// A step has worked since all were listed.
    progress: bool,
}

/// A way to make a formula smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    DropStatement(usize),
    /// Keep the first half of the gaps.
    HalveGaps,
    /// Drop one gap.
    DropGap(usize),
    DropEmpties(usize),
    /// Change the expression of that number, children after their parent, of
    /// the statement of that number.
    Change(usize, usize, Change),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// The plainest expression of the kind instead.
    Plain,
    /// This descendant instead, which is of the same kind.
    Hoist(usize),
    /// Without this child and its operator.
    DropChild(usize),
    /// Without the second half of the children and their operators.
    Halve,
}

impl FormulaTree {
    pub(super) fn new(formula: Formula) -> Self {
        let mut tree = Self {
            current: formula,
            before: None,
            untried: Vec::new(),
            progress: false,
        };
        tree.untried = steps(&tree.current);
        tree
    }
}

impl ValueTree for FormulaTree {
    type Value = Formula;

    fn current(&self) -> Formula {
        self.current.clone()
    }

    fn simplify(&mut self) -> bool {
        // Nobody took the last step back.
        self.progress |= self.before.take().is_some();
        loop {
            while let Some(step) = self.untried.pop() {
                let mut smaller = self.current.clone();
                step.apply(&mut smaller);
                if smaller != self.current {
                    self.before = Some(std::mem::replace(&mut self.current, smaller));
                    return true;
                }
            }
            if !self.progress {
                return false;
            }
            self.progress = false;
            self.untried = steps(&self.current);
        }
    }

    fn complicate(&mut self) -> bool {
        let before = self.before.take();
        let back = before.is_some();
        self.current = before.unwrap_or_else(|| self.current.clone());
        back
    }
}

/// All steps, the greatest last.
fn steps(formula: &Formula) -> Vec<Step> {
    let mut steps = Vec::new();
    for (statement, it) in formula.statements.iter().enumerate() {
        let mut number = 0;
        it.value.visit(&mut |expr| {
            let change = |change| Step::Change(statement, number, change);
            let children = (0..expr.children.len()).map(|at| change(Change::DropChild(at)));
            steps.extend(children);
            let descendants = expr.same_kind(3).into_iter();
            steps.extend(descendants.map(|at| change(Change::Hoist(at))));
            steps.push(change(Change::Halve));
            steps.push(change(Change::Plain));
            number += 1;
        });
        steps.push(Step::DropEmpties(statement));
    }
    steps.extend((0..formula.gaps.len()).map(Step::DropGap));
    steps.push(Step::HalveGaps);
    steps.extend((0..formula.statements.len()).map(Step::DropStatement));
    steps
}

impl Step {
    fn apply(self, formula: &mut Formula) {
        match self {
            Self::DropStatement(at) if at < formula.statements.len() => {
                formula.statements.remove(at);
            }
            Self::HalveGaps => formula.gaps.truncate(formula.gaps.len() / 2),
            Self::DropGap(at) if at < formula.gaps.len() => {
                formula.gaps.remove(at);
            }
            Self::DropEmpties(at) => {
                if let Some(statement) = formula.statements.get_mut(at) {
                    statement.empties = 0;
                }
            }
            Self::Change(statement, number, change) => {
                let statement = formula.statements.get_mut(statement);
                let expr = statement.and_then(|it| it.value.at(&mut number.clone()));
                if let Some(expr) = expr {
                    change.apply(expr);
                }
            }
            Self::DropStatement(_) | Self::DropGap(_) => {}
        }
    }
}

impl Change {
    fn apply(self, expr: &mut Expr) {
        match self {
            Self::Plain => *expr = Expr::plain(expr.kind),
            Self::Hoist(number) => {
                let kind = expr.kind;
                let descendant = expr.at(&mut number.clone()).map(|it| it.clone());
                if let Some(descendant) = descendant.filter(|it| it.kind == kind) {
                    *expr = descendant;
                }
            }
            Self::DropChild(at) => expr.drop_children(at, 1),
            Self::Halve => {
                let half = expr.children.len().div_ceil(2);
                expr.drop_children(half, expr.children.len() - half);
            }
        }
    }
}

impl Expr {
    /// Shows the expression and all its descendants, parents first.
    pub(crate) fn visit(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        self.children.iter().for_each(|child| child.visit(see));
    }

    /// How many expressions it consists of.
    pub(super) fn size(&self) -> usize {
        1 + self.children.iter().map(Self::size).sum::<usize>()
    }

    /// The descendant of that number, 0 being the expression itself.
    fn at(&mut self, number: &mut usize) -> Option<&mut Self> {
        if *number == 0 {
            return Some(self);
        }
        *number -= 1;
        self.children.iter_mut().find_map(|child| child.at(number))
    }

    /// The numbers of descendants of the same kind, down to that depth. A text
    /// may stand where only a date will do, so that no other is put there.
    fn same_kind(&self, depth: usize) -> Vec<usize> {
        let mut found = Vec::new();
        if self.kind != Kind::Is(Ty::String) {
            self.collect(self.kind, depth, &mut 0, &mut found);
        }
        found
    }

    fn collect(&self, kind: Kind, depth: usize, number: &mut usize, found: &mut Vec<usize>) {
        if *number > 0 && self.kind == kind && depth > 0 {
            found.push(*number);
        }
        *number += 1;
        for child in &self.children {
            child.collect(kind, depth.saturating_sub(1), number, found);
        }
    }

    /// Takes children out, where the form allows any number of them.
    fn drop_children(&mut self, at: usize, count: usize) {
        let end = (at + count).min(self.children.len());
        match &mut self.form {
            Form::Vector => {
                self.children.drain(at.min(end)..end);
            }
            Form::Call(name) if is_list_function(name) => {
                self.children.drain(at.min(end)..end);
                let one_number = matches!(
                    self.children.as_slice(),
                    [only] if only.kind == Kind::DOUBLE || only.kind == Kind::Never
                );
                // One number alone would choose the overload for numbers.
                if self.kind == Kind::DOUBLE_VEC && one_number {
                    self.children.push(Expr::plain(Kind::DOUBLE_VEC));
                }
            }
            Form::Chain(ops)
                if ops.len() > count
                    && at > 0
                    && self.children.iter().all(|child| child.kind == self.kind) =>
            {
                self.children.drain(at.min(end)..end);
                ops.truncate(self.children.len().saturating_sub(1));
            }
            _ => {}
        }
    }
}

fn is_list_function(name: &str) -> bool {
    let mut overloads = TABLES.functions.iter().filter(|it| it.name == name);
    overloads.any(|it| {
        let kinds = it.signature.params.iter().map(|param| param.kind);
        kinds.eq([autoscale_catalog::ParamKind::List])
    })
}
