//! The settings about the text of `time("…")`, as `base` wants them.

use autoscale_base::DateTextRules;

use super::{DayName, Fraction7, Offset, Profile};

impl Profile {
    /// Which date texts `time("…")` takes.
    #[must_use]
    pub fn date_text_rules(&self) -> DateTextRules {
        DateTextRules {
            fraction_digits: match self.fraction_7 {
                Fraction7::Accept => 7,
                Fraction7::Error => 6,
            },
            offsets: self.offset == Offset::Accept,
            any_day_name: self.day_name == DayName::Accept,
        }
    }
}
