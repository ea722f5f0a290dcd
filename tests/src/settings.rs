//! What a case says about itself in the comment lines at its top: the settings
//! it is read with, and what it expects. `cases/README.md` lists them.

use autoscale_base::{DateTextRules, Severity, Timestamp};
use autoscale_catalog::Profile;
use autoscale_embed::KeyPattern;
use autoscale_lint::{Config, Selector};

/// The settings of a case.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// What the case is analysed with.
    pub config: Config,
    /// The codes after `expect:`.
    pub expected: Vec<String>,
}

impl Settings {
    /// Reads the comment lines at the top of `text`. Lines that set nothing are
    /// comments like any other.
    ///
    /// # Errors
    /// When a setting is not well formed.
    pub fn of(text: &str) -> Result<Self, String> {
        let mut settings = Self::default();
        let comments = text.lines().map_while(comment);
        for (key, value) in comments.filter_map(|line| line.split_once(':')) {
            let set = settings.set(key.trim(), value.trim());
            set.map_err(|error| format!("`{key}:` in the comments at the top: {error}"))?;
        }
        Ok(settings)
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), String> {
        match key {
            "profile" => pairs(value, |setting| {
                set_profile(&mut self.config.profile, setting)
            }),
            "levels" => pairs(value, |setting| self.set_level(setting)),
            "account" => pairs(value, |setting| self.set_account(setting)),
            "pool" => pairs(value, |setting| self.set_pool(setting)),
            "keys" => {
                let patterns = value.split(',').map(|it| KeyPattern::new(it.trim()));
                self.config.keys.extra.extend(patterns);
                Ok(())
            }
            "now" => {
                let now = Timestamp::parse(value, DateTextRules::OURS);
                self.config.now = Some(now.map_err(|error| error.to_string())?);
                Ok(())
            }
            "expect" => {
                let codes = value.split(',').map(|code| code.trim().to_owned());
                self.expected.extend(codes);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn set_level(&mut self, setting: &str) -> Result<(), String> {
        let (rules, level) = pair(setting)?;
        let levels = [Severity::Info, Severity::Warning, Severity::Error];
        let known = levels.into_iter().find(|it| it.as_str() == level);
        if known.is_none() && level != "off" {
            return Err(format!("`{level}` is not a level"));
        }
        let rules = Selector::parse(rules).map_err(|error| error.to_string())?;
        self.config.levels.set(rules, known);
        Ok(())
    }

    fn set_account(&mut self, setting: &str) -> Result<(), String> {
        let (key, value) = pair(setting)?;
        let account = &mut self.config.account;
        let quota = match key {
            "dedicatedCoreQuota" => &mut account.dedicated_core_quota,
            "lowPriorityCoreQuota" => &mut account.low_priority_core_quota,
            _ => return Err(format!("an account has no `{key}`")),
        };
        *quota = Some(number(value)?);
        Ok(())
    }

    fn set_pool(&mut self, setting: &str) -> Result<(), String> {
        let (key, value) = pair(setting)?;
        let pool = &mut self.config.pool;
        match key {
            "vmSize" => pool.vm_size = Some(value.to_owned()),
            "taskSlotsPerNode" => pool.task_slots_per_node = Some(number(value)?),
            "enableInterNodeCommunication" => {
                let on = value
                    .parse()
                    .map_err(|_| format!("`{value}` is not a switch"))?;
                pool.inter_node_communication = Some(on);
            }
            _ => return Err(format!("a pool has no `{key}`")),
        }
        Ok(())
    }
}

/// The text of a line that is a comment in a formula or in a host.
fn comment(line: &str) -> Option<&str> {
    line.strip_prefix("//").or_else(|| line.strip_prefix('#'))
}

fn pairs(list: &str, mut set: impl FnMut(&str) -> Result<(), String>) -> Result<(), String> {
    list.split(',').try_for_each(|setting| set(setting.trim()))
}

fn pair(setting: &str) -> Result<(&str, &str), String> {
    let (key, value) = setting
        .split_once('=')
        .ok_or_else(|| format!("`{setting}` is not a setting: write `key = value`"))?;
    Ok((key.trim(), value.trim()))
}

fn number(value: &str) -> Result<u32, String> {
    value
        .parse()
        .map_err(|_| format!("`{value}` is not a whole number"))
}

/// Sets `key = value`.
///
/// # Errors
/// When it is not well formed, or no such setting.
pub fn set_profile(profile: &mut Profile, setting: &str) -> Result<(), String> {
    let (key, value) = pair(setting)?;
    profile.set(key, value).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_comments_at_the_top_are_read_and_nothing_below() {
        let text = "\
#!/bin/bash
// A pool: of renders
// profile: sunday = 7, case = insensitive
// levels: AS5 = off, AS101 = info
// account: dedicatedCoreQuota = 40
// pool: vmSize = Standard_D2s_v3, taskSlotsPerNode = 4, enableInterNodeCommunication = true
// keys: scaleRule, *Expr
// now: 2026-03-02T09:15:00Z
// expect: AS201, AS303
$TargetDedicatedNodes = 1;
// now: tomorrow
";
        let Settings { config, expected } = Settings::of(text).unwrap();
        assert_eq!(config.profile.get("sunday").as_deref(), Some("7"));
        assert_eq!(config.account.dedicated_core_quota, Some(40));
        assert_eq!(config.pool.vm_size.as_deref(), Some("Standard_D2s_v3"));
        assert_eq!(config.pool.task_slots_per_node, Some(4));
        assert_eq!(config.pool.inter_node_communication, Some(true));
        assert!(config.keys.is_formula("poolExpr"));
        assert_eq!(config.now.unwrap().to_string(), "2026-03-02T09:15:00Z");
        assert_eq!(expected, ["AS201", "AS303"]);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for line in [
            "profile: sunday",
            "profile: sunday = 9",
            "levels: AS501 = loud",
            "account: quota = 1",
            "account: dedicatedCoreQuota = many",
            "pool: size = 1",
            "pool: enableInterNodeCommunication = maybe",
            "now: noon",
        ] {
            assert!(Settings::of(&format!("// {line}\n")).is_err(), "{line}");
        }
    }
}
