//! The items that fit a context, ranked.

use std::collections::HashSet;

use autoscale_catalog::profile::{LegacyNames, Retaineddata, RetiredMetrics};
use autoscale_catalog::{
    Builtin, CONSTANTS, Constant, DeallocationOption, FUNCTIONS, MEMBERS, METHODS, OPTIONS,
    ParamKind, Profile, Signature, Status, Ty, VARIABLES, VariableKind,
};
use autoscale_check::Type;
use autoscale_syntax::Token;

use super::context::Context;
use super::{Item, ItemKind, RECIPES, Snippet};
use crate::Subject;
use crate::cursor::Cursor;
use crate::enclosing::statement_start;
use crate::symbol::own_before;

/// How well an item fits, best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// It has a type that is needed.
    Fits,
    /// A metric where a number is needed, which a method takes out of it.
    Nearly,
    /// It has another type.
    Other,
    /// It is better not written any more.
    Outdated,
}

/// The items that fit `context`.
pub(super) fn items(subject: &Subject<'_>, cursor: &Cursor<'_>, context: &Context) -> Vec<Item> {
    let mut list = List {
        subject,
        next: cursor.next(),
        items: Vec::new(),
    };
    let methods = || METHODS.iter().copied().map(Builtin::Method);
    let members = || MEMBERS.iter().copied().map(Builtin::Member);
    match context {
        Context::Statement => list.statements(cursor),
        Context::Method => list.builtins(methods(), &[]),
        Context::Member => list.builtins(members(), &[]),
        Context::MethodOrMember => list.builtins(methods().chain(members()), &[]),
        Context::Value(types) => list.values(cursor, types),
    }
    list.items
}

struct List<'a> {
    subject: &'a Subject<'a>,
    next: Option<Token>,
    items: Vec<Item>,
}

impl List<'_> {
    fn push(&mut self, rank: Rank, item: Item) {
        // Items of one rank stay in the order in which they come.
        let sort = format!("{}{:04}", rank as u8, self.items.len());
        self.items.push(Item { sort, ..item });
    }

    /// What is assigned, and whole formulas.
    fn statements(&mut self, cursor: &Cursor<'_>) {
        for variable in VARIABLES.iter().copied() {
            let value = match variable.kind {
                VariableKind::Target(_) => "⟨⟩",
                VariableKind::DeallocationOption => "⟨taskcompletion⟩",
                VariableKind::Metric { .. } => continue,
            };
            if variable.status != Status::Current {
                continue;
            }
            let builtin = Builtin::Variable(variable);
            let mut item = item(builtin);
            if self.next != Some(Token::Assign) {
                item.insert = Snippet::new(format!("{} = {value};", variable.name));
            }
            self.push(Rank::Fits, item);
        }
        self.own(cursor, &[]);
        for recipe in RECIPES {
            let item = Item {
                label: recipe.name.to_owned(),
                kind: ItemKind::Recipe,
                detail: recipe.summary.to_owned(),
                insert: recipe.snippet(),
                sort: String::new(),
                deprecated: false,
            };
            self.push(Rank::Other, item);
        }
    }

    /// Everything that has a value.
    fn values(&mut self, cursor: &Cursor<'_>, types: &[Ty]) {
        self.own(cursor, types);
        if types.contains(&Ty::Option) {
            self.builtins(OPTIONS.iter().copied().map(Builtin::Option), types);
        }
        // Nobody scales by the millisecond: from a second on first.
        let is_short = |it: &&Constant| **it < Constant::Second;
        let (short, long): (Vec<_>, Vec<_>) = CONSTANTS.iter().partition(is_short);
        let constants = long.into_iter().chain(short);
        self.builtins(constants.copied().map(Builtin::Constant), types);
        self.builtins(FUNCTIONS.iter().copied().map(Builtin::Function), types);
        self.builtins(VARIABLES.iter().copied().map(Builtin::Variable), types);
    }

    fn builtins(&mut self, all: impl Iterator<Item = Builtin>, types: &[Ty]) {
        for builtin in all.filter(|&it| is_known(it, self.subject.profile)) {
            let rank = rank(builtin, types);
            let mut item = item(builtin);
            item.deprecated = rank == Rank::Outdated;
            if self.next != Some(Token::LeftParen) {
                item.insert = call(builtin);
            }
            self.push(rank, item);
        }
    }

    /// The formula's own variables that have a value, the newest first.
    fn own(&mut self, cursor: &Cursor<'_>, types: &[Ty]) {
        let mut seen = HashSet::new();
        let start = statement_start(cursor, cursor.before);
        for (_, var) in own_before(self.subject, start) {
            if !seen.insert(var.name.as_str()) {
                continue;
            }
            let ty = var.ty.known();
            let fits = types.is_empty() || ty.is_none_or(|ty| types.contains(&ty));
            let item = Item {
                label: var.name.clone(),
                kind: ItemKind::Own,
                detail: match var.ty {
                    Type::Known(ty) => ty.to_string(),
                    Type::Mixed | Type::Never | Type::Unknown => String::new(),
                },
                insert: Snippet::new(var.name.as_str()),
                sort: String::new(),
                deprecated: false,
            };
            self.push(if fits { Rank::Fits } else { Rank::Other }, item);
        }
    }
}

/// Does the service of this profile know the name?
fn is_known(builtin: Builtin, profile: &Profile) -> bool {
    match builtin.status() {
        Status::Legacy { .. } => profile.legacy_names != LegacyNames::Error,
        Status::Retired { .. } => profile.retired_metrics != RetiredMetrics::Undefined,
        Status::Current | Status::Deprecated { .. } | Status::Alias { .. } => {
            let is_retained = builtin == Builtin::Option(DeallocationOption::RetainedData);
            !(is_retained && profile.retaineddata == Retaineddata::Error)
        }
    }
}

fn rank(builtin: Builtin, types: &[Ty]) -> Rank {
    if builtin.status() != Status::Current {
        return Rank::Outdated;
    }
    let has = |ty| types.is_empty() || types.contains(&ty);
    let fits = match builtin {
        Builtin::Variable(variable) => match variable.kind {
            VariableKind::Metric { scalar: false, .. } => {
                let is_list = has(Ty::Double) || has(Ty::DoubleVec);
                return if is_list { Rank::Nearly } else { Rank::Other };
            }
            VariableKind::Target(_) | VariableKind::Metric { .. } => has(Ty::Double),
            VariableKind::DeallocationOption => has(Ty::Option),
        },
        Builtin::Function(_) => {
            let returns = |form: &Signature| form.returns.is_some_and(has);
            builtin.signatures().iter().any(returns)
        }
        Builtin::Constant(_) => has(Ty::Interval),
        Builtin::Option(_) => has(Ty::Option),
        Builtin::Method(_) | Builtin::Member(_) => true,
    };
    if fits { Rank::Fits } else { Rank::Other }
}

/// The item of a builtin, inserted as its name.
fn item(builtin: Builtin) -> Item {
    let (name, documentation) = (builtin.name(), builtin.documentation());
    let kind = match builtin {
        Builtin::Variable(_) => ItemKind::Variable,
        Builtin::Function(_) => ItemKind::Function,
        Builtin::Method(_) => ItemKind::Method,
        Builtin::Member(_) => ItemKind::Member,
        Builtin::Constant(_) => ItemKind::Constant,
        Builtin::Option(_) => ItemKind::Option,
    };
    let detail = match preferred(builtin) {
        Some(form) => form.to_text(name),
        None => match builtin {
            Builtin::Member(_) => Ty::Double.to_string(),
            Builtin::Constant(_) => Ty::Interval.to_string(),
            _ if documentation.unit.is_empty() => crate::hover::kind(builtin).to_owned(),
            _ => format!("{}, in {}", crate::hover::kind(builtin), documentation.unit),
        },
    };
    Item {
        label: name.to_owned(),
        kind,
        detail,
        insert: Snippet::new(name),
        sort: String::new(),
        deprecated: false,
    }
}

/// The overload that is inserted: of a window of samples, or else the first.
fn preferred(builtin: Builtin) -> Option<&'static Signature> {
    let forms = builtin.signatures();
    let of_window = |form: &&Signature| {
        let first = form.params.first();
        first.is_some_and(|param| param.kind == ParamKind::When)
    };
    forms.iter().find(of_window).or_else(|| forms.first())
}

/// A builtin as it is written, with its arguments to fill in.
fn call(builtin: Builtin) -> Snippet {
    let name = builtin.name();
    let Some(form) = preferred(builtin) else {
        return Snippet::new(name);
    };
    let arguments = form.params.iter().map(|param| match param.kind {
        ParamKind::When => "⟨TimeInterval_Minute * 15⟩".to_owned(),
        ParamKind::Is(Ty::String) => format!("\"⟨{}⟩\"", param.name),
        ParamKind::Is(_) | ParamKind::List => format!("⟨{}⟩", param.name),
    });
    let arguments: Vec<String> = arguments.collect();
    Snippet::new(format!("{name}({})", arguments.join(", ")))
}
