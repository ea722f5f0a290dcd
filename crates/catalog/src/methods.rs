//! The methods of the sampled variables.

use crate::sources::docs;
use crate::table::builtins;
use crate::{Signature, sources};

builtins! {
    /// A method of a sampled variable.
    pub enum Method in METHODS;

    GetSample = "GetSample" {
        signatures: [
            (count: Double) -> DoubleVec,
            (start: When) -> DoubleVec,
            (start: When, samplePercent: Double) -> DoubleVec,
            (start: When, end: When) -> DoubleVec,
            (start: When, end: When, samplePercent: Double) -> DoubleVec,
        ],
        summary: "The newest few samples, or those of a window of time.",
        details: "A number asks for that many of the newest samples and takes fewer when there \
            are fewer. A timeinterval means that long ago, so `GetSample(15 * \
            TimeInterval_Minute)` is the last quarter of an hour; the two ends of a window may \
            come in either order. A window fails with `InsufficientSampleData` when less than \
            `samplePercent` of its samples are there. **Left out, the percentage is 70** (the \
            setting `default-percent`), so look at `GetSamplePercent` first or pass 0. Samples \
            take about a minute to arrive: end windows a minute ago where the newest ones do not \
            matter. Their order in the vector is the setting `order`.",
        source: docs!("the implicit 70 %: Azure/batch-shipyard#138"),
        examples: [
            "v = $PendingTasks.GetSample(3)" => "v=[18,19,20]",
            "v = $PendingTasks.GetSample(2 * TimeInterval_Minute)" => "v=[17,18,19,20]",
            "x = avg($PendingTasks.GetSample(15 * TimeInterval_Minute, 60))" => "x=10.5",
            "v = $PendingTasks.GetSample(1 * TimeInterval_Minute, 3 * TimeInterval_Minute)"
                => "v=[15,16,17,18]",
            "x = len($PendingTasks.GetSample(15 * TimeInterval_Minute, TimeInterval_Zero, 60))"
                => "x=20",
            "v = $PendingTasks.GetSample(time(\"2026-03-02T09:13:45Z\"))" => "v=[18,19,20]",
        ],
    }
    GetSamplePercent = "GetSamplePercent" {
        signatures: [(start: When) -> Double, (start: When, end: When) -> Double],
        summary: "The percentage of a window's samples that are there.",
        details: "A number from 0 to 100, not a fraction; more than 100 is up to the setting \
            `percent-cap`. The documentation writes its type as doubleVec, yet formulas compare \
            it with numbers and results print it as one. It tells whether samples arrived, not \
            whether there was work: an idle pool has 100 %.",
        unit: "percent",
        source: docs!("recorded results print `$samples=96.6667`; idle pools: Azure/Batch#120"),
        examples: [
            "p = $PendingTasks.GetSamplePercent(5 * TimeInterval_Minute)" => "p=100",
            "p = $PendingTasks.GetSamplePercent(15 * TimeInterval_Minute)" => "p=66.6667",
            "p = $PendingTasks.GetSamplePercent(15 * TimeInterval_Minute); \
             n = p < 70 ? max(0, $PendingTasks.GetSample(1)) \
             : avg($PendingTasks.GetSample(15 * TimeInterval_Minute))" => "n=20;p=66.6667",
        ],
    }
    GetSamplePeriod = "GetSamplePeriod" {
        signatures: [() -> Interval],
        summary: "The time from one sample to the next.",
        details: "The service has taken a sample every 30 seconds since 2016; before, every 5. \
            The documentation tells no type; that it is a timeinterval is ours.",
        source: sources::DOCS,
        examples: ["i = $PendingTasks.GetSamplePeriod()" => "i=30s"],
    }
    Count = "Count" {
        signatures: [() -> Double],
        summary: "The number of samples in the history.",
        details: "0 at the first evaluation of a new pool.",
        unit: "samples",
        source: docs!("new pools: microsoft/ga4gh-tes `AzureBatchSkuValidator.cs`"),
        examples: [
            "x = $PendingTasks.Count()" => "x=20",
            "first = $PendingTasks.Count() ? 0 : 1" => "first=0",
        ],
    }
    HistoryBeginTime = "HistoryBeginTime" {
        signatures: [() -> Timestamp],
        summary: "The time of the oldest sample.",
        details: "Nothing public tells what it gives without samples; here it is the time of the \
            evaluation.",
        source: sources::DOCS,
        examples: ["t = $PendingTasks.HistoryBeginTime()" => "t=2026-03-02T09:05:30.000Z"],
    }
}

impl Method {
    /// The overloads.
    #[must_use]
    pub const fn signatures(self) -> &'static [Signature] {
        self.row().signatures
    }
}
