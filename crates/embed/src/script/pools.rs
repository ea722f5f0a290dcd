//! The pools that the calls and objects of a script define.

use autoscale_base::Span;
use autoscale_pool::{PoolDefinition, Setting};

use super::formulas::Found;
use super::text::Value;
use super::{Fact, Role, Script};
use crate::PoolId;

/// Formulas stand deeper in nothing that people write.
const MAX_NESTING: usize = 32;

/// A setting of a pool.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    VmSize,
    Enable,
    Interval,
    Dedicated,
    LowPriority,
    Slots,
    InterNode,
}

/// What hosts call the settings, without case and separators.
const NAMES: &[(&str, Field)] = &[
    ("autoscale", Field::Enable),
    ("autoscaleenabled", Field::Enable),
    ("autoscaleevaluationinterval", Field::Interval),
    ("enableautoscale", Field::Enable),
    ("enableinternodecommunication", Field::InterNode),
    ("evaluationinterval", Field::Interval),
    ("id", Field::Id),
    ("internodecommunication", Field::InterNode),
    ("internodecommunicationenabled", Field::InterNode),
    ("maxtaskspercomputenode", Field::Slots),
    ("maxtaskspernode", Field::Slots),
    ("name", Field::Id),
    ("poolid", Field::Id),
    ("scaleinterval", Field::Interval),
    ("targetdedicated", Field::Dedicated),
    ("targetdedicatedcomputenodes", Field::Dedicated),
    ("targetdedicatednodes", Field::Dedicated),
    ("targetlowprioritycomputenodes", Field::LowPriority),
    ("targetlowprioritynodes", Field::LowPriority),
    ("taskslotspernode", Field::Slots),
    ("virtualmachinesize", Field::VmSize),
    ("vmsize", Field::VmSize),
    ("vmtype", Field::VmSize),
];

impl Field {
    fn of(key: &str) -> Option<Self> {
        let letters = key.bytes().filter(|byte| !matches!(byte, b'_' | b'-'));
        let key = letters.map(|byte| byte.to_ascii_lowercase());
        let compare = |(name, _): &(&str, _)| name.bytes().cmp(key.clone());
        let index = NAMES.binary_search_by(compare).ok()?;
        NAMES.get(index).map(|&(_, field)| field)
    }
}

/// The pools of a script, and for every group the pool that it belongs to.
pub(super) fn pools<'t, V: Copy>(
    script: &Script<'t, V>,
    read: impl Fn(V) -> Value<'t>,
    found: &[Found],
) -> (Vec<PoolDefinition>, Vec<Option<PoolId>>) {
    let owners = owners(script, found);
    let mut pools: Vec<PoolDefinition> = Vec::new();
    let mut ids: Vec<Option<PoolId>> = vec![None; script.groups.len()];
    for fact in &script.facts {
        let (Some(group), Some(field)) = (fact.context.group, Field::of(fact.key)) else {
            continue;
        };
        let Some(owner) = owners.get(group).copied().flatten() else {
            continue;
        };
        if fact.role == Role::Append || field == Field::Id && owner != group {
            continue;
        }
        let value = written(fact, script.text, &read);
        // An object of the same name is no switch.
        if field == Field::Enable && value.is_none() && fact.key.len() == "autoScale".len() {
            continue;
        }
        let (Some(id), Some(whole)) = (ids.get_mut(owner), script.groups.get(owner)) else {
            continue;
        };
        // Few groups are pools, and a definition is large.
        let PoolId(index) = *id.get_or_insert_with(|| {
            pools.push(PoolDefinition {
                span: whole.span,
                ..PoolDefinition::default()
            });
            PoolId(pools.len() - 1)
        });
        if let Some(pool) = pools.get_mut(index) {
            set(pool, field, fact.span, value);
        }
    }
    let of_group = |owner: Option<usize>| ids.get(owner?).copied()?;
    let all = owners.iter().copied().map(of_group).collect();
    (pools, all)
}

/// For every group the outermost one around it that defines a pool: one that
/// says so and has settings, or that holds a formula.
fn owners<V>(script: &Script<'_, V>, found: &[Found]) -> Vec<Option<usize>> {
    let count = script.groups.len();
    let mut defines = vec![false; count];
    let mut sized = vec![false; count];
    let mark = |marks: &mut Vec<bool>, group: usize| {
        if let Some(mark) = marks.get_mut(group) {
            *mark = true;
        }
    };
    for fact in &script.facts {
        let (Some(index), Some(field)) = (fact.context.group, Field::of(fact.key)) else {
            continue;
        };
        let name = script.groups.get(index).map_or("", |group| group.name);
        let name = name.to_ascii_lowercase();
        // The type of a resource leaves no doubt.
        if name.contains("pool") && field != Field::Id || name.ends_with("/pools") {
            mark(&mut defines, index);
        }
        if field == Field::VmSize {
            mark(&mut sized, index);
        }
    }
    for found in found {
        let mut around = found.group;
        for hop in 0..MAX_NESTING {
            let Some(group) = around else { break };
            if hop == 0 || sized.get(group) == Some(&true) {
                mark(&mut defines, group);
            }
            around = script.groups.get(group).and_then(|group| group.parent);
        }
    }
    let mut owners: Vec<Option<usize>> = Vec::with_capacity(count);
    for (index, group) in script.groups.iter().enumerate() {
        let around = group.parent.and_then(|parent| owners.get(parent).copied()?);
        let own = (defines.get(index) == Some(&true)).then_some(index);
        owners.push(around.or(own));
    }
    owners
}

/// What a setting's value is, when it is written out.
fn written<'t, V: Copy>(
    fact: &Fact<'t, V>,
    host: &str,
    read: impl Fn(V) -> Value<'t>,
) -> Option<String> {
    if let Value::Text(text) = read(fact.value) {
        return text.constant().map(str::to_owned);
    }
    let raw = fact.span.text(host);
    let word = raw.trim_start_matches('$');
    let is_word = word.bytes().all(|byte| byte.is_ascii_digit())
        || ["true", "false"]
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known));
    if is_word {
        return Some(word.to_owned());
    }
    duration(raw)
}

/// The ISO 8601 form of `timedelta(minutes=5)`, `TimeSpan.FromMinutes(5)` and
/// `(New-TimeSpan -Minutes 5)`.
fn duration(call: &str) -> Option<String> {
    const UNITS: &[(&str, &str, &str)] = &[
        ("second", "PT", "S"),
        ("minute", "PT", "M"),
        ("hour", "PT", "H"),
        ("day", "P", "D"),
    ];
    if call.len() > 80 || !call.to_ascii_lowercase().contains("time") {
        return None;
    }
    let call = call.to_ascii_lowercase();
    let mut units = UNITS.iter().filter(|(unit, ..)| call.contains(unit));
    let (Some((_, before, behind)), None) = (units.next(), units.next()) else {
        return None;
    };
    let mut numbers = call
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let (Some(number), None) = (numbers.next(), numbers.next()) else {
        return None;
    };
    let whole = number.bytes().all(|byte| byte.is_ascii_digit());
    whole.then(|| format!("{before}{number}{behind}"))
}

/// Sets a field; the first value counts.
fn set(pool: &mut PoolDefinition, field: Field, span: Span, value: Option<String>) {
    let switch = || Setting {
        span,
        value: value.as_ref().map(|value| {
            let words = ["true", "enabled"];
            words.iter().any(|word| value.eq_ignore_ascii_case(word))
        }),
    };
    match field {
        Field::Enable => {
            pool.enable_auto_scale.get_or_insert_with(switch);
            return;
        }
        Field::InterNode => {
            pool.inter_node_communication.get_or_insert_with(switch);
            return;
        }
        _ => {}
    }
    let place = match field {
        Field::Id => &mut pool.id,
        Field::VmSize => &mut pool.vm_size,
        Field::Interval => &mut pool.evaluation_interval,
        Field::Dedicated => &mut pool.target_dedicated_nodes,
        Field::LowPriority => &mut pool.target_low_priority_nodes,
        Field::Slots | Field::Enable | Field::InterNode => &mut pool.task_slots_per_node,
    };
    place.get_or_insert(Setting { span, value });
}
