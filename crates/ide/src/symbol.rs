//! What a word of a formula stands for.

use autoscale_base::Span;
use autoscale_catalog::profile::Case;
use autoscale_catalog::{
    Builtin, CONSTANTS, FUNCTIONS, MEMBERS, METHODS, OPTIONS, Profile, VARIABLES,
};
use autoscale_check::{self as check, Place, VarId};
use autoscale_syntax::{self as syntax, ExprKind, StatementKind, Token};

use crate::Subject;

/// A word that means something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Symbol {
    /// Where the word stands.
    pub span: Span,
    /// What it stands for.
    pub meaning: Meaning,
    /// The expression that the word is, or is the head of: `a.b(c)` for `b`.
    /// `None` where a value is assigned, and where no expression could be made
    /// of the text.
    pub expr: Option<check::ExprId>,
}

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Meaning {
    /// A row of the catalog; the version when it is a target or the option.
    Builtin(Builtin, Option<VarId>),
    /// A version of a variable of the formula's own.
    Own(VarId),
}

/// The symbol that a cursor at `offset` touches; the one behind it when it
/// stands between two.
#[must_use]
pub fn symbol_at(subject: &Subject<'_>, offset: u32) -> Option<Symbol> {
    let tokens = subject.analysis.tree.tokens();
    let first = tokens.partition_point(|token| token.1.end < offset);
    let touching = |index: &usize| {
        let token = tokens.get(*index);
        token.is_some_and(|(token, span)| *token == Token::Ident && span.touches(offset))
    };
    let index = (first..first + 2).rev().find(touching)?;
    symbol(subject, index)
}

/// What a word is by its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Method,
    Member,
    Function,
    Name,
}

/// What the word of that index is.
pub(crate) fn role(tokens: &[(Token, Span)], index: usize) -> Role {
    let kind = |index: usize| tokens.get(index).map(|token| token.0);
    let after_dot = index.checked_sub(1).and_then(kind) == Some(Token::Dot);
    let called = kind(index + 1) == Some(Token::LeftParen);
    match (after_dot, called) {
        (true, true) => Role::Method,
        (true, false) => Role::Member,
        (false, true) => Role::Function,
        (false, false) => Role::Name,
    }
}

fn symbol(subject: &Subject<'_>, index: usize) -> Option<Symbol> {
    let tokens = subject.analysis.tree.tokens();
    let span = tokens.get(index)?.1;
    let name = span.text(subject.text);
    let role = role(tokens, index);
    if role == Role::Name {
        return name_symbol(subject, span, name);
    }
    let found = lookup(name, role, subject.profile)?;
    Some(Symbol {
        span,
        meaning: Meaning::Builtin(found, None),
        expr: head(subject, span).and_then(|whole| expr_at(subject, whole)),
    })
}

fn name_symbol(subject: &Subject<'_>, span: Span, name: &str) -> Option<Symbol> {
    let hir = &subject.analysis.hir;
    let expr = expr_at(subject, span);
    let read = expr.and_then(|id| match hir.expr(id).kind {
        check::ExprKind::Read(var) => Some(var),
        _ => None,
    });
    let version = read.or_else(|| assigned_at(subject, span));
    let is_own = |var: &VarId| {
        let var = hir.vars().get(var.index());
        var.is_some_and(|var| var.place == Place::User)
    };
    let meaning = match version {
        Some(var) if is_own(&var) => Meaning::Own(var),
        _ => match lookup(name, Role::Name, subject.profile) {
            Some(found) => Meaning::Builtin(found, version),
            None => Meaning::Own(newest(subject, name, span.start)?),
        },
    };
    Some(Symbol {
        span,
        meaning,
        expr,
    })
}

/// The expression of the typed tree that stands exactly there.
pub(crate) fn expr_at(subject: &Subject<'_>, span: Span) -> Option<check::ExprId> {
    let hir = &subject.analysis.hir;
    hir.expr_ids().rev().find(|id| hir.expr(*id).span == span)
}

/// The call or member access whose name stands at `name`.
fn head(subject: &Subject<'_>, name: Span) -> Option<Span> {
    let exprs = subject.analysis.tree.exprs().iter();
    let mut of_name = exprs.filter(|expr| match expr.kind {
        ExprKind::Call { name: at, .. }
        | ExprKind::Method { name: at, .. }
        | ExprKind::Member { name: at, .. } => at == name,
        _ => false,
    });
    of_name.next().map(|expr| expr.span)
}

/// The version that the assignment to the word at `target` makes.
fn assigned_at(subject: &Subject<'_>, target: Span) -> Option<VarId> {
    let assigns = |statement: &syntax::Statement| match statement.kind {
        StatementKind::Assign { target: at, .. } => at == target,
        _ => false,
    };
    let tree = &subject.analysis.tree;
    let index = tree.statements().iter().position(assigns)?;
    match subject.analysis.hir.statements().get(index)?.kind {
        check::StatementKind::Assign { var, .. } => Some(var),
        _ => None,
    }
}

/// The versions of the formula's own variables that are made before `offset`,
/// the newest first.
pub(crate) fn own_before<'a>(
    subject: &Subject<'a>,
    offset: u32,
) -> impl Iterator<Item = (VarId, &'a check::Var)> + use<'a> {
    let hir = &subject.analysis.hir;
    let statements = hir.statements().iter().rev();
    statements
        .filter(move |statement| statement.span.start < offset)
        .filter_map(|statement| match statement.kind {
            check::StatementKind::Assign { var, .. } => Some(var),
            _ => None,
        })
        .filter_map(|id| Some((id, hir.vars().get(id.index())?)))
        .filter(|(_, var)| var.place == Place::User)
}

fn newest(subject: &Subject<'_>, name: &str, offset: u32) -> Option<VarId> {
    let mut before = own_before(subject, offset);
    let found = before.find(|(_, var)| same_name(&var.name, name, subject.profile));
    found.map(|(id, _)| id)
}

/// Are these two the same name?
pub(crate) fn same_name(a: &str, b: &str, profile: &Profile) -> bool {
    match profile.case {
        Case::Insensitive => a.eq_ignore_ascii_case(b),
        Case::Sensitive => a == b,
    }
}

/// The builtin that a word which is no variable of the formula's own means.
pub(crate) fn builtin_named(name: &str, profile: &Profile) -> Option<Builtin> {
    lookup(name, Role::Name, profile)
}

/// The function or method of that name.
pub(crate) fn callable(name: &str, is_method: bool, profile: &Profile) -> Option<Builtin> {
    let role = if is_method {
        Role::Method
    } else {
        Role::Function
    };
    lookup(name, role, profile)
}

/// The row of the catalog that a word of that role means.
pub(crate) fn lookup(name: &str, role: Role, profile: &Profile) -> Option<Builtin> {
    let mut rows: Box<dyn Iterator<Item = Builtin>> = match role {
        Role::Method => Box::new(METHODS.iter().copied().map(Builtin::Method)),
        Role::Member => Box::new(MEMBERS.iter().copied().map(Builtin::Member)),
        Role::Function => Box::new(FUNCTIONS.iter().copied().map(Builtin::Function)),
        Role::Name => {
            let variables = VARIABLES.iter().copied().map(Builtin::Variable);
            let constants = CONSTANTS.iter().copied().map(Builtin::Constant);
            let options = OPTIONS.iter().copied().map(Builtin::Option);
            Box::new(variables.chain(constants).chain(options))
        }
    };
    rows.find(|row| same_name(row.name(), name, profile))
}
