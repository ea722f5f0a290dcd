//! Sets of doubleVecs: what an element can be, and how many there can be.

use autoscale_catalog::profile::{Profile, VectorLength};

use crate::Elements;
use crate::basis::{Basis, Setting};
use crate::double::Double;

/// A set of doubleVecs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Vector {
    /// What an element can be.
    pub(crate) element: Double,
    /// The least number of elements.
    pub(crate) min_len: u32,
    /// The greatest number; `None` when there is no end.
    pub(crate) max_len: Option<u32>,
}

impl Vector {
    /// The vector without elements.
    pub(crate) const EMPTY: Self = Self {
        element: Double::NONE,
        min_len: 0,
        max_len: Some(0),
    };

    /// One number as a vector of one.
    pub(crate) const fn one(element: Double) -> Self {
        Self {
            element,
            min_len: 1,
            max_len: Some(1),
        }
    }

    /// One after the other.
    pub(crate) fn concat(self, other: Self) -> Self {
        Self {
            element: self.element.hull(other.element),
            min_len: self.min_len.saturating_add(other.min_len),
            max_len: self
                .max_len
                .zip(other.max_len)
                .and_then(|(a, b)| a.checked_add(b)),
        }
    }

    /// Several, one after the other.
    pub(crate) fn concat_all(pieces: &[Self]) -> Self {
        pieces.iter().copied().fold(Self::EMPTY, Self::concat)
    }

    /// What is in either set.
    pub(crate) fn hull(self, other: Self) -> Self {
        Self {
            element: self.element.hull(other.element),
            min_len: self.min_len.min(other.min_len),
            max_len: self.max_len.zip(other.max_len).map(|(a, b)| a.max(b)),
        }
    }

    /// What is in both sets; `None` when nothing is.
    pub(crate) fn meet(self, other: Self) -> Option<Self> {
        let max_len = match (self.max_len, other.max_len) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (end, None) | (None, end) => end,
        };
        Self {
            element: self.element.meet(other.element),
            min_len: self.min_len.max(other.min_len),
            max_len,
        }
        .tidy()
    }

    /// `None` when nothing is in the set.
    fn tidy(self) -> Option<Self> {
        let max_len = if self.element.is_empty() {
            Some(0)
        } else {
            self.max_len
        };
        let element = if max_len == Some(0) {
            Double::NONE
        } else {
            self.element
        };
        let possible = max_len.is_none_or(|max_len| self.min_len <= max_len);
        possible.then_some(Self {
            element,
            max_len,
            ..self
        })
    }

    /// True when there may be no element.
    pub(crate) const fn can_be_empty(self) -> bool {
        self.min_len == 0
    }

    /// True when there may be elements that are numbers.
    pub(crate) const fn can_have_numbers(self) -> bool {
        !self.element.no_number()
    }

    /// True when there is an element, and all of them are numbers.
    pub(crate) const fn has_number(self) -> bool {
        self.min_len > 0 && !self.element.nan
    }

    /// The length, when it is known.
    pub(crate) fn len(self) -> Option<u32> {
        self.max_len.filter(|&max_len| max_len == self.min_len)
    }

    /// Another element in every place.
    pub(crate) fn map(self, of: impl FnOnce(Double) -> Double) -> Option<Self> {
        Self {
            element: of(self.element),
            ..self
        }
        .tidy()
    }

    /// An operation on two vectors, element by element; `None` when it fails.
    pub(crate) fn zip(
        self,
        other: Self,
        of: impl FnOnce(Double, Double) -> Double,
        profile: &Profile,
        basis: &mut Basis,
    ) -> Option<Self> {
        let same = self.len().is_some() && self.len() == other.len();
        let element = of(self.element, other.element);
        if same {
            return Self { element, ..self }.tidy();
        }
        basis.setting(Setting::VectorLength);
        let least = self.min_len.min(other.min_len);
        let shorter = match (self.max_len, other.max_len) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (end, None) | (None, end) => end,
        };
        match profile.vector_length {
            VectorLength::Error => Self {
                element,
                min_len: self.min_len.max(other.min_len),
                max_len: shorter,
            },
            VectorLength::Shortest => Self {
                element,
                min_len: least,
                max_len: shorter,
            },
            VectorLength::Nan => Self {
                element: element.or_nan(true),
                min_len: self.min_len.max(other.min_len),
                max_len: self.max_len.zip(other.max_len).map(|(a, b)| a.max(b)),
            },
        }
        .tidy()
    }

    /// As it is published.
    pub(crate) const fn to_elements(self) -> Elements {
        Elements {
            element: self.element.to_num(),
            min_len: self.min_len,
            max_len: self.max_len,
        }
    }
}
