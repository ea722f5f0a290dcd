//! `min` and `max`, which the settings `nan-minmax` and `empty-aggregate` tell
//! what to do with NaN and with nothing at all.

use autoscale_catalog::profile::{NanMinmax, Profile};

use crate::aggregate::of_nothing;
use crate::arithmetic::{negate, subtract};
use crate::basis::{Basis, Setting};
use crate::double::{Double, upper};
use crate::vector::Vector;

/// `max` of vectors strung together.
pub(crate) fn max(pieces: &[Vector], profile: &Profile, basis: &mut Basis) -> Double {
    let greatest = greatest(pieces, profile, basis);
    or_nothing(greatest, pieces, profile, basis)
}

/// `min` of vectors strung together.
pub(crate) fn min(pieces: &[Vector], profile: &Profile, basis: &mut Basis) -> Double {
    let least = least(pieces, profile, basis);
    or_nothing(least, pieces, profile, basis)
}

/// `range`: the greatest less the least.
pub(crate) fn range(pieces: &[Vector], profile: &Profile, basis: &mut Basis) -> Double {
    let greatest = greatest(pieces, profile, basis);
    let widest = subtract(greatest, least(pieces, profile, basis));
    let spread = Double {
        min: upper(widest.min, 0.0),
        ..widest
    }
    .tidy();
    or_nothing(spread, pieces, profile, basis)
}

fn or_nothing(found: Double, pieces: &[Vector], profile: &Profile, basis: &mut Basis) -> Double {
    if pieces.iter().all(|piece| piece.can_be_empty()) {
        return found.hull(of_nothing(profile, basis));
    }
    found
}

/// The greatest of at least one value.
fn greatest(pieces: &[Vector], profile: &Profile, basis: &mut Basis) -> Double {
    if pieces.iter().any(|piece| piece.element.nan) {
        basis.setting(Setting::NanMinmax);
    }
    let all = Vector::concat_all(pieces).element;
    Double {
        min: surely_reached(pieces, profile.nan_minmax).unwrap_or(all.min),
        nan: can_be_nan(pieces, profile.nan_minmax),
        ..all
    }
    .tidy()
}

/// The least of at least one value.
fn least(pieces: &[Vector], profile: &Profile, basis: &mut Basis) -> Double {
    let negated: Vec<Vector> = pieces
        .iter()
        .map(|piece| Vector {
            element: negate(piece.element),
            ..*piece
        })
        .collect();
    negate(greatest(&negated, profile, basis))
}

/// The greatest least value among the pieces that are sure to take part.
fn surely_reached(pieces: &[Vector], setting: NanMinmax) -> Option<f64> {
    let mut reached = None;
    for piece in pieces {
        if setting == NanMinmax::Last && piece.element.nan {
            // Its NaN would make the function forget all before it.
            reached = None;
        }
        // A result under `propagate` means that there is no NaN.
        let takes_part =
            piece.has_number() || (setting == NanMinmax::Propagate && piece.min_len > 0);
        if takes_part && piece.can_have_numbers() {
            let least = piece.element.min;
            reached = Some(reached.map_or(least, |reached| upper(reached, least)));
        }
    }
    reached
}

/// Can the result of at least one value be NaN?
fn can_be_nan(pieces: &[Vector], setting: NanMinmax) -> bool {
    let has_nan = |piece: &Vector| piece.element.nan;
    match setting {
        NanMinmax::Ignore => {
            pieces.iter().any(has_nan) && !pieces.iter().any(|piece| piece.has_number())
        }
        NanMinmax::Propagate => pieces.iter().any(has_nan),
        NanMinmax::First => can_begin_with_nan(pieces.iter()),
        NanMinmax::Last => can_begin_with_nan(pieces.iter().rev()),
    }
}

fn can_begin_with_nan<'a>(pieces: impl Iterator<Item = &'a Vector>) -> bool {
    for piece in pieces {
        if piece.element.nan {
            return true;
        }
        if piece.min_len > 0 {
            return false;
        }
    }
    false
}
