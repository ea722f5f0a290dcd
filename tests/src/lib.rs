//! What the runners share: the files of `cases/`, both engines, and findings
//! as text.

pub mod case;
pub mod cases;
pub mod engines;
pub mod faultless;
pub mod faulty;
pub mod findings;
pub mod fixes;
pub mod ranges;
pub mod rule_cases;
pub mod settings;
pub mod token_classes;
pub mod worlds;
