//! What `autoscale.toml` may say, and what it may not.

use autoscale_lint::rules;
use serde_json::Value as Json;

use super::super::config_schema;
use super::*;

fn parsed(text: &str) -> Result<ConfigFile, FileError> {
    ConfigFile::parse(text, "autoscale.toml", Path::new("/repo/autoscale.toml"))
}

fn refusal(text: &str) -> (String, String) {
    let error = parsed(text).unwrap_err();
    let message = error.to_string();
    let message = message.strip_prefix("bad configuration `autoscale.toml`: ");
    let help = error.help().unwrap_or_default().to_owned();
    (message.unwrap().to_owned(), help)
}

const WHOLE: &str = r#"
exclude = ["old"]
extend-exclude = ["*.generated.tf"]

[rules]
AS1 = "info"
undefined-symbol = "off"

[per-file-ignores]
"legacy/" = ["AS5", "missing-semicolon"]

[profile]
sunday = 7

[policy]
victim-order = "newest-first"

[simulation]
boot-time = "exp:90s"
sample-loss = 0.1

[account]
dedicatedCoreQuota = 64
lowPriorityCoreQuota = 0

[pool]
vmSize = "Standard_D2s_v3"
taskSlotsPerNode = 4
enableInterNodeCommunication = true

[hosts]
keys = ["scale_rule*"]
paths = ["formulas/*.txt"]
"#;

#[test]
fn every_key_is_understood() {
    let file = parsed(WHOLE).unwrap();
    let config = &file.config;
    assert_eq!(config.account.dedicated_core_quota, Some(64));
    assert_eq!(config.account.low_priority_core_quota, Some(0));
    assert_eq!(config.pool.vm_size.as_deref(), Some("Standard_D2s_v3"));
    assert_eq!(config.pool.task_slots_per_node, Some(4));
    assert_eq!(config.pool.inter_node_communication, Some(true));
    assert_eq!(config.profile.get("sunday").as_deref(), Some("7"));
    let assumed = |key| config.simulation.get(key).unwrap();
    assert_eq!(assumed("boot-time"), "exp:90s");
    assert_eq!(assumed("sample-loss"), "0.1");
    assert!(config.keys.is_formula("scaleRules"));
    assert!(file.excludes(Path::new("/repo/a/old"), true));
    assert!(!file.excludes(Path::new("/repo/node_modules"), true));
    assert!(file.excludes(Path::new("/repo/a.generated.tf"), false));
    assert!(file.is_formula(Path::new("/repo/formulas/a.txt")));
    assert!(!file.is_formula(Path::new("/repo/a.txt")));

    let level = |path: &str, code: &str| {
        let rule = rules().find(|rule| rule.code == code).unwrap();
        file.for_file(Path::new(path)).levels.of(rule)
    };
    assert_eq!(level("/repo/a.tf", "AS102"), Some(Severity::Info));
    assert_eq!(level("/repo/a.tf", "AS101"), None);
    assert_eq!(level("/repo/a.tf", "AS510"), Some(Severity::Error));
    assert_eq!(level("/repo/legacy/a.tf", "AS510"), None);
    assert_eq!(level("/repo/legacy/a.tf", "AS002"), None);
}

#[test]
fn every_key_of_the_schema_is_read() {
    let schema = config_schema();
    let whole: toml::Table = toml::from_str(WHOLE).unwrap();
    let names = |schema: &Json| -> Vec<String> {
        let properties = schema["properties"].as_object().unwrap();
        properties.keys().cloned().collect()
    };
    for section in names(&schema) {
        let value = whole.get(&section);
        let value = value.unwrap_or_else(|| panic!("{section} is not in the example"));
        let schema = &schema["properties"][&section];
        if schema["additionalProperties"] != Json::Bool(false)
            || ["profile", "policy", "simulation"].contains(&section.as_str())
        {
            continue;
        }
        for key in names(schema) {
            assert!(value.get(&key).is_some(), "{key} is not in the example");
        }
    }
}

#[test]
fn every_setting_of_the_schema_is_read() {
    let schema = config_schema();
    for table in ["profile", "policy", "simulation"] {
        let settings = schema["properties"][table]["properties"].as_object();
        for (key, schema) in settings.unwrap() {
            let values = schema["enum"].as_array().cloned();
            for value in values.unwrap_or_else(|| vec![schema["default"].clone()]) {
                let text = format!("[{table}]\n{key} = {value}");
                assert!(parsed(&text).is_ok(), "{text}");
            }
        }
    }
}

#[test]
fn a_wrong_key_has_a_place_and_a_neighbour() {
    for (text, message, help) in [
        (
            "excludes = []",
            "line 1, column 1: there is no key `excludes`",
            "did you mean `exclude`?",
        ),
        (
            "[pool]\nvmsize = ''",
            "line 2, column 1: there is no key `vmsize` in `[pool]`",
            "did you mean `vmSize`?",
        ),
        (
            "[rules]\nAS999 = 'off'",
            "line 2, column 1: there is no rule `AS999`",
            "`autoscale explain` lists all rules",
        ),
        (
            "[rules]\nundefined-simbol = 'off'",
            "line 2, column 1: there is no rule `undefined-simbol`",
            "did you mean `undefined-symbol`?",
        ),
        (
            "[profile]\nsundya = 7",
            "line 2, column 1: there is no profile setting `sundya`",
            "did you mean `sunday`?",
        ),
        (
            "[simulation]\nbot-time = '1m'",
            "line 2, column 1: there is no assumption `bot-time`",
            "did you mean `boot-time`?",
        ),
        (
            "[per-file-ignores]\na = ['AS1', 'as101']",
            "line 2, column 13: there is no rule `as101`",
            "did you mean `AS101`?",
        ),
        (
            "[hosts]\nx = 1",
            "line 2, column 1: there is no key `x` in `[hosts]`",
            "the keys are `keys`, `paths`",
        ),
    ] {
        assert_eq!(refusal(text), (message.to_owned(), help.to_owned()));
    }
}

#[test]
fn a_wrong_value_has_a_place() {
    for (text, message) in [
        (
            "[rules]\nAS101 = 'of'",
            "line 2, column 9: `AS101` must be one of `\"off\"`, `\"info\"`, `\"warning\"`, `\"error\"`",
        ),
        (
            "[rules]\nAS101 = false",
            "line 2, column 9: `AS101` must be one of `\"off\"`, `\"info\"`, `\"warning\"`, `\"error\"`",
        ),
        ("rules = 1", "line 1, column 9: `rules` must be a table"),
        (
            "exclude = 'a'",
            "line 1, column 11: `exclude` must be a list of texts",
        ),
        (
            "exclude = ['a', 1]",
            "line 1, column 17: `exclude` must be a list of texts",
        ),
        (
            "[pool]\ntaskSlotsPerNode = -1",
            "line 2, column 20: `taskSlotsPerNode` must be a whole number from 0 on",
        ),
        (
            "[pool]\ntaskSlotsPerNode = 1.5",
            "line 2, column 20: `taskSlotsPerNode` must be a whole number from 0 on",
        ),
        (
            "[pool]\nenableInterNodeCommunication = 'yes'",
            "line 2, column 32: `enableInterNodeCommunication` must be `true` or `false`",
        ),
        (
            "[profile]\nsunday = 3",
            "line 2, column 10: `sunday` cannot be `3`; it takes `0` or `7`",
        ),
    ] {
        assert_eq!(refusal(text).0, message);
    }
    assert!(
        refusal("exclude = ['{']")
            .0
            .starts_with("line 1, column 12: bad pattern `{`:")
    );
    assert!(refusal("exclude =").0.starts_with("line 1, column"));
}
