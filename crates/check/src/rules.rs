//! The rules of this crate: identity and documentation of every finding about
//! names and types.

use autoscale_base::{Rule, rule};

/// Every rule of this crate, by code.
pub static RULES: &[&Rule] = &[
    &UNDEFINED_SYMBOL,
    &UNKNOWN_FUNCTION,
    &UNKNOWN_METHOD,
    &UNKNOWN_MEMBER,
    &WRONG_ARGUMENT_COUNT,
    &WRONG_ARGUMENT_TYPE,
    &READ_ONLY_VARIABLE,
    &INVALID_DEALLOCATION_OPTION,
    &UNSUPPORTED_OPERATION,
    &VECTOR_AS_NUMBER,
    &USE_BEFORE_ASSIGNMENT,
    &CHANGED_TYPE,
    &MIXED_ARMS,
    &OBJECT_AS_NUMBER,
    &INVALID_TIME_LITERAL,
];

rule! {
    /// ## What it does
    /// Finds names that are neither assigned by the formula nor defined by the
    /// service.
    ///
    /// ## Why it matters
    /// The service accepts such a formula, but every evaluation ends with
    /// `AutoScalingFormulaEvaluationError` when it reaches the name, and the pool
    /// keeps its size.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = min(25, $IdleNodes);
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = min(25, $PendingTasks.GetSample(1));
    /// ```
    ///
    /// ## Evidence
    /// `Line 1, Col 1: Undefined symbol: something_useless`, recorded in the
    /// tests of Azure/azure-sdk-for-node (2020-03-21).
    pub static UNDEFINED_SYMBOL = ("AS101", "undefined-symbol", Error, label "not defined", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds calls of functions that the language does not have.
    ///
    /// ## Why it matters
    /// The evaluation ends with an error when it reaches the call.
    ///
    /// ## Example
    /// ```autoscale
    /// $drift = $CurrentDedicatedNodes - 10;
    /// $TargetDedicatedNodes = 10 + abs($drift);
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $drift = $CurrentDedicatedNodes - 10;
    /// $TargetDedicatedNodes = 10 + max($drift, -$drift);
    /// ```
    ///
    /// ## Evidence
    /// The function table of the service's documentation; the list is closed.
    pub static UNKNOWN_FUNCTION = ("AS102", "unknown-function", Error, label "no such function", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds calls of methods that a metric does not have, and method calls on
    /// something other than a metric.
    ///
    /// ## Why it matters
    /// The evaluation ends with an error when it reaches the call.
    ///
    /// ## Example
    /// ```autoscale
    /// $n = $PendingTasks.Sum(TimeInterval_Minute);
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $n = sum($PendingTasks.GetSample(TimeInterval_Minute));
    /// ```
    ///
    /// ## Evidence
    /// The method table of the service's documentation; the list is closed.
    pub static UNKNOWN_METHOD = ("AS103", "unknown-method", Error, label "no such method", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds members that a timestamp does not have, and members of something
    /// other than a timestamp.
    ///
    /// ## Why it matters
    /// The evaluation ends with an error when it reaches the member.
    ///
    /// ## Example
    /// ```autoscale
    /// $isMonday = time().dayofweek == 1;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $isMonday = time().weekday == 1;
    /// ```
    ///
    /// ## Evidence
    /// The documentation lists year, month, day, weekday, hour, minute and
    /// second.
    pub static UNKNOWN_MEMBER = ("AS104", "unknown-member", Error, label "no such member", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds calls with too many or too few arguments.
    ///
    /// ## Why it matters
    /// The evaluation ends with an error when it reaches the call.
    ///
    /// ## Example
    /// ```autoscale
    /// $n = val($PendingTasks.GetSample(1));
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $n = val($PendingTasks.GetSample(1), 0);
    /// ```
    ///
    /// ## Evidence
    /// The function and method tables of the service's documentation.
    pub static WRONG_ARGUMENT_COUNT = ("AS105", "wrong-argument-count", Error, label "wrong number of arguments", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds arguments of a type that no overload takes.
    ///
    /// ## Why it matters
    /// The evaluation ends with an error when it reaches the call.
    ///
    /// ## Example
    /// ```autoscale
    /// $n = percentile(95, $PendingTasks.GetSample(10));
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $n = percentile($PendingTasks.GetSample(10), 95);
    /// ```
    ///
    /// ## Evidence
    /// The function and method tables of the service's documentation.
    pub static WRONG_ARGUMENT_TYPE = ("AS106", "wrong-argument-type", Error, label "wrong type", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds assignments to variables that the service defines and fills.
    ///
    /// ## Why it matters
    /// Only the two targets and `$NodeDeallocationOption` can be assigned; an
    /// evaluation that assigns another service variable fails.
    ///
    /// ## Example
    /// ```autoscale
    /// $ActiveTasks = 3;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $active = 3;
    /// ```
    ///
    /// ## Evidence
    /// The documentation calls these variables read-only. What the service
    /// answers is not recorded.
    pub static READ_ONLY_VARIABLE = ("AS107", "read-only-variable", Error, label "cannot be assigned", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds values of `$NodeDeallocationOption` other than its four options,
    /// which are bare words.
    ///
    /// ## Why it matters
    /// The evaluation fails, or nodes leave the pool with the default `requeue`,
    /// which kills running tasks.
    ///
    /// ## Example
    /// ```autoscale
    /// $NodeDeallocationOption = "taskcompletion";
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $NodeDeallocationOption = taskcompletion;
    /// ```
    ///
    /// ## Evidence
    /// The documentation lists requeue, terminate, taskcompletion and
    /// retaineddata, never quoted.
    pub static INVALID_DEALLOCATION_OPTION = ("AS108", "invalid-deallocation-option", Error, label "no such option", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds operators between types for which the service documents no
    /// operation.
    ///
    /// ## Why it matters
    /// The evaluation ends with an error when it reaches the operator.
    ///
    /// ## Example
    /// ```autoscale
    /// $until = time() + 5;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $until = time() + 5 * TimeInterval_Minute;
    /// ```
    ///
    /// ## Evidence
    /// The operation table of the service's documentation, identical in all of
    /// its versions from 2015 to 2019.
    pub static UNSUPPORTED_OPERATION = ("AS109", "unsupported-operation", Error, label "wrong type", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds doubleVecs, such as what `GetSample` gives, where one number is
    /// needed.
    ///
    /// ## Why it matters
    /// No working formula is known that relies on a vector becoming a number.
    /// Careful authors take an element or an aggregate.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = $PendingTasks.GetSample(1);
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $TargetDedicatedNodes = max(0, $PendingTasks.GetSample(1));
    /// ```
    ///
    /// ## Evidence
    /// The documented operations on doubleVecs give doubleVecs; Azure/batch-
    /// shipyard wraps with `val(…, 0)` (`convoy/autoscale.py`). Profile setting
    /// `one-element-vector`.
    pub static VECTOR_AS_NUMBER = ("AS110", "vector-as-number", Error, label "a vector", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds variables that are read above the statement that first assigns them.
    ///
    /// ## Why it matters
    /// Statements run from top to bottom: the name is not yet defined, and the
    /// evaluation ends with `Undefined symbol`.
    ///
    /// ## Example
    /// ```autoscale
    /// $TargetDedicatedNodes = $n; $n = 3;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $n = 3; $TargetDedicatedNodes = $n;
    /// ```
    ///
    /// ## Evidence
    /// As for `undefined-symbol`.
    pub static USE_BEFORE_ASSIGNMENT = ("AS111", "use-before-assignment", Error, label "not assigned yet", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds variables that are assigned again with a value of another type.
    ///
    /// ## Why it matters
    /// It works where the service types dynamically, but misleads readers, and
    /// nothing public shows it.
    ///
    /// ## Example
    /// ```autoscale
    /// $t = time(); $t = $t.hour;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $now = time(); $hour = $now.hour;
    /// ```
    ///
    /// ## Evidence
    /// None public: profile setting `retype`.
    pub static CHANGED_TYPE = ("AS112", "changed-type", Info, label "another type", since "0.1.0", unverified);
}

rule! {
    /// ## What it does
    /// Finds ternaries whose arms have different types.
    ///
    /// ## Why it matters
    /// The type of the value depends on the data, so a formula that works today
    /// can fail tomorrow. A double beside a doubleVec is only a warning where a
    /// list of both is taken, as in `max(0, c ? 1 : $v)`.
    ///
    /// ## Example
    /// ```autoscale
    /// $until = time().weekday == 1 ? 0 : time();
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $until = time().weekday == 1 ? time() + TimeInterval_Hour : time();
    /// ```
    ///
    /// ## Evidence
    /// The documented type of `?:` is the type of its arms.
    pub static MIXED_ARMS = ("AS113", "mixed-arms", Error, label "types differ", since "0.1.0");
}

rule! {
    /// ## What it does
    /// Finds metrics that are used as plain numbers, where the profile refuses
    /// that.
    ///
    /// ## Why it matters
    /// Only a few variables are documented with a use as a number.
    ///
    /// ## Example
    /// ```autoscale
    /// // profile: bare-metric = error
    /// $n = $PendingTasks / 4;
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// // profile: bare-metric = error
    /// $n = max(0, $PendingTasks.GetSample(1)) / 4;
    /// ```
    ///
    /// ## Evidence
    /// Profile setting `bare-metric`; by default the newest sample is taken
    /// (Azure/Batch#151).
    pub static OBJECT_AS_NUMBER = ("AS114", "object-as-number", Error, label "a metric", since "0.1.0", unverified);
}

rule! {
    /// ## What it does
    /// Finds `time("…")` texts that are not dates in W3C-DTF or RFC 1123, or too
    /// precise.
    ///
    /// ## Why it matters
    /// The evaluation ends with an error when it reaches the call, and the pool
    /// keeps its size.
    ///
    /// ## Example
    /// ```autoscale
    /// $t = time("2023-04-14T10:41:13.123456789Z");
    /// ```
    ///
    /// ## Use instead
    /// ```autoscale
    /// $t = time("2023-04-14T10:41:13.123456Z");
    /// ```
    ///
    /// ## Evidence
    /// The documentation names the two forms; nine fraction digits fail
    /// (nextflow-io/nextflow#3866, fixed by #3868).
    pub static INVALID_TIME_LITERAL = ("AS403", "invalid-time-literal", Error, label "not a time", since "0.1.0");
}
