//! Reads an account.

use std::collections::HashSet;

use super::fields::{Fields, Result};
use super::pool;
use crate::{Account, AllocationMode, FamilyQuota, OtherPool, Vm};

pub(super) fn read(root: &Fields, vm: &dyn Fn(&str) -> Option<Vm>) -> Result<Account> {
    let properties = root.object("properties")?;
    let fields = properties.as_ref().unwrap_or(root);
    let mode = fields.choice(
        "poolAllocationMode",
        mode,
        &["BatchService", "UserSubscription"],
    )?;
    let mut account = Account {
        mode: mode.unwrap_or_default(),
        dedicated_core_quota: fields.count("dedicatedCoreQuota")?,
        low_priority_core_quota: fields.count("lowPriorityCoreQuota")?,
        pool_quota: fields.count("poolQuota")?,
        ..Account::default()
    };
    // Absent as good as not enforced: only an account that says so has them.
    if fields.flag("dedicatedCoreQuotaPerVMFamilyEnforced")? == Some(true) {
        account.family_quotas = families(fields)?;
    }
    account.others = others(root, vm)?;
    account.knows_others = root.has("pools");
    Ok(account)
}

fn mode(name: &str) -> Option<AllocationMode> {
    let names = [
        ("BatchService", AllocationMode::BatchService),
        ("UserSubscription", AllocationMode::UserSubscription),
    ];
    let mut same = names.into_iter();
    same.find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, mode)| mode)
}

fn families(fields: &Fields) -> Result<Vec<FamilyQuota>> {
    let quotas = fields.objects("dedicatedCoreQuotaPerVMFamily")?;
    let quota = |family: &Fields| {
        let missing = |name| family.error(name, "is missing");
        Ok(FamilyQuota {
            name: family
                .text("name")?
                .ok_or_else(|| missing("name"))?
                .to_owned(),
            cores: family
                .count("coreQuota")?
                .ok_or_else(|| missing("coreQuota"))?,
        })
    };
    let quotas: Vec<_> = quotas.iter().map(quota).collect::<Result<_>>()?;
    let names = quotas.iter().map(|quota| quota.name.as_str());
    match repeated(names) {
        Some(name) => {
            let message = format!("`{name}` has two quotas");
            Err(fields.error("dedicatedCoreQuotaPerVMFamily", message))
        }
        None => Ok(quotas),
    }
}

/// The pools beside the one that is asked about, or all of the account.
fn others(root: &Fields, vm: &dyn Fn(&str) -> Option<Vm>) -> Result<Vec<OtherPool>> {
    let mut others = Vec::new();
    for fields in root.objects("pools")? {
        others.push(OtherPool::from(&pool::read(&fields, vm)?));
    }
    match repeated(others.iter().filter_map(|pool| pool.id.as_deref())) {
        Some(id) => Err(root.error("pools", format!("two pools have the id `{id}`"))),
        None => Ok(others),
    }
}

/// The first name that was there before, in whatever case.
fn repeated<'n>(names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut seen = HashSet::new();
    let mut names = names;
    names.find(|name| !seen.insert(name.to_ascii_lowercase()))
}
