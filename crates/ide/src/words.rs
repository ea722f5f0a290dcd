//! Every word of a formula with what it stands for, found in one pass: what
//! the features that look at the whole formula have in common.

use std::borrow::Cow;
use std::collections::BTreeMap;

use autoscale_base::Span;
use autoscale_catalog::profile::Case;
use autoscale_catalog::{Builtin, Profile, VariableKind};
use autoscale_check::{self as check, Place, VarId};
use autoscale_syntax::{StatementKind, Token};

use crate::symbol::{Role, lookup, role};
use crate::{Meaning, Subject};

/// What happens to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Its value is used.
    Read,
    /// It is assigned.
    Write,
}

/// A word of the formula.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    pub(crate) span: Span,
    pub(crate) text: &'a str,
    pub(crate) role: Role,
    pub(crate) access: Access,
    /// `None` when nothing has this name, or not yet.
    pub(crate) meaning: Option<Meaning>,
}

/// What several words of one formula have in common.
#[derive(Debug, PartialEq)]
pub(crate) enum Key<'a> {
    /// A variable of the formula's own, or a name that nothing has.
    Own(Cow<'a, str>),
    /// A service variable, under whichever of its names.
    Service(VariableKind),
    /// Any other row of the catalog.
    Builtin(Builtin),
}

impl<'a> Word<'a> {
    /// What it has in common with other words; `None` for a function, method
    /// or member that does not exist.
    pub(crate) fn key(&self, profile: &Profile) -> Option<Key<'a>> {
        match (self.role, self.meaning) {
            (_, Some(Meaning::Builtin(Builtin::Variable(variable), _))) => {
                Some(Key::Service(variable.kind))
            }
            (_, Some(Meaning::Builtin(builtin, _))) => Some(Key::Builtin(builtin)),
            (Role::Name, _) => Some(Key::Own(folded(self.text, profile))),
            _ => None,
        }
    }

    /// The version of the variable that it reads or makes.
    pub(crate) const fn version(&self) -> Option<VarId> {
        match self.meaning {
            Some(Meaning::Own(version)) => Some(version),
            Some(Meaning::Builtin(_, version)) => version,
            None => None,
        }
    }
}

/// A name as the service compares it.
pub(crate) fn folded<'n>(name: &'n str, profile: &Profile) -> Cow<'n, str> {
    match profile.case {
        Case::Insensitive => Cow::Owned(name.to_ascii_lowercase()),
        Case::Sensitive => Cow::Borrowed(name),
    }
}

/// All words in text order.
pub(crate) fn words<'a>(subject: &Subject<'a>) -> Vec<Word<'a>> {
    let mut names = Names::of(subject);
    let tokens = subject.analysis.tree.tokens();
    let mut words = Vec::new();
    for (index, (token, span)) in tokens.iter().copied().enumerate() {
        if token != Token::Ident {
            continue;
        }
        let text = span.text(subject.text);
        let role = role(tokens, index);
        let (access, meaning) = match role {
            Role::Name => names.name(span, text),
            _ => (
                Access::Read,
                lookup(text, role, subject.profile).map(|found| Meaning::Builtin(found, None)),
            ),
        };
        words.push(Word {
            span,
            text,
            role,
            access,
            meaning,
        });
    }
    words
}

/// The word that a cursor at `offset` touches; the one behind it when it stands
/// between two.
pub(crate) fn word_at<'w, 'a>(words: &'w [Word<'a>], offset: u32) -> Option<&'w Word<'a>> {
    let first = words.partition_point(|word| word.span.end < offset);
    let touching = words.iter().skip(first).take(2);
    touching.rev().find(|word| word.span.touches(offset))
}

/// What names mean, statement by statement.
struct Names<'a> {
    subject: Subject<'a>,
    reads: BTreeMap<Span, VarId>,
    targets: BTreeMap<Span, Assigned>,
    /// The formula's own variables that have a value by now.
    newest: BTreeMap<Cow<'a, str>, VarId>,
    /// The one that gets its value at that offset.
    next: Option<(u32, Cow<'a, str>, VarId)>,
}

/// An assignment.
#[derive(Clone, Copy)]
struct Assigned {
    end: u32,
    version: Option<VarId>,
}

impl<'a> Names<'a> {
    fn of(subject: &Subject<'a>) -> Self {
        let (tree, hir) = (&subject.analysis.tree, &subject.analysis.hir);
        let reads = hir.exprs().iter().filter_map(|expr| match expr.kind {
            check::ExprKind::Read(version) => Some((expr.span, version)),
            _ => None,
        });
        let statements = tree.statements().iter().zip(hir.statements());
        let targets = statements.filter_map(|(written, typed)| {
            let StatementKind::Assign { target, .. } = written.kind else {
                return None;
            };
            let version = match typed.kind {
                check::StatementKind::Assign { var, .. } => Some(var),
                _ => None,
            };
            let end = written.span.end;
            Some((target, Assigned { end, version }))
        });
        Self {
            subject: *subject,
            reads: reads.collect(),
            targets: targets.collect(),
            newest: BTreeMap::new(),
            next: None,
        }
    }

    /// What the name at `span` means; to be asked in text order.
    fn name(&mut self, span: Span, text: &'a str) -> (Access, Option<Meaning>) {
        if let Some((_, name, version)) = self.next.take_if(|next| next.0 <= span.start) {
            self.newest.insert(name, version);
        }
        let profile = self.subject.profile;
        let name = folded(text, profile);
        let assigned = self.targets.get(&span).copied();
        let version = match assigned {
            Some(assigned) => assigned.version,
            None => self.reads.get(&span).copied(),
        };
        let access = match assigned {
            Some(_) => Access::Write,
            None => Access::Read,
        };
        if let Some(own) = version.filter(|version| self.is_own(*version)) {
            if let Some(assigned) = assigned {
                self.next = Some((assigned.end, name, own));
            }
            return (access, Some(Meaning::Own(own)));
        }
        // What could not be understood reads what was assigned before.
        let newest = self.newest.get(&name).copied().map(Meaning::Own);
        let builtin = || {
            Some(Meaning::Builtin(
                lookup(text, Role::Name, profile)?,
                version,
            ))
        };
        (access, newest.or_else(builtin))
    }

    fn is_own(&self, version: VarId) -> bool {
        let var = self.subject.analysis.hir.vars().get(version.index());
        var.is_some_and(|var| var.place == Place::User)
    }
}
