//! What the runners share: the files of `cases/`, both engines, and findings
//! as text.

pub mod case;
pub mod cases;
pub mod engines;
pub mod faultless;
pub mod findings;
pub mod fixes;
pub mod rule_cases;
pub mod worlds;
