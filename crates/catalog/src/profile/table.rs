//! The macro behind the rows of the profile.

/// Declares a set of settings: `Name is "what one is called";`, then the rows.
/// A row reads
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
/// and yields the enum `Type`, the field of `Name` and the entry of `SETTINGS`.
/// A row of another type than an enum has no braces; its default is a literal.
macro_rules! settings {
    (
        $(#[$doc:meta])*
        $name:ident is $called:literal;
        $(
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

        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name {
            $(#[doc = $question] pub $field: $type,)+
        }

        impl Default for $name {
            fn default() -> Self {
                Self {
                    $($field: $crate::profile::table::answer!($type $default),)+
                }
            }
        }

        impl $name {
            /// Sets the setting of that key.
            ///
            /// # Errors
            /// When there is no such setting, or it does not take the value.
            pub fn set(&mut self, key: &str, value: &str) -> Result<(), $crate::profile::ProfileError> {
                let unknown = || $crate::profile::ProfileError::UnknownKey {
                    called: $called,
                    key: key.to_owned(),
                };
                let setting = SETTINGS.iter().find(|it| it.key == key).ok_or_else(unknown)?;
                match key {
                    $($key => self.$field = $crate::profile::read(setting, value)?,)+
                    _ => return Err(unknown()),
                }
                Ok(())
            }

            /// The value of the setting of that key, as `set` takes it.
            #[must_use]
            pub fn get(&self, key: &str) -> Option<String> {
                match key {
                    $($key => Some($crate::profile::Answer::print(self.$field)),)+
                    _ => None,
                }
            }
        }

        impl $crate::profile::Settings for $name {
            fn all(&self) -> &'static [$crate::profile::Setting] {
                SETTINGS
            }

            fn set(&mut self, key: &str, value: &str) -> Result<(), $crate::profile::ProfileError> {
                Self::set(self, key, value)
            }
        }

        /// Every setting.
        pub static SETTINGS: &[$crate::profile::Setting] = &[$(
            $crate::profile::Setting {
                key: $key,
                question: $question,
                default: $crate::profile::table::answer_text!($type $default),
                takes: <$type as $crate::profile::Answer>::TAKES,
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
    (f64 $number:literal) => {
        f64::from($number)
    };
    ($type:ident $text:literal) => {
        <$type as $crate::profile::Answer>::read($text).unwrap_or_default()
    };
}

/// The default of a row as a profile writes it.
macro_rules! answer_text {
    ($type:ident $variant:ident) => {
        $type::$variant.as_str()
    };
    (f64 $number:literal) => {
        stringify!($number)
    };
    ($type:ident $text:literal) => {
        $text
    };
}

pub(crate) use {answer, answer_text, settings};
