//! The keys of `autoscale.toml`, each declared once: the reader and the JSON
//! Schema are made of these rows.

use autoscale_lint::Config;

/// A key and what stands under it.
pub(crate) struct Key {
    /// As it is written.
    pub(crate) name: &'static str,
    /// What it is for, in Markdown.
    pub(crate) about: &'static str,
    /// What stands under it.
    pub(crate) takes: Takes,
}

/// What may stand under a key.
pub(crate) enum Takes {
    /// A whole number from 0 on.
    Count(fn(&mut Config, u32)),
    /// True or false.
    Flag(fn(&mut Config, bool)),
    /// A text.
    Word(fn(&mut Config, String)),
    /// Patterns of file names, in the manner of `.gitignore`.
    Globs(GlobList),
    /// Patterns of keys in host files.
    KeyPatterns,
    /// A table from rules to levels.
    Levels,
    /// A table from patterns of file names to rules.
    Ignores,
    /// A table of profile settings.
    Profile,
    /// A table of pool policies.
    Policy,
    /// A table of assumptions.
    Simulation,
    /// A table of these keys.
    Table(&'static [Key]),
}

/// The lists of patterns of file names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GlobList {
    /// What a search of a folder leaves out.
    Exclude,
    /// What it leaves out besides that.
    ExtendExclude,
    /// Formula files whatever their extension.
    Formulas,
}

/// What `[rules]` takes.
pub(crate) const LEVELS: [&str; 4] = ["off", "info", "warning", "error"];

/// The whole file.
pub(crate) static ROOT: &[Key] = &[
    Key {
        name: "rules",
        about: "Levels of rules, by code (`AS201`), by the beginning of codes (`AS2`) or by name \
                (`unguarded-sample`). Of two entries about a rule the more specific counts.",
        takes: Takes::Levels,
    },
    Key {
        name: "per-file-ignores",
        about: "Rules that are off for some files: patterns of file names in the manner of \
                `.gitignore`, from this file's folder on, with codes, beginnings of codes or names.",
        takes: Takes::Ignores,
    },
    Key {
        name: "exclude",
        about: "Files and folders that a search leaves out, as patterns in the manner of \
                `.gitignore`. Replaces the default. A file that is named is read in any case.",
        takes: Takes::Globs(GlobList::Exclude),
    },
    Key {
        name: "extend-exclude",
        about: "Files and folders that a search leaves out besides those of `exclude`.",
        takes: Takes::Globs(GlobList::ExtendExclude),
    },
    Key {
        name: "profile",
        about: "What to assume about the service where its documentation is silent.",
        takes: Takes::Profile,
    },
    Key {
        name: "policy",
        about: "What to assume about pools where the service's documentation is silent.",
        takes: Takes::Policy,
    },
    Key {
        name: "simulation",
        about: "What simulations assume: how long things take, and how often they fail.",
        takes: Takes::Simulation,
    },
    Key {
        name: "account",
        about: "Facts about the Batch account, under the names of its REST resource.",
        takes: Takes::Table(ACCOUNT),
    },
    Key {
        name: "pool",
        about: "Facts about the pool, under the names of its REST resource; what stands beside a \
                formula in its own file counts before these.",
        takes: Takes::Table(POOL),
    },
    Key {
        name: "hosts",
        about: "Where formulas stand in files of other languages.",
        takes: Takes::Table(HOSTS),
    },
];

static ACCOUNT: &[Key] = &[
    Key {
        name: "dedicatedCoreQuota",
        about: "Cores of dedicated nodes that the account may have.",
        takes: Takes::Count(|config, cores| config.account.dedicated_core_quota = Some(cores)),
    },
    Key {
        name: "lowPriorityCoreQuota",
        about: "Cores of spot nodes that the account may have.",
        takes: Takes::Count(|config, cores| config.account.low_priority_core_quota = Some(cores)),
    },
];

static POOL: &[Key] = &[
    Key {
        name: "vmSize",
        about: "The size of the pool's nodes, such as `Standard_D2s_v3`.",
        takes: Takes::Word(|config, size| config.pool.vm_size = Some(size)),
    },
    Key {
        name: "taskSlotsPerNode",
        about: "How many tasks a node runs at once.",
        takes: Takes::Count(|config, slots| config.pool.task_slots_per_node = Some(slots)),
    },
    Key {
        name: "enableInterNodeCommunication",
        about: "Whether the pool runs multi-instance tasks.",
        takes: Takes::Flag(|config, on| config.pool.inter_node_communication = Some(on)),
    },
];

static HOSTS: &[Key] = &[
    Key {
        name: "keys",
        about: "Keys that hold formulas, besides those that everybody uses: names such as \
                `scale_rule`, compared without regard to case, `_` and `-`; `*` stands for any \
                letters.",
        takes: Takes::KeyPatterns,
    },
    Key {
        name: "paths",
        about: "Files that are formulas whatever their extension, as patterns in the manner of \
                `.gitignore`.",
        takes: Takes::Globs(GlobList::Formulas),
    },
];
