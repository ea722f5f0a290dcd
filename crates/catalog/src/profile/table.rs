//! The macro behind the rows of the profile.

/// Declares the settings. A row reads
///
/// ```text
/// "key" asks "Question?"
/// field: Type = Default {
///     Default "value": "Meaning.",
///     Other "other": "Meaning.",
/// }
/// Grade because "Evidence.";
/// ```
///
/// and yields the enum `Type`, the field of `Profile` and the entry of
/// `SETTINGS`. A row of type `f64` has no braces and takes any finite number.
macro_rules! settings {
    ($(
        $key:literal asks $question:literal
        $field:ident: $type:ident = $default:tt
        $({ $($variant:ident $value:literal: $meaning:literal,)+ })?
        $grade:ident because $evidence:literal;
    )+) => {
        $($(
            #[doc = $question]
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            pub enum $type {
                $(#[doc = concat!("`", $value, "`: ", $meaning)] $variant,)+
            }

            impl $type {
                /// As a profile writes it.
                #[must_use]
                pub const fn as_str(self) -> &'static str {
                    match self {
                        $(Self::$variant => $value,)+
                    }
                }
            }

            impl $crate::profile::Answer for $type {
                fn read(text: &str) -> Option<Self> {
                    match text {
                        $($value => Some(Self::$variant),)+
                        _ => None,
                    }
                }

                fn print(self) -> String {
                    self.as_str().to_owned()
                }
            }
        )?)+

        /// Our answers to the open questions.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Profile {
            $(#[doc = $question] pub $field: $type,)+
        }

        impl Default for Profile {
            fn default() -> Self {
                Self {
                    $($field: $crate::profile::table::answer!($type $default),)+
                }
            }
        }

        impl Profile {
            /// Sets the setting of that key.
            ///
            /// # Errors
            /// When there is no such setting, or it does not take the value.
            pub fn set(&mut self, key: &str, value: &str) -> Result<(), $crate::profile::ProfileError> {
                match key {
                    $($key => self.$field = $crate::profile::read(key, value)?,)+
                    _ => return Err($crate::profile::ProfileError::UnknownKey { key: key.to_owned() }),
                }
                Ok(())
            }

            /// The value of the setting of that key, as [`Profile::set`] takes
            /// it.
            #[must_use]
            pub fn get(&self, key: &str) -> Option<String> {
                match key {
                    $($key => Some($crate::profile::Answer::print(self.$field)),)+
                    _ => None,
                }
            }
        }

        /// Every setting.
        pub static SETTINGS: &[$crate::profile::Setting] = &[$(
            $crate::profile::Setting {
                key: $key,
                question: $question,
                default: $crate::profile::table::answer_text!($type $default),
                values: &[$($($crate::profile::Choice { value: $value, meaning: $meaning }),+)?],
                grade: $crate::profile::Grade::$grade,
                evidence: $evidence,
            },
        )+];
    };
}

/// The default of a row as a value.
macro_rules! answer {
    ($type:ident $variant:ident) => {
        $type::$variant
    };
    ($type:ident $number:literal) => {
        $type::from($number)
    };
}

/// The default of a row as a profile writes it.
macro_rules! answer_text {
    ($type:ident $variant:ident) => {
        $type::$variant.as_str()
    };
    ($type:ident $number:literal) => {
        stringify!($number)
    };
}

pub(super) use {answer, answer_text, settings};
