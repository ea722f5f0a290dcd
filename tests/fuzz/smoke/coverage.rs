//! What the generators reach: every builtin in every form, every operation on
//! every type, every setting; and that what is printed can be read.

use std::collections::BTreeSet;

use autoscale_catalog::profile::SETTINGS;
use autoscale_catalog::{ParamKind, Profile, Signature, Ty, builtins};
use autoscale_check::{ExprId, ExprKind, Hir, Type, check};
use autoscale_syntax::parse;
use autoscale_tests::case::Case as CaseFile;
use proptest::strategy::{Strategy, ValueTree};

use super::SEED;
use crate::generate::tables::{TABLES, TYPES};
use crate::generate::{careless_cases, runnable_cases};
use crate::report::case_file;
use crate::target::runner;

const CASES: usize = 1500;

/// What a formula has in it, in words.
fn content(text: &str, hir: &Hir) -> Vec<String> {
    let ty = |id: ExprId| hir.expr(id).ty;
    let of = |list| {
        let types = hir.list(list).iter().map(|&it| format!("{:?}", ty(it)));
        types.collect::<Vec<_>>().join(", ")
    };
    let exprs = hir.exprs().iter().map(|expr| match expr.kind {
        ExprKind::Unary { op, operand } => format!("{op:?} {:?}", ty(operand)),
        ExprKind::Binary { op, left, right } => format!("{:?} {op:?} {:?}", ty(left), ty(right)),
        ExprKind::Ternary { .. } => format!("ternary {:?}", expr.ty),
        ExprKind::Read(_) => format!("read {:?}", expr.ty),
        ExprKind::Vector(_) => "vector".to_owned(),
        ExprKind::Newest(metric) => format!("newest {}", metric.name()),
        ExprKind::OnlyElement(_) => "only element".to_owned(),
        ExprKind::Call { function, .. } => format!("{} -> {:?}", function.name(), expr.ty),
        ExprKind::Method {
            method, arguments, ..
        } => format!("{}({})", method.name(), of(arguments)),
        _ => String::new(),
    });
    let tree = parse(text).tree;
    let words = tree
        .tokens()
        .iter()
        .map(|token| token.1.text(text).to_owned());
    exprs.chain(words).collect()
}

/// All that there is.
fn everything() -> BTreeSet<String> {
    let known = Type::Known;
    let mut all: BTreeSet<String> = builtins().map(|it| it.name().to_owned()).collect();
    all.extend(
        TABLES
            .binary
            .iter()
            .map(|it| format!("{:?} {:?} {:?}", known(it.1), it.0, known(it.2))),
    );
    all.extend(
        TABLES
            .unary
            .iter()
            .map(|it| format!("{:?} {:?}", it.0, known(it.1))),
    );
    all.extend(TYPES.map(|ty| format!("read {:?}", known(ty))));
    let values = TYPES.map(Type::Known).into_iter();
    all.extend(
        values
            .chain([Type::Mixed, Type::Never])
            .map(|ty| format!("ternary {ty:?}")),
    );
    for overload in &TABLES.functions {
        let returns = overload.signature.returns.map_or(Type::Never, Type::Known);
        all.insert(format!("{} -> {returns:?}", overload.name));
    }
    for overload in &TABLES.methods {
        all.extend(forms(overload.signature).map(|types| format!("{}({types})", overload.name)));
    }
    all.extend(["vector", "only element"].map(str::to_owned));
    all
}

/// The types of the arguments of a method: both of an end of a window.
fn forms(signature: &Signature) -> impl Iterator<Item = String> {
    let mut forms = vec![Vec::new()];
    for param in signature.params {
        let types = match param.kind {
            ParamKind::Is(ty) => vec![ty],
            ParamKind::When => vec![Ty::Timestamp, Ty::Interval],
            ParamKind::List => Vec::new(),
        };
        let longer = forms
            .iter()
            .flat_map(|form: &Vec<Ty>| types.iter().map(|&ty| [form.as_slice(), &[ty]].concat()));
        forms = longer.collect();
    }
    forms.into_iter().map(|form| {
        let types = form.iter().map(|&ty| format!("{:?}", Type::Known(ty)));
        types.collect::<Vec<_>>().join(", ")
    })
}

#[test]
fn generators_reach_everything() {
    let mut missing = everything();
    let mut runner = runner(SEED);
    let strategy = runnable_cases();
    for _ in 0..CASES {
        let case = strategy.new_tree(&mut runner).unwrap().current();
        let mut profile = Profile::default();
        profile.set("one-element-vector", "value").unwrap();
        let hir = check(&case.text, &parse(&case.text).tree, &profile).hir;
        for found in content(&case.text, &hir) {
            missing.remove(&found);
        }
        if missing.is_empty() {
            return;
        }
    }
    panic!("not reached: {missing:#?}");
}

#[test]
fn profiles_reach_every_setting() {
    let choices = SETTINGS.iter().flat_map(|setting| {
        let values = setting.values.iter().map(|choice| choice.value);
        values.map(|value| (setting.key, value))
    });
    let mut missing: BTreeSet<(&str, &str)> = choices.collect();
    let mut runner = runner(SEED);
    let strategy = careless_cases();
    for _ in 0..CASES {
        let case = strategy.new_tree(&mut runner).unwrap().current();
        for setting in &case.settings {
            missing.remove(setting);
        }
    }
    assert_eq!(missing, BTreeSet::new());
}

/// A case that is printed can be put into `cases/` as it is.
#[test]
fn what_is_printed_is_a_case_file() {
    let mut runner = runner(SEED);
    let strategy = runnable_cases();
    for _ in 0..100 {
        let case = strategy.new_tree(&mut runner).unwrap().current();
        let printed = case_file(&case);
        let read = CaseFile::parse(&printed);
        let read = read.unwrap_or_else(|error| panic!("{error}\n{printed}"));
        assert_eq!(
            read.formula,
            case.text.trim_end_matches(char::is_whitespace)
        );
    }
}
