//! Runs the simulations: one a formula, side by side where nothing is written
//! on the way.

use autoscale_catalog::Profile;
use autoscale_simulate::{Formula, Outcome, Recording, Simulation};
use rayon::prelude::*;

use super::SimulateArgs;
use super::files::Files;
use super::progress::{Bar, STEPS};
use super::sweep::{Point, Sweep, Swept};
use super::watch::Watch;
use super::world::World;
use crate::exit::Failure;
use crate::output::report::{Report, RunReport, SweepPoint, SweepReport};
use crate::progress::Progress;

/// The bar in the terminal.
const TEMPLATE: &str = "simulating {wide_bar} {percent} %";

/// What came of it all.
pub(crate) struct Simulated<'a> {
    pub(crate) world: &'a World,
    /// One a formula.
    pub(crate) runs: Vec<Run<'a>>,
    /// The values that were tried of a constant.
    pub(crate) sweep: Option<Swept>,
}

/// What came of one formula.
pub(crate) struct Run<'a> {
    pub(crate) formula: &'a Candidate,
    pub(crate) outcome: Outcome,
    pub(crate) recording: Recording,
}

/// A formula to be simulated.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// What people call it.
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) profile: Profile,
}

impl<'a> Simulated<'a> {
    /// Runs them all, and nothing is written on the way.
    pub(crate) fn of(world: &'a World, candidates: &'a [Candidate]) -> Self {
        let progress = Progress::new(TEMPLATE);
        progress.found(candidates.len() as u64 * STEPS);
        let runs = side_by_side(world, candidates, &progress);
        progress.end();
        Self {
            world,
            runs,
            sweep: None,
        }
    }

    /// Runs them all, and one with many values of a constant.
    pub(super) fn new(
        world: &'a World,
        candidates: &'a [Candidate],
        sweep: Option<&Sweep>,
        args: &SimulateArgs,
    ) -> Result<Self, Failure> {
        let progress = Progress::new(TEMPLATE);
        let points = sweep.map_or(0, |sweep| sweep.len());
        progress.found((candidates.len() + points) as u64 * STEPS);
        let mut files = Files::create(
            args.timeline.as_deref(),
            args.events.as_deref(),
            &world.settings,
        )?;
        let runs = if files.is_empty() {
            side_by_side(world, candidates, &progress)
        } else {
            let mut runs = Vec::new();
            for candidate in candidates {
                files.begin(candidate);
                runs.push(run(world, candidate, Some(&mut files), &progress));
            }
            runs
        };
        let sweep = sweep.map(|sweep| sweep.run(world, &progress));
        progress.end();
        files.commit()?;
        Ok(Self { world, runs, sweep })
    }
}

impl Simulated<'_> {
    /// What a report tells of it.
    pub(super) fn report<'a>(&'a self, notes: &'a [String]) -> Report<'a> {
        let run = |run: &'a Run<'_>| RunReport {
            name: &run.formula.name,
            formula: &run.formula.text,
            outcome: &run.outcome,
            recording: &run.recording,
        };
        let point = |point: &'a Point| SweepPoint {
            value: &point.value,
            outcome: &point.outcome,
            on_front: point.on_front,
        };
        Report {
            workload: &self.world.workload_name,
            settings: &self.world.settings,
            notes,
            runs: self.runs.iter().map(run).collect(),
            sweep: self.sweep.as_ref().map(|swept| SweepReport {
                name: &swept.name,
                points: swept.points.iter().map(point).collect(),
            }),
        }
    }
}

fn side_by_side<'a>(
    world: &World,
    candidates: &'a [Candidate],
    progress: &Progress,
) -> Vec<Run<'a>> {
    let candidates = candidates.par_iter();
    candidates
        .map(|it| run(world, it, None, progress))
        .collect()
}

fn run<'a>(
    world: &World,
    candidate: &'a Candidate,
    files: Option<&mut Files<'_>>,
    progress: &Progress,
) -> Run<'a> {
    let formula = Formula::new(&candidate.text, &candidate.profile);
    let settings = &world.settings;
    let mut watch = Watch {
        recording: Recording::new(settings.from),
        files,
        bar: Bar::new(progress, settings.from, world.expected_end),
    };
    let simulation = Simulation::new(settings, &world.workload, Some(&formula));
    let outcome = simulation.watched_by(&mut watch).run();
    let Watch { recording, bar, .. } = watch;
    bar.end();
    Run {
        formula: candidate,
        outcome,
        recording,
    }
}
