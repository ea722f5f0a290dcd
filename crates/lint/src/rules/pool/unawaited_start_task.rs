//! AS713: a start task that installs what tasks need, and nobody waits for.

use autoscale_base::{Applicability, Diagnostic, Fix, Span, rule};
use autoscale_embed::Host;
use autoscale_pool::definition::{Dialect, StartTask};

use super::text;
use crate::context::PoolContext;
use crate::rules::written::written;

rule! {
    /// ## What it does
    /// Finds start tasks that install something, by a package manager or from an
    /// application package, while `waitForSuccess` is false. In Terraform it is
    /// false unless it is set.
    ///
    /// ## Why it matters
    /// Tasks start while the installation still runs, and even when it has
    /// failed. The first tasks of every new node fail, or all of them do.
    ///
    /// ## Example
    /// ```tf
    /// resource "azurerm_batch_pool" "render" {
    ///   name                     = "render"
    ///   vm_size                  = "STANDARD_D2S_V3"
    ///   inter_node_communication = "Disabled"
    ///
    ///   fixed_scale {
    ///     target_dedicated_nodes = 2
    ///   }
    ///
    ///   start_task {
    ///     command_line = "/bin/bash -c 'apt-get update && apt-get install -y ffmpeg'"
    ///   }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```tf
    /// resource "azurerm_batch_pool" "render" {
    ///   name                     = "render"
    ///   vm_size                  = "STANDARD_D2S_V3"
    ///   inter_node_communication = "Disabled"
    ///
    ///   fixed_scale {
    ///     target_dedicated_nodes = 2
    ///   }
    ///
    ///   start_task {
    ///     command_line     = "/bin/bash -c 'apt-get update && apt-get install -y ffmpeg'"
    ///     wait_for_success = true
    ///   }
    /// }
    /// ```
    ///
    /// ## Evidence
    /// The REST reference of `waitForSuccess`: without it tasks start while the
    /// start task runs, and go on being scheduled when it fails. It is true
    /// unless given there, and false in the provider's documentation.
    pub(super) static UNAWAITED_START_TASK = ("AS713", "unawaited-start-task", Warning, label "nobody waits for it", since "0.1.0");
}

pub(super) fn check(cx: &PoolContext<'_>, report: &mut Vec<Diagnostic>) {
    let task = cx.pool.start_task.as_ref();
    let Some(task) = task.and_then(|task| task.value.as_ref()) else {
        return;
    };
    let command = text(task.command_line.as_ref());
    let Some((command, tool)) = command.and_then(|(span, line)| Some((span, installer(line)?)))
    else {
        return;
    };
    let Some(switch) = switch(cx, task) else {
        return;
    };
    let message =
        format!("tasks may start before the start task has installed what `{tool}` brings");
    let finding = Diagnostic::new(&UNAWAITED_START_TASK, switch.unwrap_or(command), message);
    let finding = match switch {
        Some(_) => finding.with_related(command, "it installs something"),
        None => finding,
    };
    let finding = finding.with_help(match cx.pool.dialect {
        Dialect::Azurerm => format!("set `{}` to true", cx.azurerm("wait_for_success")),
        _ => "set `waitForSuccess` to true".to_owned(),
    });
    let fix = match switch {
        Some(span) => written(cx.text, span, "false").map(|place| (place, "true".to_owned())),
        None => behind(cx, command),
    };
    report.push(match fix {
        Some((place, new)) => finding.with_fix(Fix::one(Applicability::Unsafe, place, new)),
        None => finding,
    });
}

/// A line of its own for the setting, behind that of the command.
fn behind(cx: &PoolContext<'_>, command: Span) -> Option<(Span, String)> {
    let is_literal = command.text(cx.text).starts_with('"');
    let after = cx.text.get(command.range().end..)?;
    let (rest, _) = after.split_once('\n')?;
    if cx.language != Host::Terraform || !is_literal || !rest.trim().is_empty() {
        return None;
    }
    let (_, before) = cx.text.get(..command.range().start)?.rsplit_once('\n')?;
    let indent = before.get(..before.len() - before.trim_start().len())?;
    let ending = if rest.ends_with('\r') { "\r\n" } else { "\n" };
    let new = format!("{ending}{indent}wait_for_success = true");
    Some((Span::empty(command.end), new))
}

/// Where it is switched off that tasks wait; `Some(None)` when nothing is said
/// and the host has it so.
fn switch(cx: &PoolContext<'_>, task: &StartTask) -> Option<Option<Span>> {
    match &task.wait_for_success {
        Some(setting) => (setting.value == Some(false)).then_some(Some(setting.span)),
        None => (cx.whole && cx.pool.dialect == Dialect::Azurerm).then_some(None),
    }
}

/// Commands that install with the word `install` behind them.
const MANAGERS: &[&str] = &[
    "apt", "apt-get", "choco", "conda", "dnf", "mamba", "npm", "pip", "pip3", "tdnf", "winget",
    "yum", "zypper",
];

/// Commands that do nothing else.
const INSTALLERS: &[&str] = &[
    "install-module",
    "install-package",
    "install-windowsfeature",
    "msiexec",
];

/// Options may stand between a command and its verb: `apt-get -y -q install`.
const MOST_OPTIONS: usize = 4;

/// What a command line installs with.
fn installer(line: &str) -> Option<&'static str> {
    let line = line.to_ascii_lowercase();
    if line.contains("az_batch_app_package") {
        return Some("AZ_BATCH_APP_PACKAGE");
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let mut words = line.split(|c| !is_part(c)).filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        // Windows has its commands with or without an extension.
        let word = word.trim_end_matches(".exe");
        if let Some(tool) = INSTALLERS.iter().find(|tool| **tool == word) {
            return Some(tool);
        }
        if let Some(tool) = MANAGERS.iter().find(|tool| **tool == word) {
            let behind = words.clone().take(1 + MOST_OPTIONS);
            let mut verb = behind.skip_while(|word| word.starts_with('-'));
            if verb.next() == Some("install") {
                return Some(tool);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn installers_are_commands_and_not_parts_of_other_words() {
        for (line, tool) in [
            (
                "/bin/bash -c 'apt-get update && apt-get -y -q install jq'",
                Some("apt-get"),
            ),
            ("python3 -m pip install --user numpy", Some("pip")),
            ("cmd /c msiexec.exe /i tool.msi /qn", Some("msiexec")),
            (
                "bash -c \"$AZ_BATCH_APP_PACKAGE_blender_4_1/setup.sh\"",
                Some("AZ_BATCH_APP_PACKAGE"),
            ),
            ("/bin/bash -c 'apt-get update'", None),
            ("echo 'Hello World from $env'", None),
            ("./install.sh", None),
            ("", None),
        ] {
            assert_eq!(installer(line), tool, "{line}");
        }
    }
}
