//! Reads an account.

use super::fields::{Fields, Result};
use super::pool;
use crate::{Account, AllocationMode, FamilyQuota, NodeKind, Usage, Vm};

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
    for pool in root.objects("pools")? {
        add(&mut account.others, &pool::read(&pool, vm)?);
    }
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
    quotas.iter().map(quota).collect()
}

/// Adds what a pool has to what the account's pools have.
fn add(usage: &mut Usage, pool: &crate::Pool) {
    let Some(vm) = &pool.vm else { return };
    let current = pool.current();
    let cores = |kind| u64::from(current.of(kind)) * u64::from(vm.cores);
    usage.dedicated += cores(NodeKind::Dedicated);
    usage.low_priority += cores(NodeKind::LowPriority);
    usage.families.push(FamilyQuota {
        name: vm.family.clone().into_owned(),
        cores: cores(NodeKind::Dedicated),
    });
}
