//! What functions make of the values that they are called with.

use autoscale_base::Timestamp;
use autoscale_catalog::Function;
use autoscale_check::{ExprId, ExprKind, ExprList, Type};

use crate::basis::Basis;
use crate::double::Double;
use crate::value::Value;
use crate::vector::Vector;
use crate::walk::Walk;
use crate::{Ticks, aggregate, elementwise, extremes};

impl Walk<'_> {
    pub(crate) fn call(
        &mut self,
        function: Function,
        arguments: ExprList,
        basis: &mut Basis,
    ) -> Value {
        let hir = self.hir;
        match (function, hir.list(arguments)) {
            (Function::Rand, _) => Value::Double(Double::between(0.0, 1.0_f64.next_down())),
            (Function::Stop, _) => {
                self.end(false);
                Value::Never
            }
            (Function::Time, texts) => self.time(texts.first().copied(), basis),
            (Function::Percentile | Function::Val, &[values, number]) => {
                self.of_vector_and_number(function, [values, number], basis)
            }
            (function, list) => {
                let single = matches!(list, [only] if self.ty(*only) == Type::DOUBLE);
                match self.pieces(arguments, basis) {
                    Some(pieces) => self.of_list(function, &pieces, single, basis),
                    None => Value::Never,
                }
            }
        }
    }

    fn of_vector_and_number(
        &mut self,
        function: Function,
        [values, number]: [ExprId; 2],
        basis: &mut Basis,
    ) -> Value {
        let values = match self.part(values, basis) {
            Value::Never => return Value::Never,
            Value::Vector(values) => values,
            _ => return Value::any(Type::DOUBLE),
        };
        let number = self.part(number, basis);
        if number.is_never() {
            return Value::Never;
        }
        let number = number.as_double();
        Value::double(if function == Function::Val {
            aggregate::val(values, number, self.profile, basis)
        } else {
            aggregate::percentile(values, number, self.profile, basis)
        })
    }

    fn of_list(
        &self,
        function: Function,
        pieces: &[Vector],
        single: bool,
        basis: &mut Basis,
    ) -> Value {
        let profile = self.profile;
        let number = match function {
            Function::Avg => aggregate::avg(pieces, profile, basis),
            Function::Len => aggregate::len(Vector::concat_all(pieces)),
            Function::Max => extremes::max(pieces, profile, basis),
            Function::Min => extremes::min(pieces, profile, basis),
            Function::Norm => aggregate::norm(pieces, profile, basis),
            Function::Range => extremes::range(pieces, profile, basis),
            Function::Std => aggregate::std(pieces, profile, basis),
            Function::Sum => aggregate::sum(pieces),
            function => {
                let vector = Vector::concat_all(pieces);
                return match elementwise::function(function) {
                    Some(of) if single => Value::double(of(vector.element)),
                    Some(of) => Value::vector(vector.map(of)),
                    None => Value::Vector(vector),
                };
            }
        };
        Value::double(number)
    }

    /// `time()`, or the instant of a text: a literal's is known.
    fn time(&mut self, text: Option<ExprId>, basis: &mut Basis) -> Value {
        let Some(id) = text else {
            return Value::Timestamp(Ticks::INSTANTS);
        };
        if self.part(id, basis).is_never() {
            return Value::Never;
        }
        let ExprKind::String(span) = self.hir.expr(id).kind else {
            return Value::Timestamp(Ticks::INSTANTS);
        };
        match span.text(self.text) {
            "" => Value::Timestamp(Ticks::INSTANTS),
            text => match Timestamp::parse(text, self.profile.date_text_rules()) {
                Ok(instant) => Value::Timestamp(Ticks::exactly(instant.ticks())),
                Err(_) => Value::Never,
            },
        }
    }
}
