//! What the runs rest on: time, workload, pool and account, and every
//! assumption about the service.

use std::io::{self, Write};

use autoscale_catalog::profile::Setting;
use autoscale_catalog::{assumption, policy};
use autoscale_pool::{Account, AllocationMode, NodeKind, Pool};
use autoscale_simulate::Settings;

use super::markup::Text;
use super::table::{self, Kind};
use super::{Report, times};
use crate::output::human::{count, counted};

/// Writes what is under the title.
pub(super) fn write_facts(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let settings = report.settings;
    let until = report.runs.iter().map(|run| run.outcome.until).max();
    let until = until.unwrap_or(settings.until);
    let (from, length) = (settings.from, until.since(settings.from));
    let interval = times::length(settings.evaluation_interval);
    let time = format!(
        "{} to {} UTC, {}",
        times::full(from),
        times::full(until),
        times::length(length)
    );
    out.write_all(b"<dl class=\"facts\">\n")?;
    for (name, words) in [
        ("Time", time),
        ("Workload", report.workload.to_owned()),
        ("Pool", pool_words(&settings.pool)),
        ("Account", account_words(&settings.account)),
        ("Evaluations", format!("every {interval}")),
        ("Seed", settings.seed.to_string()),
    ] {
        writeln!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", Text(&words))?;
    }
    out.write_all(b"</dl>\n")
}

fn pool_words(pool: &Pool) -> String {
    let mut words = Vec::new();
    match (&pool.vm, &pool.vm_size) {
        (Some(vm), _) => {
            words.push(format!("{}, {}", vm.name, counted(vm.cores.into(), "core")));
            for (kind, name) in [
                (NodeKind::Dedicated, "dedicated"),
                (NodeKind::LowPriority, "low-priority"),
            ] {
                if let Some(price) = vm.price_of(kind) {
                    words.push(format!("${price} an hour {name}"));
                }
            }
        }
        (None, Some(size)) => words.push(size.clone()),
        (None, None) => words.push("unknown VM size".to_owned()),
    }
    let slots = counted(pool.task_slots_per_node.into(), "task slot");
    words.push(format!("{slots} a node"));
    let current = pool.current();
    let (dedicated, low_priority) = (current.dedicated, current.low_priority);
    words.push(format!(
        "{dedicated} dedicated and {low_priority} low-priority at the beginning"
    ));
    words.join("; ")
}

fn account_words(account: &Account) -> String {
    let mut words = Vec::new();
    if account.mode == AllocationMode::UserSubscription {
        words.push("user subscription".to_owned());
    }
    for (kind, name) in [
        (NodeKind::Dedicated, "dedicated"),
        (NodeKind::LowPriority, "low-priority"),
    ] {
        if let Some(cores) = account.core_quota(kind) {
            words.push(format!("{} {name} cores", count(cores)));
        }
    }
    for quota in &account.family_quotas {
        words.push(format!("{} of {}", count(quota.cores), quota.name));
    }
    if words.is_empty() {
        words.push("no quotas".to_owned());
    }
    if !account.others.is_empty() {
        words.push(counted(account.others.len() as u64, "other pool"));
    }
    words.join("; ")
}

/// Writes every setting, those that differ from their defaults first.
pub(super) fn write_assumptions(settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let assumptions = assumption::SETTINGS
        .iter()
        .map(|it| (it, settings.assumptions.get(it.key)));
    let policies = policy::SETTINGS
        .iter()
        .map(|it| (it, settings.policy.get(it.key)));
    let all = assumptions.chain(policies);
    let mut rows: Vec<(&Setting, String)> = all
        .map(|(setting, value)| (setting, value.unwrap_or_default()))
        .collect();
    // Stable: within each part they stay in their order.
    rows.sort_by_key(|(setting, value)| value == setting.default);
    out.write_all(
        b"<section>\n<h2>Assumptions</h2>\n<p>What no document tells of the service is a setting. \
        <code>autoscale explain KEY</code> tells what speaks for each.</p>\n\
        <details><summary>All settings, changed ones first</summary>\n",
    )?;
    let columns = ["Setting", "Value", "Question", "Default is"];
    table::begin("Assumptions", Kind::Long, &columns, out)?;
    for (setting, value) in rows {
        let Setting { key, question, .. } = setting;
        let grade = if value == setting.default {
            setting.grade.as_str().to_owned()
        } else {
            format!("{}, {}", setting.default, setting.grade.as_str())
        };
        let changed = if value == setting.default {
            ""
        } else {
            " class=\"changed\""
        };
        writeln!(
            out,
            "<tr{changed}><th scope=\"row\"><code>{key}</code></th><td><code>{}</code></td>\
             <td>{}</td><td>{}</td></tr>",
            Text(&value),
            Text(question),
            Text(&grade)
        )?;
    }
    table::end(out)?;
    out.write_all(b"</details>\n</section>\n")
}
