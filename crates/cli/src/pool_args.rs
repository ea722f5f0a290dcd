//! The pool and its account, as the command line gives them.

use std::path::PathBuf;

use autoscale_lint::Config;
use autoscale_pool::{Account, Pool, VmTable};
use autoscale_workspace::{read_account, read_pool, read_vm_table};
use clap::Args;

use crate::exit::Failure;
use crate::input::{path_name, split_name};

/// Which pool, in which account.
#[derive(Clone, Debug, Args)]
pub(crate) struct PoolArgs {
    /// The pool as it is: what `az batch pool show` prints, with `nodes` and
    /// `tasks` beside it where you have them, an ARM resource, or a definition
    /// in Terraform or Bicep (`FILE#NAME` where there are several)
    #[arg(long, value_name = "FILE")]
    pool: Option<PathBuf>,

    /// The Batch account as ARM has it; its quotas count. A list `pools` in it
    /// tells what the account's other pools have
    #[arg(long, value_name = "FILE")]
    account: Option<PathBuf>,

    /// VM sizes in place of the built-in table: CSV with the columns vmSize,
    /// family, vCPUs, dedicatedUsdPerHour and lowPriorityUsdPerHour
    #[arg(long, value_name = "FILE.csv")]
    vm_sizes: Option<PathBuf>,
}

impl PoolArgs {
    /// The files, one perhaps with the name of a pool in it.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        let files = [&self.pool, &self.account, &self.vm_sizes];
        files.into_iter().flatten()
    }

    /// The sizes that nodes may have.
    pub(crate) fn vm_table(&self) -> Result<VmTable, Failure> {
        match &self.vm_sizes {
            Some(path) => Ok(read_vm_table(path)?),
            None => Ok(VmTable::default()),
        }
    }

    /// Are prices those of the built-in table?
    pub(crate) const fn has_example_prices(&self) -> bool {
        self.vm_sizes.is_none()
    }

    /// The pool of `--pool`.
    pub(crate) fn pool(&self, known: &Known<'_>) -> Result<Option<Pool>, Failure> {
        let Some(path) = &self.pool else {
            return Ok(None);
        };
        let (file, name) = split_name(path);
        let mut pool = read_pool(&file, name.as_deref(), known.vms)?;
        known.size(&mut pool);
        Ok(Some(pool))
    }

    /// What to say of an account without quotas.
    pub(crate) fn no_quotas(&self, account: &Account) -> Option<String> {
        if *account != Account::default() {
            return None;
        }
        Some(match &self.account {
            Some(path) => format!(
                "`{}` tells no quota, so none limits the pool; write one such as \
                 `\"dedicatedCoreQuota\": 40`",
                path_name(path)
            ),
            None => "no quotas are known, so none limits the pool; `--account FILE` gives them"
                .to_owned(),
        })
    }

    /// The account of `--account`, otherwise the quotas of the configuration.
    /// Where it lists all of its pools, the one that is asked about is not
    /// among the others.
    pub(crate) fn account(&self, pool: &Pool, known: &Known<'_>) -> Result<Account, Failure> {
        let quotas = &known.config.account;
        let Some(path) = &self.account else {
            return Ok(Account {
                dedicated_core_quota: quotas.dedicated_core_quota.map(u64::from),
                low_priority_core_quota: quotas.low_priority_core_quota.map(u64::from),
                ..Account::default()
            });
        };
        let mut account = read_account(path, known.vms)?;
        if let Some(id) = &pool.configuration.id {
            account.set_apart(id);
        }
        Ok(account)
    }
}

/// What is known apart from those files.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'a> {
    pub(crate) config: &'a Config,
    pub(crate) vms: &'a VmTable,
}

impl Known<'_> {
    /// A pool that no file tells of, with what the configuration tells.
    pub(crate) fn complete(&self, mut pool: Pool) -> Pool {
        self.size(&mut pool);
        pool.inter_node = self.config.pool.inter_node_communication.unwrap_or(false);
        pool
    }

    /// The size of nodes is told by the configuration where the file does not.
    fn size(&self, pool: &mut Pool) {
        if pool.vm_size.is_none() {
            pool.vm_size.clone_from(&self.config.pool.vm_size);
            pool.vm = pool.vm_size.as_deref().and_then(|name| self.vms.find(name));
        }
    }

    /// A name that an unknown VM size may have been meant to be.
    pub(crate) fn nearest_size(&self, pool: &Pool) -> Option<String> {
        let name = pool.vm_size.as_deref().filter(|_| pool.vm.is_none())?;
        let nearest = self.vms.nearest(name)?;
        Some(format!("is `{name}` meant to be `{nearest}`?"))
    }
}
