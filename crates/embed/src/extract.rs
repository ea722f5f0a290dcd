//! The one entry: a host file in, its formulas and pools out.

use std::collections::HashMap;

use autoscale_base::Span;
use autoscale_pool::PoolDefinition;

use crate::hosts::{
    bicep, csharp, formula, json, markdown, nextflow, notebook, powershell, python, shell,
    terraform, yaml,
};
use crate::source_map::offset;
use crate::{Extracted, Host, Keys, PoolId, Problem};

/// How deep brackets may stand in each other.
const MAX_NESTING: usize = 1000;

/// The formulas of a host file and the pools that it defines. Never fails: what
/// cannot be read is in [`Extracted::problem`].
#[must_use]
pub fn extract(text: &str, host: Host, keys: &Keys) -> Extracted {
    if host != Host::Formula && !keys.may_occur_in(text) {
        return Extracted::default();
    }
    let mut found = extract_nested(text, host, keys);
    for formula in &mut found.formulas {
        formula.source.set_line_ends(text);
    }
    order_pools(&mut found);
    tell_pools(&mut found);
    found.formulas.sort_by_key(|formula| formula.span);
    name_apart(&mut found);
    found
}

/// The pool that a JSON text is, which is said to be one: a body of the REST
/// interface or a resource of ARM, however little stands in it. `None` when the
/// text cannot be read.
#[must_use]
pub fn pool_object(text: &str) -> Option<PoolDefinition> {
    json::pool(text)
}

/// As [`extract`], for a host inside another one: unsorted, and names may come
/// twice.
pub(crate) fn extract_nested(text: &str, host: Host, keys: &Keys) -> Extracted {
    if nests(host)
        && let Some(at) = too_deep(text)
    {
        return Extracted {
            problem: Some(Problem {
                span: Span::empty(at),
                message: format!("nested more than {MAX_NESTING} deep"),
            }),
            ..Extracted::default()
        };
    }
    let read = match host {
        Host::Formula => formula::extract,
        Host::Terraform => terraform::extract,
        Host::Bicep => bicep::extract,
        Host::Json => json::extract,
        Host::Yaml => yaml::extract,
        Host::Python => python::extract,
        Host::CSharp => csharp::extract,
        Host::PowerShell => powershell::extract,
        Host::Shell => shell::extract,
        Host::Nextflow => nextflow::extract,
        Host::Markdown => markdown::extract,
        Host::Notebook => notebook::extract,
    };
    read(text, keys)
}

/// True for the hosts whose parsers recurse with the depth of the text, or take
/// their time over it.
const fn nests(host: Host) -> bool {
    matches!(
        host,
        Host::Bicep | Host::CSharp | Host::PowerShell | Host::Python | Host::Terraform
    )
}

/// Where brackets first stand deeper in each other than [`MAX_NESTING`]. Those
/// in strings and comments count, too: few files have so many that are open.
fn too_deep(text: &str) -> Option<u32> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_NESTING {
            return Some(offset(at));
        }
    }
    None
}

/// Puts pools into text order; parts of a file in another language come last.
fn order_pools(found: &mut Extracted) {
    if found.pools.is_sorted_by_key(|pool| pool.span) {
        return;
    }
    let mut numbered: Vec<_> = found.pools.drain(..).enumerate().collect();
    numbered.sort_by_key(|(_, pool)| pool.span);
    let mut places = vec![0; numbered.len()];
    for (was, pool) in numbered {
        if let Some(place) = places.get_mut(was) {
            *place = found.pools.len();
        }
        found.pools.push(pool);
    }
    for PoolId(pool) in found.formulas.iter_mut().filter_map(|it| it.pool.as_mut()) {
        if let Some(place) = places.get(*pool) {
            *pool = *place;
        }
    }
}

/// Tells pools of the formulas that belong to them.
fn tell_pools(found: &mut Extracted) {
    for formula in &found.formulas {
        if let Some(PoolId(pool)) = formula.pool
            && let Some(pool) = found.pools.get_mut(pool)
        {
            pool.formula.get_or_insert(formula.span);
        }
    }
}

/// Numbers names that come twice, so that `FILE#NAME` means one formula.
fn name_apart(found: &mut Extracted) {
    let mut taken: HashMap<String, u32> = HashMap::new();
    for name in found.formulas.iter_mut().filter_map(|f| f.name.as_mut()) {
        let count = taken.entry(name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            *name = format!("{name}-{count}");
        }
    }
}
