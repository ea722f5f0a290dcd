//! Reports of small simulations.

use autoscale_base::{Interval, Timestamp};
use autoscale_catalog::{Profile, vm_size};
use autoscale_pool::{NodeKind, Pool, Sizes, Vm};
use autoscale_simulate::{
    Formula, Outcome, Recording, Settings, Simulation, Workload, read_generator,
};

use super::{Report, RunReport, SweepPoint, SweepReport, data, write};
use crate::terminal::visible;

/// Inputs of a report.
struct World {
    settings: Settings,
    workload: Workload,
    notes: Vec<String>,
}

/// A formula with its name, and what came of it.
struct Ran {
    name: &'static str,
    formula: &'static str,
    outcome: Outcome,
    recording: Recording,
}

const STEADY: &str = "$TargetDedicatedNodes = 2;";

impl World {
    /// Two dedicated nodes to begin with, and tasks as the generator has them.
    fn new(seconds: i64, generator: &str) -> Self {
        let (nodes, until) = (2, Interval::from_seconds(seconds));
        let mut pool = Pool {
            vm: vm_size("Standard_D2_v3").map(Vm::from),
            task_slots_per_node: 1,
            target: Sizes {
                dedicated: nodes,
                low_priority: 0,
            },
            ..Pool::default()
        };
        pool.fill(NodeKind::Dedicated, nodes).unwrap();
        let until = Timestamp::EPOCH.checked_add(until).unwrap();
        let settings = Settings::new(pool, Timestamp::EPOCH, until);
        let generated = read_generator(generator).unwrap().unwrap();
        let most = generated.tasks.unwrap_or(usize::MAX);
        let workload = generated.generator.generate(1, settings.from, until, most);
        Self {
            settings,
            workload,
            notes: vec!["prices are examples".to_owned()],
        }
    }

    fn run(&self, name: &'static str, formula: &'static str) -> Ran {
        let ready = Formula::new(formula, &Profile::default());
        let mut recording = Recording::new(self.settings.from);
        let simulation = Simulation::new(&self.settings, &self.workload, Some(&ready));
        let outcome = simulation.watched_by(&mut recording).run();
        Ran {
            name,
            formula,
            outcome,
            recording,
        }
    }

    fn report<'a>(&'a self, runs: &'a [Ran]) -> Report<'a> {
        let runs = runs.iter().map(|ran| RunReport {
            name: ran.name,
            formula: ran.formula,
            outcome: &ran.outcome,
            recording: &ran.recording,
        });
        Report {
            workload: "tasks.csv",
            settings: &self.settings,
            notes: &self.notes,
            runs: runs.collect(),
            sweep: None,
        }
    }
}

fn text(write: impl Fn(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut text = Vec::new();
    write(&mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn page(report: &Report<'_>) -> String {
    text(|out| write(report, out))
}

/// The part of the page between two texts.
fn between<'p>(page: &'p str, before: &str, after: &str) -> &'p str {
    let (_, rest) = page.split_once(before).unwrap();
    rest.split_once(after).unwrap().0
}

#[test]
fn the_data_is_what_was_recorded() {
    let world = World::new(10, "burst:size=3,every=1h,runtime=const:4s");
    let runs = [world.run("two.autoscale", STEADY)];
    let json = text(|out| data::write(&world.report(&runs), out));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    insta::assert_json_snapshot!(value);
}

#[test]
fn no_part_is_missing_and_nothing_is_loaded() {
    let world = World::new(7200, "poisson:rate=60/h,runtime=exp:2m");
    let runs = [
        world.run("a", STEADY),
        world.run("b", "$TargetDedicatedNodes = 3;"),
    ];
    let mut report = world.report(&runs);
    report.sweep = Some(SweepReport {
        name: "most",
        points: vec![SweepPoint {
            value: "3",
            outcome: &runs[1].outcome,
            on_front: true,
        }],
    });
    let page = page(&report);
    assert!(!page.contains("{{"));
    for outside in [
        "http:", "https:", "src=", "@import", "url(//", "fetch(", "eval(",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    for part in [
        "Work killed",
        "Resizes",
        "Values of",
        "Assumptions",
        "preemption-mean-time",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn equal_input_gives_an_equal_page() {
    let make = || {
        let world = World::new(7200, "poisson:rate=60/h,runtime=exp:2m");
        let runs = [world.run("a", STEADY)];
        page(&world.report(&runs))
    };
    assert_eq!(make(), make());
}

/// Names and formulas come from anywhere.
#[test]
fn names_and_texts_do_nothing_on_the_page() {
    const NAME: &str = "</script><script>alert(1)</script><!-- \" ' &amp; {{title}} \u{202e}";
    const FORMULA: &str = "// </pre></script><img src=x onerror=alert(1)>\r\nx = 1;";
    let mut world = World::new(600, "poisson:rate=60/h,runtime=exp:2m");
    world.notes = vec![NAME.to_owned()];
    let runs = [world.run(NAME, FORMULA), world.run("b", STEADY)];
    let mut report = world.report(&runs);
    report.workload = NAME;
    report.sweep = Some(SweepReport {
        name: NAME,
        points: vec![SweepPoint {
            value: NAME,
            outcome: &runs[0].outcome,
            on_front: false,
        }],
    });
    let page = page(&report);
    assert_eq!(page.matches("</script>").count(), 2, "the page's own");
    assert_eq!(page.matches("<script").count(), 2);
    assert!(!page.contains("<img") && !page.contains("<!--") && !page.contains('\u{202e}'));
    assert!(
        page.contains("{{title}}"),
        "names are not looked at for parts of the page"
    );
    let json = between(&page, "id=\"data\">", "</script>");
    let data: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(data["runs"][0]["name"], *visible(NAME));
}

#[test]
fn a_formula_that_always_fails_is_one_entry() {
    let world = World::new(7200, "poisson:rate=60/h,runtime=exp:2m");
    let runs = [world.run("bad.autoscale", "x = $CPUPercent.GetSample(5, 9);")];
    let page = page(&world.report(&runs));
    assert!(page.contains("00:00–02:00, 25 times"));
    assert!(page.contains("25 with an error"));
    assert!(page.contains("<code>AutoScalingFormulaEvaluationError</code>"));
}

#[test]
fn no_tasks_are_a_report_as_well() {
    let mut world = World::new(3600, "poisson:rate=1/h,runtime=exp:2m,tasks=1");
    world.workload = Workload::default();
    let runs = [world.run("idle", STEADY)];
    let page = page(&world.report(&runs));
    assert!(page.contains("<dt>Tasks completed</dt><dd class=\"value\">0</dd><dd>of 0</dd>"));
}

#[test]
fn a_cost_that_is_unknown_is_said_to_be() {
    let mut world = World::new(3600, "poisson:rate=60/h,runtime=exp:2m");
    world.settings.pool.vm = None;
    let runs = [world.run("a", STEADY), world.run("b", STEADY)];
    let page = page(&world.report(&runs));
    assert!(page.contains("<th scope=\"row\">Cost</th><td>–</td><td>–</td><td></td>"));
}
