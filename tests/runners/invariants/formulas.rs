//! What holds for all formulas of `cases/`.

use autoscale_catalog::Profile;
use autoscale_catalog::service_error::SYNTAX_ERROR;
use autoscale_format::{FormatError, format};
use autoscale_machine::AutoScaleRun;
use autoscale_syntax::{Tree, parse};
use autoscale_tests::cases::Cases;
use autoscale_tests::engines::Runs;
use autoscale_tests::findings::parses;
use autoscale_tests::worlds::{World, example, no_numbers, synthetic};

/// Runs `check` over every formula and fails with all that it returns.
fn for_every_formula(check: impl Fn(&str, &Profile) -> Result<(), String>) {
    let cases = Cases::find();
    let failures = cases.formulas().filter_map(|file| {
        let checked = file
            .content()
            .and_then(|(text, config)| check(&text, &config.profile));
        checked.err().map(|error| format!("{}: {error}", file.name))
    });
    let failures: Vec<String> = failures.collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn the_engines_agree_in_every_world() {
    let mut worlds = synthetic();
    worlds.extend([example(), no_numbers()]);
    for_every_formula(|text, profile| {
        worlds
            .iter()
            .try_for_each(|world| agree(text, profile, world).map(drop))
    });
}

fn agree(text: &str, profile: &Profile, world: &World) -> Result<AutoScaleRun, String> {
    let runs = Runs::of(text, profile, &world.env());
    runs.agreed()
        .map_err(|error| format!("{}: {error}", world.name))
}

#[test]
fn formatting_changes_nothing_but_spaces() {
    let worlds = [example()];
    for_every_formula(|text, profile| {
        if !parses(text) {
            return Ok(());
        }
        let tree = parse(text).tree;
        let formatted = match format(text, &tree) {
            Err(FormatError::TooLong) => return Ok(()),
            formatted => formatted.map_err(|error| error.to_string())?,
        };
        let formatted_tree = parse(&formatted).tree;
        if format(&formatted, &formatted_tree).as_ref() != Ok(&formatted) {
            return Err(format!("formatting again changes it:\n{formatted}"));
        }
        if comments(text, &tree) != comments(&formatted, &formatted_tree) {
            return Err(format!("the comments changed:\n{formatted}"));
        }
        worlds.iter().try_for_each(|world| {
            let before = agree(text, profile, world)?;
            // The profile refuses a way of writing, which formatting may mend.
            let refused = before.error.as_ref().map(|error| error.code);
            if refused == Some(SYNTAX_ERROR.code) {
                return Ok(());
            }
            let before = without_places(before);
            let after = without_places(agree(&formatted, profile, world)?);
            if before == after {
                Ok(())
            } else {
                Err(format!(
                    "{}: it means something else:\n{before}\n{after}",
                    world.name
                ))
            }
        })
    });
}

fn comments<'t>(text: &'t str, tree: &Tree) -> Vec<&'t str> {
    let comments = tree.comments().iter();
    comments
        .map(|comment| comment.span.text(text).trim_end())
        .collect()
}

/// What a run gave, save the place of its error, which formatting moves.
fn without_places(run: AutoScaleRun) -> String {
    let AutoScaleRun {
        results,
        error,
        targets,
        warnings,
        ..
    } = run;
    let error = error.map(|error| {
        let cause = error
            .detail
            .split_once(": ")
            .map(|(_, cause)| cause.to_owned());
        (error.code, cause)
    });
    format!("{results} {error:?} {targets:?} {warnings:?}")
}
