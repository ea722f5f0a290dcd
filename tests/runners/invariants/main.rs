//! What must hold for every formula, every builtin, every rule and every
//! crate.

// The attribute tells clippy that the helpers, too, are tests.
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod coverage;
#[cfg(test)]
mod documentation;
#[cfg(test)]
mod formulas;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod policies;
