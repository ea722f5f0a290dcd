//! The settings. Grades tell how well the default is known, not how likely the
//! other answers are.

use super::table::settings;

settings! {
    /// Our answers to the open questions.
    Profile is "profile setting";

    // Reading a formula.

    "number-forms" asks "Are `5.`, `.5` and `1e3` numbers?"
    number_forms: NumberForms = Accept {
        Accept "accept": "They are.",
        Reject "reject": "They are syntax errors.",
    }
    Unknown because "Real formulas write digits with at most one point between them.";

    "empty-statement" asks "May a statement be empty, as in `;;`?"
    empty_statement: EmptyStatement = Accept {
        Accept "accept": "It does nothing.",
        Reject "reject": "It is a syntax error.",
    }
    Unknown because "No real formula has one.";

    "empty-vector" asks "May a vector be empty, as in `[]`?"
    empty_vector: EmptyVector = Accept {
        Accept "accept": "It has no values.",
        Reject "reject": "It is a syntax error.",
    }
    Unknown because "No real formula has a vector in square brackets at all.";

    "equality-precedence" asks "Do `==` and `!=` bind looser than `<`?"
    equality_precedence: EqualityPrecedence = C {
        C "c": "They do, as in C: `a < b == c` is `(a < b) == c`.",
        Flat "flat": "All comparisons bind alike, from the left.",
    }
    Unknown because "The operators and their signs are those of C; no real formula depends on it.";

    "short-circuit" asks "Is the right side of `&&` and `||` left out when the left side decides?"
    short_circuit: ShortCircuit = Lazy {
        Lazy "lazy": "It is left out, and so cannot fail.",
        Eager "eager": "It is always evaluated.",
    }
    Unknown because "Only the ternary is known to leave something out (Azure/batch-shipyard#138).";

    // Operations.

    "timestamp-minus-interval" asks "May a timeinterval be taken off a timestamp with `-`?"
    timestamp_minus_interval: TimestampMinusInterval = Accept {
        Accept "accept": "The result is the earlier timestamp.",
        Error "error": "It is a type error; `t + (-i)` is not.",
    }
    Unknown because "The documented table of operations lacks it, and its examples write \
        `time() + (-6 * TimeInterval_Hour)`.";

    "bare-metric" asks "What is a metric where a number is needed?"
    bare_metric: BareMetric = Newest {
        Newest "newest": "Its newest sample, 0 when there is none.",
        Error "error": "A type error.",
    }
    Likely because "The documentation computes with `$CurrentDedicatedNodes`; Azure/Batch#151 \
        divides `$PendingTasks`.";

    "scalar-op-vector" asks "May a double stand to the left of a doubleVec?"
    scalar_op_vector: ScalarOpVector = Accept {
        Accept "accept": "It is combined with each value.",
        Error "error": "It is a type error.",
    }
    Unknown because "The documented table of operations has only doubleVec before double.";

    "vector-length" asks "What is an operation on vectors of different lengths?"
    vector_length: VectorLength = Error {
        Error "error": "An evaluation error.",
        Shortest "shortest": "Values without a partner are dropped.",
        Nan "nan": "Values without a partner give NaN.",
    }
    Unknown because "No public source shows one.";

    "division-by-zero" asks "What is a division by zero?"
    division_by_zero: DivisionByZero = Ieee {
        Ieee "ieee": "Infinite, or NaN when 0 is divided.",
        Error "error": "An evaluation error.",
    }
    Unknown because "Division is known to be that of floating-point numbers, no more.";

    "empty-aggregate" asks "What are `avg`, `min`, `max`, `range`, `std` and `norm` of nothing?"
    empty_aggregate: EmptyAggregate = Nan {
        Nan "nan": "NaN.",
        Zero "zero": "0.",
        Error "error": "An evaluation error.",
    }
    Unknown because "`max` of no samples made a pool grow, so it was not 0 \
        (Azure/batch-shipyard#208).";

    "val-range" asks "What is `val` of a place that the vector does not have?"
    val_range: ValRange = Nan {
        Nan "nan": "NaN.",
        Error "error": "An evaluation error.",
        Zero "zero": "0.",
    }
    Unknown because "`val($PendingTasks.GetSample(1), 0)` did not fail on a new pool \
        (Azure/batch-shipyard#138).";

    "percentile" asks "How is a percentile found?"
    percentile: Percentile = NearestRank {
        NearestRank "nearest-rank": "The smallest value that has the percentage, 0 to 100, of \
            all values at or below it.",
        Linear "linear": "Between the two neighbours in rank, by a percentage of 0 to 100.",
        Fraction "fraction": "As with `nearest-rank`, by a fraction of 0 to 1.",
    }
    Unknown because "The documentation says \"percentile element\", which is a value of the vector.";

    "std-of-one" asks "What is the standard deviation of one value?"
    std_of_one: StdOfOne = Nan {
        Nan "nan": "NaN, as 0 / 0 is.",
        Zero "zero": "0.",
    }
    Unknown because "No public source shows one.";

    "nan-minmax" asks "What are `min`, `max` and `range` when NaN is among the values?"
    nan_minmax: NanMinmax = Ignore {
        Ignore "ignore": "NaN is skipped; only of nothing else is the result NaN.",
        Propagate "propagate": "NaN.",
        First "first": "As a loop does that keeps its value unless the next is better.",
        Last "last": "As a loop does that takes the next value unless its own is better.",
    }
    Likely because "`max(0, val($PendingTasks.GetSample(1), 0))` works on a new pool, `max` \
        without the 0 does not (Azure/batch-shipyard#138 and #208).";

    "nan-truth" asks "Is NaN true as a condition?"
    nan_truth: NanTruth = True {
        True "true": "It is, being other than 0.",
        False "false": "It is not.",
    }
    Unknown because "The documentation says \"nonzero is true, and zero is false\".";

    "nan-percentile" asks "What is `percentile` when NaN is among the values?"
    nan_percentile: NanPercentile = Propagate {
        Propagate "propagate": "NaN.",
        SortLast "sort-last": "NaN counts as the greatest value.",
    }
    Unknown because "No public source shows one.";

    // Sampling.

    "order" asks "In which order are the samples of a vector?"
    order: Order = OldestFirst {
        OldestFirst "oldest-first": "The newest is the last.",
        NewestFirst "newest-first": "The newest is the first.",
    }
    Unknown because "The documentation's example shows equal values.";

    "percent-text" asks "How does the error text make whole percentages?"
    percent_text: PercentText = Truncate {
        Truncate "truncate": "The fraction is cut off.",
        Round "round": "To the nearest.",
        Ceil "ceil": "Up.",
    }
    Unknown because "Quoted texts say 0%, 10%, 50%, 70% and 100%.";

    "percent-cap" asks "Can `GetSamplePercent` exceed 100?"
    percent_cap: PercentCap = Raw {
        Raw "raw": "It can.",
        Cap "cap": "It is 100 at most.",
    }
    Unknown because "No public source shows more than 100.";

    "empty-history" asks "What is `GetSample(n)` of a history without samples?"
    empty_history: EmptyHistory = Empty {
        Empty "empty": "An empty vector.",
        Zero "zero": "A vector of one 0.",
        Nan "nan": "A vector of one NaN.",
    }
    Unknown because "It does not fail on a new pool (an integration test of \
        Azure/azure-sdk-for-net, Azure/batch-shipyard#138).";

    "fractional-count" asks "How many samples does `GetSample(2.7)` ask for?"
    fractional_count: FractionalCount = Truncate {
        Truncate "truncate": "2: the fraction is cut off.",
        Round "round": "3: to the nearest.",
        Ceil "ceil": "3: up.",
    }
    Unknown because "No public source shows one.";

    // Time.

    "sunday" asks "Which `weekday` is Sunday?"
    sunday: Sunday = Zero {
        Zero "0": "0, the day before Monday.",
        Seven "7": "7, the day after Saturday.",
    }
    Unknown because "The documentation says \"1 for Monday\"; 0 is what C and .NET have.";

    "year" asks "How many days has `TimeInterval_Year`?"
    year: Year = Days365 {
        Days365 "365": "365.",
        Days365_25 "365.25": "365.25, the Julian year.",
        Days365_2425 "365.2425": "365.2425, the mean Gregorian year.",
        Days366 "366": "366.",
    }
    Unknown because "No real formula has the constant.";

    "fraction-7" asks "Does `time(\"…\")` take seven fraction digits?"
    fraction_7: Fraction7 = Accept {
        Accept "accept": "It does; they are the 100 ns that results print.",
        Error "error": "It takes six at most.",
    }
    Unknown because "Six work and nine fail (nextflow-io/nextflow#3866 and #3868).";

    "offset" asks "Does `time(\"…\")` take zones other than UTC, such as `+01:00`?"
    offset: Offset = Accept {
        Accept "accept": "It does, and converts to UTC.",
        Error "error": "It does not.",
    }
    Likely because "W3C-DTF, the documented format, has them.";

    // Printing of results.

    "zero-interval" asks "How is a timeinterval of no length printed?"
    zero_interval: ZeroInterval = ZeroSeconds {
        ZeroSeconds "0s": "As `0s`.",
        Nothing "": "As nothing at all.",
        Zero "0": "As `0`.",
    }
    Unknown because "Recorded results leave out the parts that are 0 (microsoft/ga4gh-tes \
        `src/tes_pool_config.json`).";

    "negative-interval" asks "How is a negative timeinterval printed?"
    negative_interval: NegativeInterval = Lead {
        Lead "lead": "With one sign in front: `-1m30s`.",
        Parts "parts": "With a sign on every part: `-1m-30s`.",
    }
    Unknown because "No public source shows one.";

    "string" asks "How is a string printed?"
    string: StringText = Raw {
        Raw "raw": "As its text.",
        Quoted "quoted": "In double quotes.",
    }
    Unknown because "No public source shows one.";

    "exponent" asks "How are very large and very small numbers printed?"
    exponent: Exponent = C {
        C "c": "As C's `%g` does: `1e+06`.",
        Net "net": "As .NET's `G6` does: `1E+06`.",
    }
    Likely because "Six significant digits without final zeros are recorded (`96.6667`, `0.5`), \
        as `%g` prints them.";

    "nonfinite" asks "How are NaN and infinity printed?"
    nonfinite: Nonfinite = C {
        C "nan inf": "As C does: `nan`, `inf`, `-inf`.",
        Net "NaN Infinity": "As .NET does: `NaN`, `Infinity`, `-Infinity`.",
        Mixed "NaN inf": "As `NaN`, `inf`, `-inf`.",
    }
    Unknown because "It follows `exponent`; no public source quotes a results string with one.";

    "negative-zero" asks "How is the negative zero printed?"
    negative_zero: NegativeZero = Keep {
        Keep "-0": "With its sign.",
        Drop "0": "Without its sign.",
    }
    Unknown because "It follows `exponent`: C prints the sign.";

    "zero-ms" asks "Does a timestamp on the second print its milliseconds?"
    zero_ms: ZeroMs = Print {
        Print "print": "It does: `2016-10-13T19:18:47.000Z`.",
        Drop "drop": "It does not: `2016-10-13T19:18:47Z`.",
    }
    Unknown because "The documented examples have milliseconds other than 0.";

    "ms-rounding" asks "How are the printed milliseconds of a timestamp found?"
    ms_rounding: MsRounding = Truncate {
        Truncate "truncate": "What is shorter is cut off.",
        Round "round": "To the nearest.",
    }
    Unknown because "No public source shows a printed timestamp beside its exact value.";

    "collation" asks "In which order do results list user variables?"
    collation: Collation = Ordinal {
        Ordinal "ordinal": "By character: `$`, then capitals, then `_`, then small letters.",
        IgnoreCase "ignore-case": "By character, capitals counting as small letters.",
    }
    Likely because "Recorded results put names with `$` first and the rest in order, but none \
        mixes capitals and small letters.";

    // Targets.

    "negative-target" asks "What becomes of a negative target?"
    negative_target: NegativeTarget = Clamp {
        Clamp "clamp": "It becomes 0.",
        Raw "raw": "It stays negative.",
        Error "error": "It is an evaluation error.",
    }
    Unknown because "Careful formulas avoid it with `max(0, …)`.";

    "nonfinite-target" asks "What becomes of a target that is NaN or infinite?"
    nonfinite_target: NonfiniteTarget = Error {
        Error "error": "It is an evaluation error when the formula ends.",
        Zero "zero": "It becomes 0.",
        Pool "pool": "The pool keeps its target.",
        ErrorAtAssign "error-at-assign": "It is an evaluation error where it is assigned.",
    }
    Unknown because "No public source shows one.";

    "huge-target" asks "What becomes of a target above 2147483647?"
    huge_target: HugeTarget = Error {
        Error "error": "It is an evaluation error when the formula ends.",
        Saturate "saturate": "It becomes 2147483647.",
        Raw "raw": "It stays as it is.",
    }
    Unknown because "The REST interface has 32-bit targets; no public source shows a larger one.";

    "print" asks "Do results print the fraction of a target?"
    print: Print = Raw {
        Raw "raw": "They do: the target is cut off only when the pool takes it.",
        Truncated "truncated": "They do not.",
    }
    Unknown because "Reports speak of a value that \"will be evaluated to 2.9, truncated to 2\" \
        (Azure/Batch#151).";

    // Errors.

    "variables-after-error" asks "Do results list user variables after an error?"
    variables_after_error: VariablesAfterError = Include {
        Include "include": "They list those assigned before it.",
        Drop "drop": "They list the service variables alone.",
    }
    Unknown because "The recorded errors are of formulas without user variables.";

    "targets-after-error" asks "Which targets do results show after an error?"
    targets_after_error: TargetsAfterError = Assigned {
        Assigned "assigned": "Those that the formula had assigned before it.",
        Pool "pool": "Those that the pool keeps.",
    }
    Unknown because "The recorded errors are of formulas that assigned no target before.";

    "error-text" asks "What do errors say that no public source quotes, and where?"
    error_text: ErrorText = Ours {
        Ours "ours": "Our own words in the service's style; calls fail at their bracket, names \
            at their first character.",
    }
    Unknown because "Quoted are an undefined symbol and insufficient sample data alone.";

    "undefined-symbol" asks "When is an undefined symbol found?"
    undefined_symbol: UndefinedSymbol = Dynamic {
        Dynamic "dynamic": "When it is reached.",
        Static "static": "Before anything runs.",
    }
    Unknown because "It is known to be an evaluation error, not a syntax error (recorded in \
        Azure/azure-sdk-for-node).";

    // What is left.

    "interval-rounding" asks "How is a timeinterval made of whole ticks of 100 ns?"
    interval_rounding: IntervalRounding = Nearest {
        Nearest "nearest": "To the nearest, halves away from zero.",
        Truncate "truncate": "The fraction is cut off.",
        Floor "floor": "Down.",
        Even "even": "To the nearest, halves to the even one.",
    }
    Unknown because "No public source shows one.";

    "future-samples" asks "Are samples later than the evaluation seen?"
    future_samples: FutureSamples = Hidden {
        Hidden "hidden": "They are not there yet.",
        Seen "seen": "They are seen like others.",
    }
    Unknown because "A service has none; a snapshot may.";

    "shadow" asks "May a user variable have the name of a builtin?"
    shadow: Shadow = Accept {
        Accept "accept": "It may, and hides a constant or an option of that name.",
        Error "error": "It may not.",
    }
    Unknown because "No reserved words are documented.";

    "retype" asks "May an assignment change the type of a variable?"
    retype: Retype = Accept {
        Accept "accept": "It may.",
        Error "error": "It may not.",
    }
    Unknown because "Real formulas assign variables again, always with the same type.";

    "one-element-vector" asks "Is a vector of one value a number?"
    one_element_vector: OneElementVector = Error {
        Error "error": "Where a number is needed it is a type error.",
        Value "value": "Where a number is needed its value is taken.",
    }
    Unknown because "Careful formulas write `val(v, 0)` or `max(v)`.";

    "missing-sample" asks "What is a sample that never arrived?"
    missing_sample: MissingSample = Absent {
        Absent "absent": "Left out of the vector.",
        Nan "nan": "NaN in the vector.",
    }
    Unknown because "Percentages below 100 are recorded; one author saw `avg` of `$CPUPercent` \
        give NaN at 99 %.";

    "retired-metrics" asks "What is a retired metric such as `$MemoryBytes`?"
    retired_metrics: RetiredMetrics = NoData {
        NoData "no-data": "A metric without samples.",
        Undefined "undefined": "An undefined symbol.",
    }
    Unknown because "They were announced as no longer filled with data.";

    "legacy-names" asks "Are `$CurrentDedicated` and the other old names still known?"
    legacy_names: LegacyNames = Accept {
        Accept "accept": "They mean what their names of today mean.",
        Error "error": "They are undefined symbols.",
    }
    Unknown because "Formulas in use still have them; the documentation has dropped them.";

    "retaineddata" asks "May a formula name `retaineddata` after API version 2026-08-01?"
    retaineddata: Retaineddata = Accept {
        Accept "accept": "It may.",
        Error "error": "It may not.",
    }
    Unknown because "It leaves the REST interface with that version \
        (Azure/azure-rest-api-specs#44527); nothing is said of formulas.";

    "default-percent" asks "Which percentage does `GetSample` want when it is not told?"
    default_percent: f64 = 70
    Certain because "A call without one failed with \"wanted 70%, received 0%\" \
        (Azure/batch-shipyard#138).";

    "short-window" asks "How many samples does a window want that is shorter than a period?"
    short_window: ShortWindow = AtLeastOne {
        AtLeastOne "at-least-1": "One.",
        Zero "0": "None, so that it never fails.",
    }
    Unknown because "No public source shows what such a window gives.";

    "day-name" asks "Does `time(\"…\")` take a day name that does not fit the date?"
    day_name: DayName = Accept {
        Accept "accept": "It does, and goes by the date.",
        Error "error": "It does not.",
    }
    Unknown because "No public source shows one.";

    "case" asks "Are names that differ by case only different names?"
    case: Case = Sensitive {
        Sensitive "sensitive": "They are.",
        Insensitive "insensitive": "They are one.",
    }
    Likely because "Names are always written as documented, and formulas that get the case wrong \
        are broken.";
}
