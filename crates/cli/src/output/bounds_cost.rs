//! What the targets can come to: cores against the account's quota, and
//! dollars an hour.

use std::io::{self, Write};

use autoscale_bounds::Bounds;
use autoscale_catalog::{PRICES, Target, VmSize, vm_size};
use autoscale_ide::range_words::number;
use autoscale_lint::Config;

use crate::terminal::{Styles, visible};

/// The nodes of one kind at most.
#[derive(Clone, Copy)]
struct Most {
    target: Target,
    /// `None` when nothing but a quota limits them.
    nodes: Option<f64>,
    quota: Option<u32>,
    price: Option<f64>,
}

/// Writes the worst case, when the configuration tells the size of the nodes.
pub(crate) fn write(
    config: &Config,
    bounds: &Bounds,
    out: &mut dyn Write,
    styles: &Styles,
) -> io::Result<()> {
    let Some(name) = config.pool.vm_size.as_deref() else {
        return Ok(());
    };
    let (bold, dim) = (styles.bold, styles.dim);
    let Some(size) = vm_size(name) else {
        let name = visible(name);
        return writeln!(
            out,
            "\n{dim}Cores and prices of `{name}` are not known{dim:#}"
        );
    };
    let most = most(config, bounds, size);
    if most.is_empty() {
        return Ok(());
    }
    let (vm, cores) = (size.name, size.cores);
    let s = if cores == 1 { "" } else { "s" };
    writeln!(
        out,
        "\n{bold}At most{bold:#} {dim}({vm}, {cores} core{s}; prices: {PRICES}){dim:#}"
    )?;
    let mut total = Some(0.0);
    for each in &most {
        total = total.zip(each.cost(size)).map(|(total, cost)| total + cost);
        each.write(size, out, styles)?;
    }
    match total {
        Some(total) if most.len() > 1 => {
            writeln!(
                out,
                "  {:<25} {bold}{total:.2} USD an hour{bold:#}",
                "together"
            )
        }
        _ => Ok(()),
    }
}

/// The targets that the formula is known to assign.
fn most(config: &Config, bounds: &Bounds, size: VmSize) -> Vec<Most> {
    let account = &config.account;
    let targets = [
        (
            Target::Dedicated,
            account.dedicated_core_quota,
            size.dedicated_price,
        ),
        (
            Target::LowPriority,
            account.low_priority_core_quota,
            size.low_priority_price,
        ),
    ];
    let known = |target| bounds.known(target) && bounds.assigned(target);
    let most = targets.into_iter().map(|(target, quota, price)| {
        let max = bounds.target(target).max;
        Most {
            target,
            nodes: max.is_finite().then(|| max.trunc().max(0.0)),
            quota,
            price,
        }
    });
    most.filter(|each| known(each.target)).collect()
}

impl Most {
    /// As many nodes as formula and quota allow; `None` when neither limits
    /// them.
    fn nodes(&self, size: VmSize) -> Option<f64> {
        let by_quota = self.quota.map(|cores| f64::from(cores / size.cores.max(1)));
        match (self.nodes, by_quota) {
            (Some(nodes), Some(by_quota)) => Some(nodes.min(by_quota)),
            (one, other) => one.or(other),
        }
    }

    fn cost(&self, size: VmSize) -> Option<f64> {
        self.nodes(size)
            .zip(self.price)
            .map(|(nodes, price)| nodes * price)
    }

    fn write(&self, size: VmSize, out: &mut dyn Write, styles: &Styles) -> io::Result<()> {
        let (bold, warning) = (styles.bold, styles.warning);
        write!(out, "  {:<25} ", self.target.name())?;
        let mut up_to = "";
        let cores = self.nodes.map(|nodes| nodes * f64::from(size.cores));
        match (cores, self.quota) {
            (Some(cores), None) => write!(out, "{} cores", number(cores))?,
            (Some(cores), Some(quota)) if cores > f64::from(quota) => {
                let cores = number(cores);
                up_to = " at the quota";
                write!(
                    out,
                    "{warning}{cores} cores, above the quota of {quota}{warning:#}"
                )?;
            }
            (Some(cores), Some(quota)) => {
                write!(out, "{} of {quota} cores", number(cores))?;
            }
            (None, Some(quota)) => {
                write!(
                    out,
                    "{warning}nothing but the quota of {quota} cores{warning:#}"
                )?;
            }
            (None, None) => write!(out, "{warning}without an upper end{warning:#}")?,
        }
        match self.cost(size) {
            Some(cost) => writeln!(out, ", {bold}{cost:.2} USD an hour{bold:#}{up_to}"),
            None if self.price.is_none() => writeln!(out, ", price not known"),
            None => writeln!(out),
        }
    }
}
