//! The functions.

use crate::sources::docs;
use crate::table::builtins;
use crate::{Signature, Status, sources};

builtins! {
    /// A function.
    pub enum Function in FUNCTIONS;

    Avg = "avg" {
        signatures: [(values: List) -> Double],
        summary: "The mean of all values.",
        details: "Vectors are strung together: `avg(v, 7)` with `v = [1, 2, 3]` is \
            `avg(1, 2, 3, 7)`. The mean of nothing is up to the setting `empty-aggregate`.",
        source: sources::DOCS,
        examples: [
            "x = avg([1, 2, 3], 6)" => "x=3",
            "x = avg($PendingTasks.GetSample(5 * TimeInterval_Minute))" => "x=15.5",
        ],
    }
    Ceil = "ceil" {
        signatures: [(value: Double) -> Double, (values: List) -> DoubleVec],
        summary: "The smallest whole number that is not less than the value.",
        details: "Targets lose their fraction, so `ceil` is how to ask for the node that the last \
            few tasks need. Several values give a vector, value by value.",
        since: "December 2022",
        source: sources::ROUNDING,
        examples: [
            "x = ceil(2.1)" => "x=3",
            "nodes = ceil(max(0, $PendingTasks.GetSample(1)) / $TaskSlotsPerNode)" => "nodes=5",
            "v = ceil([0.5, 1.5], 2)" => "v=[1,2,2]",
        ],
    }
    Floor = "floor" {
        signatures: [(value: Double) -> Double, (values: List) -> DoubleVec],
        summary: "The largest whole number that is not greater than the value.",
        details: "Several values give a vector, value by value.",
        since: "December 2022",
        source: sources::ROUNDING,
        examples: [
            "x = floor(2.9)" => "x=2",
            "v = floor([0.5, -0.5], 2)" => "v=[0,-1,2]",
        ],
    }
    Len = "len" {
        signatures: [(values: List) -> Double],
        summary: "The number of values.",
        details: "`len` of nothing is 0.",
        source: sources::DOCS,
        examples: [
            "x = len([1, 2], 3)" => "x=3",
            "x = len($PendingTasks.GetSample(5 * TimeInterval_Minute))" => "x=10",
        ],
    }
    Lg = "lg" {
        signatures: [(value: Double) -> Double, (values: List) -> DoubleVec],
        summary: "The logarithm to base 2.",
        details: "Several values give a vector, value by value.",
        source: sources::DOCS,
        examples: ["x = lg(8)" => "x=3", "v = lg([1, 2], 4)" => "v=[0,1,2]"],
    }
    Ln = "ln" {
        signatures: [(value: Double) -> Double, (values: List) -> DoubleVec],
        summary: "The natural logarithm.",
        details: "Several values give a vector, value by value. Articles before 2019 say base 2 \
            for a vector, a slip.",
        source: sources::DOCS,
        examples: ["x = ln(10)" => "x=2.30259", "v = ln([1], 10)" => "v=[0,2.30259]"],
    }
    Log = "log" {
        signatures: [(value: Double) -> Double, (values: List) -> DoubleVec],
        summary: "The logarithm to base 10.",
        details: "Several values give a vector, value by value.",
        source: sources::DOCS,
        examples: ["x = log(1000)" => "x=3", "v = log([1, 10], 100)" => "v=[0,1,2]"],
    }
    Max = "max" {
        signatures: [(values: List) -> Double],
        summary: "The largest value.",
        details: "Beside a vector that may be empty, give a number to fall back on: \
            `max(0, $PendingTasks.GetSample(1))` is 0 on a new pool. The largest of nothing is \
            up to the setting `empty-aggregate`, NaN among the values to `nan-minmax`.",
        source: sources::DOCS,
        examples: [
            "x = max(1, [3, 2])" => "x=3",
            "x = max(0, $PendingTasks.GetSample(1))" => "x=20",
        ],
    }
    Min = "min" {
        signatures: [(values: List) -> Double],
        summary: "The smallest value.",
        details: "`min(25, n)` caps a target at 25. The smallest of nothing is up to the setting \
            `empty-aggregate`, NaN among the values to `nan-minmax`.",
        source: sources::DOCS,
        examples: ["x = min(2, [3, 1])" => "x=1", "n = min(25, 40)" => "n=25"],
    }
    Norm = "norm" {
        signatures: [(values: List) -> Double],
        summary: "The two-norm: the square root of the sum of the squares.",
        details: "The norm of nothing is up to the setting `empty-aggregate`.",
        source: sources::DOCS,
        examples: ["x = norm(3, 4)" => "x=5"],
    }
    Percentile = "percentile" {
        signatures: [(values: DoubleVec, percent: Double) -> Double],
        summary: "The value that a percentage of the vector's values does not exceed.",
        details: "How it is found and whether the percentage runs to 100 or to 1 is the setting \
            `percentile`. NaN among the values is up to `nan-percentile`.",
        source: sources::DOCS,
        examples: [
            "x = percentile([15, 20, 35, 40, 50], 40)" => "x=20",
            "x = percentile($PendingTasks.GetSample(5 * TimeInterval_Minute), 90)" => "x=19",
        ],
    }
    Rand = "rand" {
        signatures: [() -> Double],
        summary: "A random value between 0 and 1.",
        details: "Here the values follow from the seed, so that an evaluation can be repeated.",
        source: sources::DOCS,
        examples: ["x = rand() >= 0 && rand() <= 1" => "x=1"],
    }
    Range = "range" {
        signatures: [(values: List) -> Double],
        summary: "The largest value less the smallest.",
        details: "The range of nothing is up to the setting `empty-aggregate`, NaN among the \
            values to `nan-minmax`.",
        source: sources::DOCS,
        examples: ["x = range(2, 9, 4)" => "x=7"],
    }
    Round = "round" {
        signatures: [(value: Double) -> Double, (values: List) -> DoubleVec],
        summary: "The nearest whole number, halves being rounded away from zero.",
        details: "Several values give a vector, value by value.",
        since: "December 2022",
        source: sources::ROUNDING,
        examples: ["x = round(2.5)" => "x=3", "v = round([-2.5, 2.4], 1)" => "v=[-3,2,1]"],
    }
    Std = "std" {
        signatures: [(values: List) -> Double],
        summary: "The sample standard deviation.",
        details: "The sum of squared distances from the mean is divided by one less than the \
            number of values. One value alone is up to the setting `std-of-one`, none at all to \
            `empty-aggregate`.",
        source: sources::DOCS,
        examples: ["x = std(2, 4, 4, 4, 5, 5, 7, 9)" => "x=2.13809"],
    }
    Stop = "stop" {
        signatures: [() -> Never],
        summary: "Ends the evaluation.",
        details: "It is no error: what has been assigned so far stands, and the pool follows it.",
        source: sources::DOCS,
        examples: ["x = 1; stop(); x = 2" => "x=1"],
    }
    Sum = "sum" {
        signatures: [(values: List) -> Double],
        summary: "The sum of all values.",
        details: "The sum of nothing is 0.",
        source: sources::DOCS,
        examples: [
            "x = sum(1, [2, 3])" => "x=6",
            "x = sum($PendingTasks.GetSample(5 * TimeInterval_Minute))" => "x=155",
        ],
    }
    Time = "time" {
        signatures: [() -> Timestamp, (dateTime: String) -> Timestamp],
        summary: "The time of the evaluation, or the time that a text tells.",
        details: "Always UTC; every call of one evaluation gives the same instant. The text is in \
            W3C-DTF (`2014-10-06T10:20:00Z`) or RFC 1123 (`Mon, 06 Oct 2014 10:20:00 GMT`); an \
            empty text is no text. Nine fraction digits are refused, six are taken, seven are up \
            to the setting `fraction-7`; zones other than UTC are up to `offset`, a day name that \
            does not fit the date to `day-name`.",
        source: docs!("fraction digits: nextflow-io/nextflow#3866 and #3868"),
        examples: [
            "t = time()" => "t=2026-03-02T09:15:00.000Z",
            "t = time(\"Mon, 06 Oct 2014 10:20:00 GMT\")" => "t=2014-10-06T10:20:00.000Z",
            "age = time() - time(\"2026-03-01T08:00:00Z\")" => "age=1d1h15m",
        ],
    }
    Val = "val" {
        signatures: [(values: DoubleVec, index: Double) -> Double],
        summary: "One value of a vector, the first having index 0.",
        details: "Which sample is the first of a vector of samples is the setting `order`; a \
            place outside the vector is up to `val-range`.",
        source: sources::DOCS,
        examples: [
            "x = val([5, 6, 7], 1)" => "x=6",
            "x = val($PendingTasks.GetSample(1), 0)" => "x=20",
        ],
    }
    Vec = "vec" {
        status: Status::Deprecated { instead: "a vector in square brackets, such as `[1, 2]`" },
        signatures: [(values: List) -> DoubleVec],
        summary: "One vector of all values.",
        details: "The article of 2015 has it in its table. Later ones dropped the row, though \
            their text still asks for `vec(double)`.",
        source: sources::DOCS_2015,
        examples: ["v = vec(1, [2, 3])" => "v=[1,2,3]"],
    }
}

impl Function {
    /// The overloads.
    #[must_use]
    pub const fn signatures(self) -> &'static [Signature] {
        self.row().signatures
    }
}
