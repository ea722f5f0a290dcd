//! Lists of doubles and doubleVecs, as calls take them: a set for every piece
//! of the list.

use autoscale_catalog::Ty;
use autoscale_check::{ExprId, ExprKind, ExprList, Type};

use crate::basis::Basis;
use crate::double::Double;
use crate::value::Value;
use crate::vector::Vector;
use crate::walk::Walk;

/// How many elements of vectors in brackets are told apart in a call.
const MOST_PIECES: u32 = 64;

impl Walk<'_> {
    /// The values of a list of doubles and doubleVecs; `None` when one of them
    /// is never reached behind.
    pub(crate) fn pieces(&mut self, list: ExprList, basis: &mut Basis) -> Option<Vec<Vector>> {
        let hir = self.hir;
        let list = hir.list(list);
        let mut pieces = Vec::with_capacity(list.len());
        self.fuel = MOST_PIECES;
        for &item in list {
            if self.part(item, basis).is_never() {
                return None;
            }
        }
        for &item in list {
            self.push_pieces(item, &mut pieces);
        }
        Some(pieces)
    }

    /// A value of a list; that of a vector in brackets element by element.
    fn push_pieces(&mut self, id: ExprId, pieces: &mut Vec<Vector>) {
        let mut id = id;
        let hir = self.hir;
        while let ExprKind::Read(var) = hir.expr(id).kind
            && matches!(self.current(id), Value::Vector(_))
            && let Some(value) = self.values.assigned(var)
            && let Some(fuel) = self.fuel.checked_sub(1)
        {
            (id, self.fuel) = (value, fuel);
        }
        if let ExprKind::Vector(items) = hir.expr(id).kind
            && let items = hir.list(items)
            && let Some(fuel) = u32::try_from(items.len())
                .ok()
                .and_then(|count| self.fuel.checked_sub(count))
        {
            self.fuel = fuel;
            for &item in items {
                self.push_pieces(item, pieces);
            }
            return;
        }
        pieces.push(match self.current(id) {
            Value::Vector(vector) => vector,
            Value::Double(double) => Vector::one(double),
            _ if self.ty(id) == Type::Known(Ty::Double) => Vector::one(Double::ANY),
            _ => Vector {
                element: Double::ANY,
                min_len: 0,
                max_len: None,
            },
        });
    }
}
