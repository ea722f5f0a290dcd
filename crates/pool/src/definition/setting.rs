//! A setting with its place, and what it takes to move it into another text.

use autoscale_base::Span;

/// A setting of a pool as a host file writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// Where its value stands in the host file.
    pub span: Span,
    /// The value; `None` when the host computes it (`var.size`).
    pub value: Option<T>,
}

/// A list whose elements have places of their own.
pub type List<T> = Setting<Vec<Setting<T>>>;

impl<T> Setting<T> {
    /// A setting that is written out.
    pub const fn new(span: Span, value: T) -> Self {
        Self {
            span,
            value: Some(value),
        }
    }

    /// A setting that the host computes.
    #[must_use]
    pub const fn computed(span: Span) -> Self {
        Self { span, value: None }
    }
}

/// Where a span of an inner text is in the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The same in the text around.
    pub span: Span,
    /// Does the text around fill in a part of it?
    pub has_hole: bool,
}

/// What has spans of a text that may stand in another one: JSON in a shell's
/// string, Terraform in Markdown.
pub trait Relocate {
    /// True for what is written in one piece, so that nothing of it is known
    /// when a part is filled in.
    const IN_ONE_PIECE: bool = false;

    /// Makes the spans those of the text around, as `to` tells.
    fn relocate(&mut self, to: &dyn Fn(Span) -> Place);
}

impl Relocate for Span {
    fn relocate(&mut self, to: &dyn Fn(Span) -> Place) {
        *self = to(*self).span;
    }
}

impl Relocate for String {
    const IN_ONE_PIECE: bool = true;

    fn relocate(&mut self, _: &dyn Fn(Span) -> Place) {}
}

impl Relocate for &'static str {
    fn relocate(&mut self, _: &dyn Fn(Span) -> Place) {}
}

impl Relocate for bool {
    const IN_ONE_PIECE: bool = true;

    fn relocate(&mut self, _: &dyn Fn(Span) -> Place) {}
}

impl<T: Relocate> Relocate for Setting<T> {
    fn relocate(&mut self, to: &dyn Fn(Span) -> Place) {
        let place = to(self.span);
        self.span = place.span;
        if T::IN_ONE_PIECE && place.has_hole {
            self.value = None;
        }
        self.value.relocate(to);
    }
}

impl<T: Relocate> Relocate for Option<T> {
    fn relocate(&mut self, to: &dyn Fn(Span) -> Place) {
        if let Some(inner) = self {
            inner.relocate(to);
        }
    }
}

impl<T: Relocate> Relocate for Vec<T> {
    fn relocate(&mut self, to: &dyn Fn(Span) -> Place) {
        for item in self {
            item.relocate(to);
        }
    }
}

/// Declares a group of settings, which moves into another text field by field.
macro_rules! settings {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$doc:meta])* pub $field:ident: $type:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            $($(#[$doc])* pub $field: $type,)*
        }

        impl $crate::definition::Relocate for $name {
            fn relocate(
                &mut self,
                to: &dyn Fn(autoscale_base::Span) -> $crate::definition::Place,
            ) {
                $($crate::definition::Relocate::relocate(&mut self.$field, to);)*
            }
        }
    };
}

pub(super) use settings;
