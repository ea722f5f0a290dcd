//! Function calls. Arguments are evaluated from left to right; then their types
//! choose the overload. An error of the call stands at its `(`.

use autoscale_base::Span;
use autoscale_catalog::Function;
use autoscale_catalog::profile::OneElementVector;
use autoscale_syntax::ExprList;

use super::{Evaluator, Halt, Step, fault_at};
use crate::arithmetic::{ListFunction, element, list_function, parse_time, percentile};
use crate::{Fault, Value};

impl Evaluator<'_> {
    pub(super) fn call(&mut self, name: Span, open: u32, arguments: ExprList) -> Step<Value> {
        let text = name.text(self.text);
        let Some(function) = self.names.function(text) else {
            return self.refuse(name, Fault::UndefinedSymbol(text.to_owned()));
        };
        let values = self.values(arguments)?;
        let result = match function {
            Function::Stop if values.is_empty() => return Err(Halt::Stop),
            Function::Rand if values.is_empty() => Ok(self.rng.draw().into()),
            Function::Time => self.time(&values),
            Function::Percentile | Function::Val => {
                return self.of_vector_and_number(function, open, arguments, &values);
            }
            function => self.of_list(function, &values),
        };
        result.or_else(|fault| fault_at(open, fault))
    }

    fn time(&self, values: &[Value]) -> Result<Value, Fault> {
        match values {
            [] => Ok(self.env.now.into()),
            [Value::String(text)] => Ok(parse_time(text, self.env.now, self.profile)?.into()),
            _ => Err(wrong_arguments(Function::Time.name(), values)),
        }
    }

    /// `percentile(v, p)` and `val(v, i)`.
    fn of_vector_and_number(
        &self,
        function: Function,
        open: u32,
        arguments: ExprList,
        values: &[Value],
    ) -> Step<Value> {
        let ([Value::DoubleVec(numbers), second], [_, id]) = (values, self.tree.list(arguments))
        else {
            return fault_at(open, wrong_arguments(function.name(), values));
        };
        if !self.is_number(second) {
            return fault_at(open, wrong_arguments(function.name(), values));
        }
        let number = self.number(*id, second)?;
        let result = if function == Function::Val {
            element(numbers, number, self.profile)
        } else {
            percentile(&mut numbers.clone(), number, self.profile)
        };
        match result {
            Ok(number) => Ok(number.into()),
            Err(fault) => fault_at(open, fault),
        }
    }

    /// A function of the documented doubleVecList: doubles and doubleVecs are
    /// strung together (`avg(v, 7)` is `avg(1, 2, 3, 7)`).
    fn of_list(&self, function: Function, values: &[Value]) -> Result<Value, Fault> {
        let mut numbers = Vec::new();
        for value in values {
            match value {
                Value::Double(number) => numbers.push(*number),
                Value::DoubleVec(more) => numbers.extend_from_slice(more),
                _ => return Err(wrong_arguments(function.name(), values)),
            }
        }
        match (list_function(function), values) {
            (Some(ListFunction::Each(each)), [Value::Double(number)]) => Ok(each(*number).into()),
            (Some(ListFunction::Each(each)), _) => {
                Ok(numbers.into_iter().map(each).collect::<Vec<_>>().into())
            }
            (Some(ListFunction::All(all)), _) => Ok(all(&numbers, self.profile)?.into()),
            (None, _) if function == Function::Vec => Ok(numbers.into()),
            (None, _) => Err(wrong_arguments(function.name(), values)),
        }
    }

    /// Will the value do where one number is needed? It may still have the
    /// wrong number of elements.
    pub(super) fn is_number(&self, value: &Value) -> bool {
        match value {
            Value::Double(_) => true,
            Value::DoubleVec(_) => self.profile.one_element_vector == OneElementVector::Value,
            _ => false,
        }
    }
}

/// The fault of arguments that no overload takes.
pub(super) fn wrong_arguments(name: &'static str, values: &[Value]) -> Fault {
    Fault::Arguments {
        name,
        types: values.iter().map(Value::ty).collect(),
    }
}
