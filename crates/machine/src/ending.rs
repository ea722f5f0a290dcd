//! From the values that stand when an evaluation ends to its outcome: targets
//! as numbers of nodes, the results string, and what is left after an error.
//! Both engines end here.

use autoscale_catalog::profile::{
    HugeTarget, NegativeTarget, NonfiniteTarget, Print, Profile, TargetsAfterError,
    VariablesAfterError,
};
use autoscale_catalog::{DeallocationOption, Target};

use crate::fault::Fault;
use crate::print;
use crate::run::{AutoScaleRun, Failure, RunError, Targets};
use crate::{Env, Value};

/// The greatest number of nodes that the service's wire format can hold.
const MOST_NODES: f64 = 2_147_483_647.0;

/// A node target as it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TargetState {
    pub(crate) nodes: f64,
    /// Where the statement starts that assigned it; 0 for the value on entry.
    pub(crate) place: u32,
}

/// The service variables and the formula's own variables as they stand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct State {
    pub(crate) dedicated: TargetState,
    pub(crate) low_priority: TargetState,
    pub(crate) option: DeallocationOption,
    pub(crate) variables: Vec<(String, Value)>,
}

impl State {
    /// On entry the targets are the pool's and the option is `requeue`
    /// (recorded in azure-sdk-for-node and in an `az batch pool show` of 2025).
    pub(crate) fn on_entry(env: &Env<'_>) -> Self {
        let target = |nodes| TargetState { nodes, place: 0 };
        Self {
            dedicated: target(env.pool.target_dedicated_nodes()),
            low_priority: target(env.pool.target_low_priority_nodes()),
            option: DeallocationOption::Requeue,
            variables: Vec::new(),
        }
    }

    /// The outcome when the evaluation came to its end, or to `stop()`.
    pub(crate) fn succeed(self, text: &str, profile: &Profile, env: &Env<'_>) -> AutoScaleRun {
        let entry = Self::on_entry(env);
        let mut warnings = Vec::new();
        let dedicated = effective(
            Target::Dedicated,
            self.dedicated,
            entry.dedicated,
            profile,
            &mut warnings,
        );
        let low_priority = effective(
            Target::LowPriority,
            self.low_priority,
            entry.low_priority,
            profile,
            &mut warnings,
        );
        match (dedicated, low_priority) {
            (Ok(dedicated), Ok(low_priority)) => {
                let targets = Targets {
                    dedicated_nodes: dedicated,
                    low_priority_nodes: low_priority,
                    node_deallocation_option: self.option,
                };
                self.into_run(None, targets, warnings, profile, env)
            }
            (Err(failure), _) | (_, Err(failure)) => {
                self.fail(failure.into_error(text), profile, env)
            }
        }
    }

    /// The outcome of an evaluation that failed: the pool keeps its targets.
    pub(crate) fn fail(
        mut self,
        error: RunError,
        profile: &Profile,
        env: &Env<'_>,
    ) -> AutoScaleRun {
        let entry = Self::on_entry(env);
        if profile.variables_after_error == VariablesAfterError::Drop {
            self.variables.clear();
        }
        if profile.targets_after_error == TargetsAfterError::Pool {
            self.dedicated = entry.dedicated;
            self.low_priority = entry.low_priority;
            self.option = entry.option;
        }
        let targets = Targets {
            dedicated_nodes: whole(entry.dedicated.nodes),
            low_priority_nodes: whole(entry.low_priority.nodes),
            node_deallocation_option: entry.option,
        };
        self.into_run(Some(error), targets, Vec::new(), profile, env)
    }

    fn into_run(
        mut self,
        error: Option<RunError>,
        targets: Targets,
        warnings: Vec<String>,
        profile: &Profile,
        env: &Env<'_>,
    ) -> AutoScaleRun {
        print::sort_variables(&mut self.variables, profile);
        let shown = |assigned: TargetState, nodes: i64| match profile.print {
            Print::Raw => assigned.nodes,
            Print::Truncated if error.is_some() => assigned.nodes.trunc() + 0.0,
            Print::Truncated => double(nodes),
        };
        let results = print::results(
            shown(self.dedicated, targets.dedicated_nodes),
            shown(self.low_priority, targets.low_priority_nodes),
            self.option,
            &self.variables,
            profile,
        );
        AutoScaleRun {
            timestamp: env.now,
            results,
            error,
            targets,
            variables: self.variables,
            warnings,
        }
    }
}

/// The number of nodes that a target asks for. A fraction is cut off ("will be
/// evaluated to 2.9, truncated to 2", Azure/Batch#151; azure-docs#95350); what
/// is no number of nodes is left to the profile.
pub(crate) fn effective(
    target: Target,
    assigned: TargetState,
    entry: TargetState,
    profile: &Profile,
    warnings: &mut Vec<String>,
) -> Result<i64, Failure> {
    let value = assigned.nodes;
    let failure = || Failure::at(assigned.place, bad_target(target, value, profile));
    let mut replaced_by = |nodes: f64, setting: &str| {
        let (name, mut shown) = (target.name(), String::new());
        print::number(&mut shown, value, profile);
        warnings.push(format!(
            "`{name}` is {shown}; {nodes} is used instead (profile setting `{setting}`)"
        ));
        whole(nodes)
    };
    if !value.is_finite() {
        return match profile.nonfinite_target {
            NonfiniteTarget::Error | NonfiniteTarget::ErrorAtAssign => Err(failure()),
            NonfiniteTarget::Zero => Ok(replaced_by(0.0, "nonfinite-target")),
            NonfiniteTarget::Pool => Ok(replaced_by(entry.nodes, "nonfinite-target")),
        };
    }
    let nodes = value.trunc();
    if nodes > MOST_NODES {
        return match profile.huge_target {
            HugeTarget::Error => Err(failure()),
            HugeTarget::Saturate => Ok(replaced_by(MOST_NODES, "huge-target")),
            HugeTarget::Raw => Ok(whole(nodes)),
        };
    }
    if nodes < 0.0 {
        return match profile.negative_target {
            NegativeTarget::Clamp => Ok(replaced_by(0.0, "negative-target")),
            NegativeTarget::Raw => Ok(whole(nodes)),
            NegativeTarget::Error => Err(failure()),
        };
    }
    Ok(whole(nodes))
}

/// The fault of a target that is no number of nodes.
pub(crate) fn bad_target(target: Target, value: f64, profile: &Profile) -> Fault {
    let mut shown = String::new();
    print::number(&mut shown, value, profile);
    Fault::Target {
        name: target.name(),
        value: shown,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "cuts off the fraction; what is out of range takes the nearest number"
)]
const fn whole(nodes: f64) -> i64 {
    nodes as i64
}

#[expect(clippy::cast_precision_loss, reason = "prints six digits")]
const fn double(nodes: i64) -> f64 {
    nodes as f64
}

#[cfg(test)]
mod tests {
    use autoscale_base::{Span, Timestamp};
    use autoscale_catalog::service_error::EVALUATION_ERROR;
    use autoscale_metrics::{History, PoolFacts};

    use super::*;

    fn ends(dedicated: f64, profile: &Profile) -> AutoScaleRun {
        let history = History::new();
        let pool = PoolFacts {
            target_dedicated_nodes: Some(2.0),
            ..PoolFacts::default()
        };
        let env = Env {
            now: Timestamp::EPOCH,
            seed: 0,
            history: &history,
            pool,
        };
        let mut state = State::on_entry(&env);
        state.dedicated = TargetState {
            nodes: dedicated,
            place: 0,
        };
        state.succeed("", profile, &env)
    }

    fn nodes(dedicated: f64, profile: &Profile) -> Option<i64> {
        let run = ends(dedicated, profile);
        run.error.is_none().then_some(run.targets.dedicated_nodes)
    }

    #[test]
    fn fractions_are_cut_off() {
        let profile = Profile::default();
        for (value, whole) in [
            (2.9, 2),
            (0.5, 0),
            (-0.9, 0),
            (2_147_483_647.9, i32::MAX.into()),
        ] {
            assert_eq!(nodes(value, &profile), Some(whole), "{value}");
        }
    }

    #[test]
    fn what_is_no_number_of_nodes_is_a_setting() {
        let mut profile = Profile::default();
        let odd = [-3.5, f64::NAN, f64::INFINITY, 4e9];
        let outcome = |profile: &Profile| odd.map(|value| nodes(value, profile));
        assert_eq!(outcome(&profile), [Some(0), None, None, None]);
        profile.negative_target = NegativeTarget::Raw;
        profile.nonfinite_target = NonfiniteTarget::Pool;
        profile.huge_target = HugeTarget::Saturate;
        let most = Some(i32::MAX.into());
        assert_eq!(outcome(&profile), [Some(-3), Some(2), Some(2), most]);
        profile.negative_target = NegativeTarget::Error;
        profile.nonfinite_target = NonfiniteTarget::Zero;
        profile.huge_target = HugeTarget::Raw;
        let huge = Some(4_000_000_000);
        assert_eq!(outcome(&profile), [None, Some(0), Some(0), huge]);
    }

    #[test]
    fn a_replaced_target_is_told() {
        let run = ends(-3.0, &Profile::default());
        let told = [
            "`$TargetDedicatedNodes` is -3; 0 is used instead (profile setting `negative-target`)",
        ];
        assert_eq!(run.warnings, told);
        assert!(run.results.starts_with("$TargetDedicatedNodes=-3;"));
    }

    #[test]
    fn after_an_error_the_pool_keeps_its_targets() {
        let run = ends(f64::NAN, &Profile::default());
        assert_eq!(run.targets.dedicated_nodes, 2);
        let detail = "Line 1, Col 1: Invalid target: $TargetDedicatedNodes=nan";
        let error = RunError {
            code: EVALUATION_ERROR.code,
            message: EVALUATION_ERROR.message,
            detail: detail.to_owned(),
            span: Span::new(0, 1),
        };
        assert_eq!(run.error, Some(error));
    }
}
