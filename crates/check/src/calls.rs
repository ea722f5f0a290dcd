//! Calls: which overload of a function or method the arguments choose.

use autoscale_base::Span;
use autoscale_catalog::profile::OneElementVector;
use autoscale_catalog::{Function, Param, ParamKind, Signature, Ty};
use autoscale_syntax as ast;

use crate::arguments::wanted;
use crate::hir::{ExprId, ExprKind, Type};
use crate::infer::{Checker, Operand};

impl Checker<'_> {
    pub(crate) fn call(
        &mut self,
        span: Span,
        name: Span,
        open: u32,
        arguments: ast::ExprList,
    ) -> ExprId {
        let Some(function) = self.scope.function(self.text_of(name)) else {
            self.unknown_function(name);
            self.values(arguments);
            return self.error(span);
        };
        let callee = Callee {
            name,
            signatures: function.signatures(),
        };
        let Some((values, ty)) = self.arguments(callee, arguments) else {
            return self.error(span);
        };
        if function == Function::Time {
            self.time_literal(&values);
        }
        let arguments = self.hir.push_list(&values);
        let kind = ExprKind::Call {
            function,
            arguments,
        };
        self.push_at(kind, ty, span, open)
    }

    pub(crate) fn method(
        &mut self,
        span: Span,
        receiver: ast::ExprId,
        name: Span,
        open: u32,
        arguments: ast::ExprList,
    ) -> ExprId {
        let metric = match self.operand(receiver) {
            Operand::Metric(metric) => Some(metric),
            Operand::Undefined => {
                self.undefined(receiver);
                None
            }
            Operand::Value(value) => {
                let ty = self.ty(value);
                if ty != Type::Unknown {
                    let brackets = Span::new(open, span.end);
                    self.not_a_metric(receiver, ty, name, brackets);
                }
                None
            }
        };
        let Some(metric) = metric else {
            self.values(arguments);
            return self.error(span);
        };
        let Some(method) = self.scope.method(self.text_of(name)) else {
            self.unknown_method(metric, name);
            self.values(arguments);
            return self.error(span);
        };
        let callee = Callee {
            name,
            signatures: method.signatures(),
        };
        let Some((values, ty)) = self.arguments(callee, arguments) else {
            return self.error(span);
        };
        let arguments = self.hir.push_list(&values);
        let kind = ExprKind::Method {
            metric,
            method,
            arguments,
        };
        self.push_at(kind, ty, span, open)
    }

    pub(crate) fn member(&mut self, span: Span, receiver: ast::ExprId, name: Span) -> ExprId {
        if let Operand::Metric(metric) = self.operand(receiver) {
            self.member_of_metric(metric, name);
            return self.error(span);
        }
        let of = self.value(receiver);
        match self.ty(of) {
            Type::Unknown => return self.error(span),
            Type::Known(Ty::Timestamp) | Type::Never => {}
            ty @ (Type::Known(_) | Type::Mixed) => {
                self.member_of_other(receiver, ty, name);
                return self.error(span);
            }
        }
        let Some(member) = self.scope.member(self.text_of(name)) else {
            self.unknown_member(name);
            return self.error(span);
        };
        let ty = match self.ty(of) {
            Type::Never => Type::Never,
            _ => Type::DOUBLE,
        };
        self.push_at(ExprKind::Member { member, of }, ty, span, name.start)
    }

    /// The arguments as values and the type of the call, when an overload
    /// takes them; otherwise a finding has been reported.
    fn arguments(
        &mut self,
        callee: Callee,
        arguments: ast::ExprList,
    ) -> Option<(Vec<ExprId>, Type)> {
        let values = self.values(arguments);
        let types: Vec<Type> = values.iter().map(|&value| self.ty(value)).collect();
        if types.contains(&Type::Unknown) {
            return only_type(callee.signatures, &types).map(|ty| (values, ty));
        }
        let chosen = callee
            .signatures
            .iter()
            .find(|signature| accepts(signature, &types));
        let Some(signature) = chosen else {
            return self.no_overload(callee, arguments, values, &types);
        };
        let mixed = types.contains(&Type::Mixed);
        if mixed {
            for &value in &values {
                if self.ty(value) == Type::Mixed {
                    self.mixed_list(self.hir.expr(value).span);
                }
            }
        }
        let ty = match signature.returns {
            _ if types.contains(&Type::Never) => Type::Never,
            None => Type::Never,
            // One number would have chosen the overload that gives a number.
            Some(Ty::DoubleVec) if mixed && callee.signatures.len() > 1 => Type::Mixed,
            Some(ty) => Type::Known(ty),
        };
        Some((values, ty))
    }

    fn values(&mut self, arguments: ast::ExprList) -> Vec<ExprId> {
        let tree = self.tree;
        let arguments = tree.list(arguments).iter();
        arguments.map(|&argument| self.value(argument)).collect()
    }

    /// Reports why no overload takes the arguments; where the profile turns
    /// vectors of one element into numbers, tries again with those.
    fn no_overload(
        &mut self,
        callee: Callee,
        arguments: ast::ExprList,
        mut values: Vec<ExprId>,
        types: &[Type],
    ) -> Option<(Vec<ExprId>, Type)> {
        let of_count = |signature: &&Signature| params(signature, types.len()).is_some();
        let elements = self.profile.one_element_vector == OneElementVector::Value;
        let candidates = callee.signatures.iter().filter(of_count);
        let Some(nearest) = best_match(candidates, types, elements) else {
            self.wrong_count(callee, types.len());
            return None;
        };
        if self.swapped(callee, arguments, types) {
            return None;
        }
        let tree = self.tree;
        let pairs = params(nearest, types.len())?.zip(tree.list(arguments));
        for (position, ((param, &argument), value)) in pairs.zip(&mut values).enumerate() {
            let ty = self.ty(*value);
            if takes(param.kind, ty) {
                continue;
            }
            if ty == Type::DOUBLE_VEC && param.kind == ParamKind::Is(Ty::Double) {
                *value = self.number(argument)?;
                if self.ty(*value) == Type::Unknown {
                    return None;
                }
            } else if ty == Type::Mixed {
                self.mixed_arms(self.hir.expr(*value).span);
                return None;
            } else {
                let wanted = wanted(callee.signatures, types.len(), position);
                self.wrong_type(callee, argument, &wanted, ty);
                return None;
            }
        }
        let ty = nearest.returns.map_or(Type::Never, Type::Known);
        Some((values, ty))
    }
}

/// The type of a call such as `min(25, …)`, whatever becomes of the arguments that
/// a placeholder or a mistake hides: the function makes one type of any list.
fn only_type(signatures: &[Signature], types: &[Type]) -> Option<Type> {
    let [only] = signatures else {
        return None;
    };
    let fits = |ty: &Type| match ty {
        Type::Unknown => true,
        ty => ty.known().is_some() && takes(ParamKind::List, *ty),
    };
    let is_list = matches!(only.params, [param] if param.kind == ParamKind::List);
    (is_list && types.iter().all(fits)).then_some(Type::Known(only.returns?))
}

/// What is called: where its name stands, and its overloads.
#[derive(Clone, Copy)]
pub(crate) struct Callee {
    pub(crate) name: Span,
    pub(crate) signatures: &'static [Signature],
}

/// The parameter of each of `count` arguments; `None` when the overload takes
/// another number of them.
pub(crate) fn params(signature: &Signature, count: usize) -> Option<impl Iterator<Item = &Param>> {
    let is_list = matches!(signature.params, [only] if only.kind == ParamKind::List);
    let fits = is_list || signature.params.len() == count;
    fits.then(|| signature.params.iter().cycle().take(count))
}

pub(crate) fn accepts(signature: &Signature, types: &[Type]) -> bool {
    params(signature, types.len())
        .is_some_and(|params| params.zip(types).all(|(param, &ty)| takes(param.kind, ty)))
}

fn takes(kind: ParamKind, ty: Type) -> bool {
    match (kind, ty) {
        (_, Type::Never) => true,
        (ParamKind::Is(wanted), Type::Known(ty)) => wanted == ty,
        (ParamKind::When, Type::Known(ty)) => matches!(ty, Ty::Timestamp | Ty::Interval),
        (ParamKind::List, Type::Known(ty)) => matches!(ty, Ty::Double | Ty::DoubleVec),
        (ParamKind::List, Type::Mixed) => true,
        (_, Type::Mixed | Type::Unknown) => false,
    }
}

/// The overload that most of the arguments fit, the first of equals. With
/// `elements` a vector fits where a number is needed.
fn best_match<'s>(
    signatures: impl Iterator<Item = &'s Signature>,
    types: &[Type],
    elements: bool,
) -> Option<&'s Signature> {
    let fits = |kind, ty| {
        let number = kind == ParamKind::Is(Ty::Double);
        takes(kind, ty) || (elements && number && ty == Type::DOUBLE_VEC)
    };
    let misfits = |signature: &&Signature| {
        let params = params(signature, types.len()).into_iter().flatten();
        let misfits = params
            .zip(types)
            .filter(|(param, ty)| !fits(param.kind, **ty));
        misfits.count()
    };
    signatures.min_by_key(misfits)
}
