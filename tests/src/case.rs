//! The form of a `.case` file: header lines, a blank line, and sections that
//! begin with `--- name`. `cases/README.md` describes it for people.

use std::fmt::Write as _;

use autoscale_base::{DateTextRules, Timestamp};
use autoscale_catalog::Profile;
use autoscale_catalog::profile::Grade;
use autoscale_machine::AutoScaleRun;
use autoscale_metrics::{Snapshot, read_snapshot};

use crate::settings::set_profile;

/// The sections that a case may have, in their order.
const SECTIONS: [&str; 7] = [
    "formula", "snapshot", "profile", "results", "error", "targets", "warnings",
];

/// A formula, what it is evaluated against, and what it shall give.
#[derive(Clone, Debug)]
pub struct Case {
    /// The public source of what the case says; empty when it has none.
    pub source: String,
    /// How sure it is that the service does so.
    pub grade: Option<Grade>,
    /// When the formula is evaluated, if not at the snapshot's time.
    pub at: Option<Timestamp>,
    /// The seed of `rand()`.
    pub seed: u64,
    /// The formula.
    pub formula: String,
    /// The samples and the pool.
    pub snapshot: Snapshot,
    /// The settings.
    pub profile: Profile,
    /// What it shall give.
    pub expected: Expected,
}

/// What an evaluation shall give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// The results string.
    pub results: String,
    /// Code, message and value of the error, a line each; empty when there is
    /// none.
    pub error: String,
    /// `4 dedicated, 0 low-priority, taskcompletion`; `None` when the case
    /// does not care.
    pub targets: Option<String>,
    /// The warnings, a line each; `None` when the case does not care.
    pub warnings: Option<String>,
}

impl Expected {
    /// What a run gave, as far as this expectation cares.
    #[must_use]
    pub fn of_run(&self, run: &AutoScaleRun) -> Self {
        let error = run.error.as_ref();
        let error = error.map(|it| format!("{}\n{}\n{}", it.code, it.message, it.detail));
        let targets = || {
            let it = run.targets;
            let (dedicated, low_priority) = (it.dedicated_nodes, it.low_priority_nodes);
            let option = it.node_deallocation_option.name();
            format!("{dedicated} dedicated, {low_priority} low-priority, {option}")
        };
        Self {
            results: run.results.clone(),
            error: error.unwrap_or_default(),
            targets: self.targets.as_ref().map(|_| targets()),
            warnings: self.warnings.as_ref().map(|_| run.warnings.join("\n")),
        }
    }

    /// The sections in their order, `None` for one that is not written.
    fn sections(&self) -> [(&'static str, Option<&str>); 4] {
        [
            ("results", Some(&self.results)),
            ("error", (!self.error.is_empty()).then_some(&self.error)),
            ("targets", self.targets.as_deref()),
            ("warnings", self.warnings.as_deref()),
        ]
    }

    /// Where `actual` differs, line by line; empty when it does not.
    #[must_use]
    pub fn difference(&self, actual: &Self) -> String {
        let mut out = String::new();
        for ((name, expected), (_, actual)) in self.sections().into_iter().zip(actual.sections()) {
            if expected != actual {
                // Writing to a string cannot fail.
                let _ = writeln!(out, "{name}:");
                compare(
                    expected.unwrap_or("(none)"),
                    actual.unwrap_or("(none)"),
                    &mut out,
                );
            }
        }
        out
    }
}

fn compare(expected: &str, actual: &str, out: &mut String) {
    let (mut expected, mut actual) = (expected.lines(), actual.lines());
    loop {
        let (left, right) = match (expected.next(), actual.next()) {
            (None, None) => return,
            (left, right) if left == right => continue,
            (left, right) => (left.unwrap_or("(none)"), right.unwrap_or("(none)")),
        };
        let same = left.chars().zip(right.chars()).take_while(|(a, b)| a == b);
        let column = same.count();
        let mark = format!("{:column$}^ from here on", "");
        let _ = writeln!(
            out,
            "  expected  {left}\n  actual    {right}\n            {mark}"
        );
    }
}

impl Case {
    /// Reads a case file.
    ///
    /// # Errors
    /// When it is not well formed: an unknown header or section, one that is
    /// there twice, a snapshot or setting that is wrong. The text tells the
    /// line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let sections = Sections::split(text)?;
        let snapshot = sections.get("snapshot");
        let snapshot = snapshot.map_or(Ok(Snapshot::default()), |it| {
            let read = read_snapshot(it.as_bytes());
            read.map_err(|error| format!("section `snapshot`: {error}"))
        })?;
        let mut case = Self {
            source: String::new(),
            grade: None,
            at: None,
            seed: 0,
            formula: sections.required("formula")?.to_owned(),
            snapshot,
            profile: profile(sections.get("profile").unwrap_or_default())?,
            expected: Expected {
                results: sections.required("results")?.to_owned(),
                error: sections.get("error").unwrap_or_default().to_owned(),
                targets: sections.get("targets").map(str::to_owned),
                warnings: sections.get("warnings").map(str::to_owned),
            },
        };
        for (number, line) in sections.headers() {
            let read = case.header(line);
            read.map_err(|error| format!("line {number}: {error}"))?;
        }
        Ok(case)
    }

    fn header(&mut self, line: &str) -> Result<(), String> {
        let (key, value) = line
            .split_once(':')
            .ok_or_else(|| format!("`{line}` is not a header; write `key: value`"))?;
        let value = value.trim();
        match key.trim() {
            "source" => self.source = value.to_owned(),
            "about" | "note" => {}
            "grade" => {
                let grades = [Grade::Certain, Grade::Likely, Grade::Unknown];
                let known = grades.into_iter().find(|grade| grade.as_str() == value);
                let message =
                    || format!("`{value}` is not a grade: write certain, likely or unknown");
                self.grade = Some(known.ok_or_else(message)?);
            }
            "at" => {
                let time = Timestamp::parse(value, DateTextRules::OURS);
                self.at = Some(time.map_err(|error| format!("`{value}`: {error}"))?);
            }
            "seed" => {
                let seed = value.parse();
                self.seed = seed.map_err(|_| format!("`{value}` is not a seed: write a number"))?;
            }
            key => {
                let known = "`about`, `note`, `source`, `grade`, `at` and `seed`";
                return Err(format!("unknown header `{key}`; there are {known}"));
            }
        }
        Ok(())
    }

    /// `text` with other expectations.
    ///
    /// # Errors
    /// When `text` is not well formed.
    pub fn rewrite(text: &str, expected: &Expected) -> Result<String, String> {
        let sections = Sections::split(text)?;
        let expected = expected.sections();
        let mut out = sections.head.trim_end().to_owned();
        out.push_str(if out.is_empty() { "" } else { "\n" });
        for name in SECTIONS {
            let new = expected.iter().find(|(section, _)| *section == name);
            let body = new.map_or_else(|| sections.get(name), |&(_, body)| body);
            if let Some(body) = body {
                out.push_str(if out.is_empty() { "" } else { "\n" });
                let _ = writeln!(out, "--- {name}");
                out.extend(body.lines().flat_map(|line| [line, "\n"]));
            }
        }
        Ok(out)
    }
}

fn profile(text: &str) -> Result<Profile, String> {
    let mut profile = Profile::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let set = set_profile(&mut profile, line);
        set.map_err(|error| format!("section `profile`: {error}"))?;
    }
    Ok(profile)
}

/// A case file in parts.
struct Sections<'t> {
    /// All before the first section.
    head: &'t str,
    /// Name and text of each section.
    bodies: Vec<(&'t str, &'t str)>,
}

impl<'t> Sections<'t> {
    fn split(text: &'t str) -> Result<Self, String> {
        let mut heads = Vec::new();
        let mut offset = 0;
        for (index, line) in text.split_inclusive('\n').enumerate() {
            if let Some(name) = line.strip_prefix("--- ") {
                heads.push((index + 1, name.trim(), offset, offset + line.len()));
            }
            offset += line.len();
        }
        let start = |at: usize| heads.get(at).map_or(text.len(), |&(_, _, start, _)| start);
        let mut bodies: Vec<(&str, &str)> = Vec::new();
        for (at, &(number, name, _, body)) in heads.iter().enumerate() {
            if !SECTIONS.contains(&name) {
                let known = SECTIONS.join(", ");
                return Err(format!(
                    "line {number}: unknown section `{name}`; there are {known}"
                ));
            }
            if bodies.iter().any(|(other, _)| *other == name) {
                return Err(format!("line {number}: a second section `{name}`"));
            }
            let body = text.get(body..start(at + 1)).unwrap_or_default();
            bodies.push((name, body.trim_end()));
        }
        let head = text.get(..start(0)).unwrap_or_default();
        Ok(Self { head, bodies })
    }

    fn get(&self, name: &str) -> Option<&'t str> {
        let found = self.bodies.iter().find(|(section, _)| *section == name);
        found.map(|&(_, body)| body)
    }

    fn required(&self, name: &str) -> Result<&'t str, String> {
        self.get(name)
            .ok_or_else(|| format!("there is no section `{name}`"))
    }

    /// The header lines with their numbers.
    fn headers(&self) -> impl Iterator<Item = (usize, &'t str)> {
        let lines = self.head.lines().enumerate();
        lines
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(index, line)| (index + 1, line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = "\
about: two of each
at: 2026-03-02T09:15:00Z
seed: 7

--- formula
$TargetDedicatedNodes = 2;

--- profile
sunday = 7

--- results
$TargetDedicatedNodes=2

--- error
A
B
C
";

    #[test]
    fn a_case_is_read() {
        let case = Case::parse(CASE).unwrap();
        assert_eq!(case.seed, 7);
        assert_eq!(case.at.unwrap().to_string(), "2026-03-02T09:15:00Z");
        assert_eq!(case.formula, "$TargetDedicatedNodes = 2;");
        assert_eq!(case.profile.get("sunday").as_deref(), Some("7"));
        assert_eq!(case.expected.results, "$TargetDedicatedNodes=2");
        assert_eq!(case.expected.error, "A\nB\nC");
        assert_eq!(case.expected.targets, None);
    }

    #[test]
    fn what_is_not_known_is_refused_with_its_line() {
        for (text, message) in [
            (
                "what: 1\n--- formula\n1\n--- results\n",
                "line 1: unknown header `what`",
            ),
            (
                "\nwhat\n--- formula\n1\n--- results\n",
                "line 2: `what` is not a header",
            ),
            (
                "seed: x\n--- formula\n1\n--- results\n",
                "line 1: `x` is not a seed",
            ),
            (
                "at: noon\n--- formula\n1\n--- results\n",
                "line 1: `noon`: neither",
            ),
            (
                "--- formula\n1\n--- result\nx\n",
                "line 3: unknown section `result`",
            ),
            (
                "--- formula\n1\n--- formula\n1\n",
                "line 3: a second section `formula`",
            ),
            ("--- formula\n1\n", "there is no section `results`"),
            ("--- results\n1\n", "there is no section `formula`"),
            (
                "--- formula\n1\n--- results\n--- profile\na\n",
                "section `profile`: `a` is not a setting",
            ),
            (
                "--- formula\n1\n--- results\n--- profile\na=b\n",
                "section `profile`: there is no",
            ),
        ] {
            let error = Case::parse(text).map(|case| case.expected).unwrap_err();
            assert!(error.starts_with(message), "{error}");
        }
    }

    #[test]
    fn new_expectations_replace_the_old_ones_alone() {
        let expected = Expected {
            results: "a=1".to_owned(),
            warnings: Some("one\ntwo".to_owned()),
            ..Expected::default()
        };
        let text = Case::rewrite(CASE, &expected).unwrap();
        let (kept, _) = CASE.split_once("--- results").unwrap();
        let new = "--- results\na=1\n\n--- warnings\none\ntwo\n";
        assert_eq!(text, format!("{kept}{new}"));
        assert_eq!(Case::parse(&text).unwrap().expected, expected);
    }

    #[test]
    fn a_difference_is_told_line_by_line() {
        let left = Case::parse(CASE).unwrap().expected;
        assert_eq!(left.difference(&left), "");
        let mut right = left.clone();
        right.results = "$TargetDedicatedNodes=3".to_owned();
        right.error = "A\nX\nC".to_owned();
        let difference = "\
results:
  expected  $TargetDedicatedNodes=2
  actual    $TargetDedicatedNodes=3
                                  ^ from here on
error:
  expected  B
  actual    X
            ^ from here on
";
        assert_eq!(left.difference(&right), difference);
        right.error = String::new();
        assert!(
            left.difference(&right)
                .contains("error:\n  expected  A\n  actual    (none)")
        );
    }
}
