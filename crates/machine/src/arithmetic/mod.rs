//! What operators and functions compute, on plain numbers, slices and times.
//! Both engines call these, so that they differ in how they walk a formula but
//! never in what an operation gives. Nothing here knows a tree or a place.

mod aggregate;
mod function;
mod number;
mod percentile;
mod time;
mod vector;

pub use aggregate::{
    avg, avg_of_sums, max, min, norm, norm_of_sums, of_nothing, range, std, std_of_sums, sum,
    total, total_of_squares,
};
pub use function::{ListFunction, list_function};
pub use number::{
    Arithmetic, Comparison, Operator, element, from_truth, larger, not, smaller, truth,
};
pub use percentile::percentile;
pub use time::{
    add_intervals, divide_interval, earlier, later, member, negate_interval, parse_time,
    scale_interval, subtract_intervals,
};
pub use vector::{scalar_and_vector, vector_and_scalar, vector_and_vector};
