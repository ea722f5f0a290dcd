//! Formulas that are evaluated as they are written, and the commands.

use std::fs;

use serde_json::{Value, json};

use crate::at;
use crate::client::{Client, session};
use crate::workspace::{folder, uri};

const FORMULA: &str = "\
tasks = avg($PendingTasks.GetSample(TimeInterval_Minute * 5, 70));
nodes = tasks > 100 ? 50 : tasks;
$TargetDedicatedNodes = min(25, nodes);
$NodeDeallocationOption = taskcompletion;
";

const TERRAFORM: &str = "\
resource \"azurerm_batch_pool\" \"render\" {
  auto_scale {
    formula = <<-EOF
      n = avg($PendingTasks.GetSample(1)) > 5 ? 3 : 1;
      $TargetDedicatedNodes = n;
    EOF
  }
}
resource \"azurerm_batch_pool\" \"train\" {
  auto_scale {
    formula = \"$TargetDedicatedNodes = ${var.n};\"
  }
}
resource \"azurerm_batch_pool\" \"merge\" {
  auto_scale {
    formula = \"$TargetDedicatedNodes = avg($PendingTasks.GetSample(1));\"
  }
}
";

const RENDER: &str = "azurerm_batch_pool.render.auto_scale.formula";
const TRAIN: &str = "azurerm_batch_pool.train.auto_scale.formula";

/// Ten samples of `tasks` pending tasks.
fn snapshot(tasks: u32) -> String {
    let values = [tasks; 10];
    let snapshot = json!({
        "time": "2026-03-02T09:15:00Z",
        "metrics": {"$PendingTasks": {"start": "2026-03-02T09:10:30Z", "values": values}},
    });
    snapshot.to_string()
}

impl Client {
    async fn result(&mut self, method: &str, params: Value) -> Value {
        let mut response = self.request(method, params).await;
        assert_eq!(response.get("error"), None, "{response}");
        response["result"].take()
    }

    async fn lenses(&mut self, uri: &str) -> Vec<String> {
        let params = json!({"textDocument": {"uri": uri}});
        let lenses = self.result("textDocument/codeLens", params).await;
        let lenses = lenses.as_array().unwrap().iter();
        let title = |lens: &Value| lens["command"]["title"].as_str().unwrap().to_owned();
        lenses.map(title).collect()
    }

    /// The values that are shown behind statements: line and label.
    async fn values(&mut self, uri: &str) -> Vec<(u64, String)> {
        let all = json!({
            "start": {"line": 0, "character": 0},
            "end": {"line": 99, "character": 0},
        });
        let params = json!({"textDocument": {"uri": uri}, "range": all});
        let hints = self.result("textDocument/inlayHint", params).await;
        let hints = hints.as_array().unwrap().iter();
        let values = hints.filter(|hint| hint.get("kind").is_none());
        let values = values.map(|hint| {
            let line = hint["position"]["line"].as_u64().unwrap();
            (line, hint["label"].as_str().unwrap().to_owned())
        });
        values.collect()
    }

    async fn command(&mut self, command: &str, arguments: Value) -> Value {
        let params = json!({"command": command, "arguments": arguments});
        self.request("workspace/executeCommand", params).await
    }

    /// The latest diagnostics of that code.
    async fn of_code(&mut self, uri: &str, version: i32, code: &str) -> Vec<Value> {
        let mut found = self.diagnostics_of(uri, json!(version)).await;
        let found = found.as_array_mut().unwrap();
        found.retain(|found| found["code"] == code);
        found.clone()
    }

    async fn changed_on_disk(&mut self, uri: &str) {
        let changes = json!({"changes": [{"uri": uri, "type": 2}]});
        self.notify("workspace/didChangeWatchedFiles", changes)
            .await;
    }

    async fn told(&mut self) -> String {
        let told = self.notice("window/showMessage").await;
        told["message"].as_str().unwrap().to_owned()
    }
}

fn values(labels: [&str; 4]) -> Vec<(u64, String)> {
    (0..)
        .zip(labels.map(|label| format!("= {label}")))
        .collect()
}

#[test]
fn the_snapshot_beside_a_formula_gives_values() {
    session(async |mut client| {
        let snapshot = snapshot(4);
        let folder = folder(&[
            ("pool.autoscale", FORMULA),
            ("pool.snapshot.json", &snapshot),
        ]);
        let pool = uri(&folder, "pool.autoscale");
        client.initialize(json!({})).await;
        client.open(&pool, FORMULA).await;
        assert_eq!(
            client.values(&pool).await,
            values(["4", "4", "4", "taskcompletion"])
        );
        assert_eq!(
            client.lenses(&pool).await,
            ["Evaluate", "= 4", "Bounds: 0 to 25"]
        );
        let place = json!({
            "textDocument": {"uri": pool},
            "position": {"line": 2, "character": 34},
        });
        let hover = client.result("textDocument/hover", place).await;
        let hover = hover["contents"]["value"].as_str().unwrap().to_owned();
        assert!(hover.contains("Value: `4`"), "{hover}");
        let params = json!({
            "textDocument": {"uri": pool},
            "range": at(2, 0, 99),
            "context": {"frameId": 0, "stoppedLocation": at(0, 0, 0)},
        });
        let inline = client.result("textDocument/inlineValue", params).await;
        assert_eq!(
            inline[1],
            json!({"range": at(2, 32, 37), "text": "nodes = 4"})
        );
    });
}

#[test]
fn every_change_of_the_formula_is_evaluated() {
    session(async |mut client| {
        let snapshot = snapshot(4);
        let folder = folder(&[("pool.snapshot.json", &snapshot)]);
        let pool = uri(&folder, "pool.autoscale");
        client.initialize(json!({})).await;
        client.open(&pool, FORMULA).await;
        let faded = client.of_code(&pool, 1, "not-evaluated").await;
        assert_eq!(faded.len(), 1);
        assert_eq!(faded[0]["range"], at(1, 22, 24));
        assert_eq!(faded[0]["severity"], 4);
        assert_eq!(faded[0]["tags"], json!([1]));
        assert_eq!(faded[0]["source"], "autoscale");
        // `100` becomes `1`.
        client
            .change(&pool, 2, json!({"range": at(1, 17, 19), "text": ""}))
            .await;
        let faded = client.of_code(&pool, 2, "not-evaluated").await;
        assert_eq!(faded[0]["range"], at(1, 25, 30));
        assert_eq!(
            client.values(&pool).await,
            values(["4", "50", "25", "taskcompletion"])
        );
    });
}

#[test]
fn a_snapshot_that_changes_on_the_disk_is_read_again() {
    session(async |mut client| {
        let folder = folder(&[]);
        let (pool, file) = (
            uri(&folder, "pool.autoscale"),
            uri(&folder, "pool.snapshot.json"),
        );
        let path = folder.path().join("pool.snapshot.json");
        let able = json!({
            "workspace": {
                "didChangeWatchedFiles": {"dynamicRegistration": true},
                "codeLens": {"refreshSupport": true},
                "inlayHint": {"refreshSupport": true},
            },
        });
        client.initialize(able).await;
        let wanted = client.reply("client/registerCapability", Value::Null).await;
        let watchers = &wanted["registrations"][0]["registerOptions"]["watchers"];
        assert_eq!(watchers[1]["globPattern"], "**/*.snapshot.json");
        client.open(&pool, FORMULA).await;
        assert_eq!(client.values(&pool).await, []);
        for (tasks, target) in [(4, "= 4"), (9, "= 9")] {
            fs::write(&path, snapshot(tasks)).unwrap();
            client.changed_on_disk(&file).await;
            client
                .reply("workspace/inlayHint/refresh", Value::Null)
                .await;
            client
                .reply("workspace/codeLens/refresh", Value::Null)
                .await;
            assert_eq!(client.lenses(&pool).await[1], target);
        }
        // Without the client's help it is seen with the next edit.
        fs::write(&path, snapshot(12)).unwrap();
        client
            .change(&pool, 2, json!({"range": at(0, 0, 0), "text": " "}))
            .await;
        assert_eq!(client.lenses(&pool).await[1], "= 12");
        fs::remove_file(&path).unwrap();
        client.changed_on_disk(&file).await;
        assert_eq!(client.values(&pool).await, []);
    });
}

#[test]
fn a_snapshot_in_the_editor_counts_before_the_disk() {
    session(async |mut client| {
        let on_disk = snapshot(4);
        let folder = folder(&[("pool.snapshot.json", &on_disk)]);
        let (pool, file) = (
            uri(&folder, "pool.autoscale"),
            uri(&folder, "pool.snapshot.json"),
        );
        client.initialize(json!({})).await;
        client.open(&pool, FORMULA).await;
        client.open(&file, &snapshot(7)).await;
        assert_eq!(client.lenses(&pool).await[1], "= 7");
        client.change(&file, 2, json!({"text": snapshot(8)})).await;
        assert_eq!(client.lenses(&pool).await[1], "= 8");
        client
            .notify(
                "textDocument/didClose",
                json!({"textDocument": {"uri": file}}),
            )
            .await;
        assert_eq!(client.lenses(&pool).await[1], "= 4");
    });
}

#[test]
fn a_broken_snapshot_is_told_once_and_breaks_nothing() {
    session(async |mut client| {
        let folder = folder(&[("pool.snapshot.json", "{\"time\": \"soon\"}")]);
        let (pool, file) = (
            uri(&folder, "pool.autoscale"),
            uri(&folder, "pool.snapshot.json"),
        );
        client.initialize(json!({})).await;
        client.open(&pool, FORMULA).await;
        let told = client.told().await;
        assert!(
            told.starts_with("bad snapshot `pool.snapshot.json`: line 1, column 10: `/time`:"),
            "{told}"
        );
        let lens = client.lenses(&pool).await.remove(0);
        assert_eq!(lens, format!("Evaluate: {told}"));
        client
            .change(&pool, 2, json!({"range": at(0, 0, 0), "text": " "}))
            .await;
        client.diagnostics_of(&pool, json!(2)).await;
        assert!(!client.was_told("window/showMessage"));
        // In the editor it is underlined.
        client
            .open(&file, "{\"metrics\": {\"$PendingTaks\": {}}}")
            .await;
        let found = client.diagnostics_of(&file, json!(1)).await;
        assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
        assert_eq!(found[0]["range"], at(0, 13, 27));
        assert_eq!(found[0]["code"], "bad-snapshot");
        client.change(&file, 2, json!({"text": snapshot(3)})).await;
        assert_eq!(client.diagnostics_of(&file, json!(2)).await, json!([]));
        assert_eq!(client.lenses(&pool).await[1], "= 3");
    });
}

#[test]
fn an_evaluation_error_is_shown_where_it_is() {
    session(async |mut client| {
        let folder = folder(&[("pool.snapshot.json", "{\"time\": \"2026-03-02T09:15:00Z\"}")]);
        let pool = uri(&folder, "pool.autoscale");
        client.initialize(json!({})).await;
        client.open(&pool, FORMULA).await;
        let detail = "Line 1, Col 36: Insufficient data from data set: $PendingTasks wanted 70%, \
                      received 0%";
        assert_eq!(
            client.lenses(&pool).await[0],
            format!("Evaluate: InsufficientSampleData, {detail}")
        );
        assert_eq!(
            client.values(&pool).await,
            [(0, format!("fails: {detail}"))]
        );
        let found = client.of_code(&pool, 1, "InsufficientSampleData").await;
        assert_eq!(found[0]["range"], at(0, 35, 36));
        assert_eq!(found[0]["severity"], 4);
        // Where a finding says it, it is not said again.
        client
            .change(&pool, 2, json!({"text": "x = nothing;"}))
            .await;
        let found = client.diagnostics_of(&pool, json!(2)).await;
        let hints = found.as_array().unwrap().iter();
        assert_eq!(hints.filter(|found| found["severity"] == 4).count(), 0);
    });
}

#[test]
fn formulas_in_a_host_file_have_their_own_snapshots() {
    session(async |mut client| {
        let (own, shared) = (snapshot(9), snapshot(2));
        let folder = folder(&[
            ("main.render.snapshot.json", &own),
            ("main.tf.snapshot.json", &shared),
        ]);
        let main = uri(&folder, "main.tf");
        client.initialize(json!({})).await;
        client.open(&main, TERRAFORM).await;
        assert_eq!(
            client.values(&main).await,
            [
                (3, "= 3".to_owned()),
                (4, "= 3".to_owned()),
                (15, "= 2".to_owned())
            ]
        );
        let faded = client.of_code(&main, 1, "not-evaluated").await;
        assert_eq!(faded[0]["range"], at(3, 52, 53));
        let lenses = client.lenses(&main).await;
        assert!(lenses.contains(&"Evaluate: `${var.n}` is not filled in".to_owned()));
        let evaluated = client
            .command("autoscale.evaluate", json!([main, RENDER]))
            .await;
        assert_eq!(evaluated["result"]["targets"]["dedicatedNodes"], 3);
        let evaluated = client
            .command("autoscale.evaluate", json!([main, TRAIN]))
            .await;
        assert_eq!(evaluated["error"]["code"], -32803);
        let bounds = client
            .command("autoscale.bounds", json!([main, RENDER]))
            .await;
        let bounds = &bounds["result"]["targets"]["$TargetDedicatedNodes"];
        assert_eq!(bounds["max"], 3);
    });
}

#[test]
fn commands_answer_as_the_command_line_prints() {
    session(async |mut client| {
        let on_disk = snapshot(4);
        let folder = folder(&[("pool.snapshot.json", &on_disk)]);
        let pool = uri(&folder, "pool.autoscale");
        let able = client.initialize(json!({})).await;
        let commands = able["capabilities"]["executeCommandProvider"]["commands"].clone();
        for command in ["evaluate", "bounds", "trace", "chooseSnapshot"] {
            let command = json!(format!("autoscale.{command}"));
            assert!(commands.as_array().unwrap().contains(&command), "{command}");
        }
        client.open(&pool, FORMULA).await;
        let mut done = client
            .command("autoscale.evaluate", json!([pool, null]))
            .await;
        let result = done["result"].take();
        assert_eq!(
            result["targets"],
            json!({
                "dedicatedNodes": 4,
                "lowPriorityNodes": 0,
                "nodeDeallocationOption": "taskcompletion",
            })
        );
        assert_eq!(result["timestamp"], "2026-03-02T09:15:00Z");
        assert_eq!(result["error"], Value::Null);
        assert_eq!(result["variables"]["tasks"]["value"], 4.0);
        let told = client.told().await;
        assert!(
            told.starts_with("under `pool.snapshot.json` at 2026-03-02T09:15:00Z: 4 dedicated"),
            "{told}"
        );

        let done = client.command("autoscale.bounds", json!([pool])).await;
        let bounds = &done["result"]["targets"]["$TargetDedicatedNodes"];
        assert_eq!((&bounds["min"], &bounds["max"]), (&json!(0), &json!(25)));
        let told = client.told().await;
        assert!(
            told.starts_with("$TargetDedicatedNodes is 0 to 25"),
            "{told}"
        );

        let done = client.command("autoscale.trace", json!([pool, null])).await;
        let trace = done["result"].as_str().unwrap();
        assert!(
            trace.contains("tasks > 100 is false, so tasks\n     = 4\n"),
            "{trace}"
        );
        assert!(client.told().await.contains("4 dedicated nodes"));
    });
}

#[test]
fn a_chosen_snapshot_counts_until_it_is_given_up() {
    session(async |mut client| {
        let (beside, other) = (snapshot(4), snapshot(11));
        let folder = folder(&[("pool.snapshot.json", &beside), ("busy/other.json", &other)]);
        let (pool, other) = (
            uri(&folder, "pool.autoscale"),
            uri(&folder, "busy/other.json"),
        );
        let able = json!({"workspace": {"codeLens": {"refreshSupport": true}}});
        client.initialize(able).await;
        client.open(&pool, FORMULA).await;
        client.diagnostics_of(&pool, json!(1)).await;
        let choose = "autoscale.chooseSnapshot";
        for (chosen, target) in [(json!(other), "= 11"), (Value::Null, "= 4")] {
            let done = client.command(choose, json!([pool, null, chosen])).await;
            let counts = chosen.as_str().map(str::to_owned);
            let counts = counts.unwrap_or_else(|| uri(&folder, "pool.snapshot.json"));
            assert_eq!(done["result"], counts, "{done}");
            client
                .reply("workspace/codeLens/refresh", Value::Null)
                .await;
            assert!(client.told().await.starts_with("under `"));
            assert_eq!(client.lenses(&pool).await[1], target);
            // Diagnostics that are sent are sent again.
            client.diagnostics_of(&pool, json!(1)).await;
        }
        // What is chosen may be open, and may be broken.
        client.command(choose, json!([pool, null, other])).await;
        client.open(&other, "{").await;
        let found = client.of_code(&other, 1, "bad-snapshot").await;
        assert_eq!(found.len(), 1);
        let lens = client.lenses(&pool).await.remove(0);
        assert!(
            lens.starts_with("Evaluate: bad snapshot `other.json`:"),
            "{lens}"
        );
        let missing = uri(&folder, "none.snapshot.json");
        client.command(choose, json!([pool, null, missing])).await;
        let lens = client.lenses(&pool).await.remove(0);
        assert_eq!(
            lens,
            "Evaluate: cannot read `none.snapshot.json`: no such file"
        );
    });
}

#[test]
fn commands_that_make_no_sense_are_refused() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        let main = "file:///main.tf";
        client.open(main, TERRAFORM).await;
        for (command, arguments, says) in [
            ("autoscale.dance", json!([main]), "no such command"),
            ("autoscale.evaluate", json!([]), "must be a URI"),
            ("autoscale.evaluate", json!([7]), "must be a URI"),
            ("autoscale.evaluate", json!(["no uri"]), "must be a URI"),
            (
                "autoscale.evaluate",
                json!(["file:///x.tf"]),
                "open document",
            ),
            ("autoscale.bounds", json!([main, null]), RENDER),
            ("autoscale.trace", json!([main, "other"]), RENDER),
            ("autoscale.trace", json!([main, 1]), "name of a formula"),
            (
                "autoscale.chooseSnapshot",
                json!([main, null, 7]),
                "must be a URI",
            ),
            ("autoscale.chooseSnapshot", json!([main, "x", null]), RENDER),
        ] {
            let response = client.command(command, arguments).await;
            assert_eq!(response["error"]["code"], -32602, "{response}");
            let message = response["error"]["message"].as_str().unwrap();
            assert!(message.contains(says), "{message}");
        }
        // Without a snapshot there are no samples.
        let merge = "azurerm_batch_pool.merge.auto_scale.formula";
        let done = client
            .command("autoscale.evaluate", json!([main, merge]))
            .await;
        let error = &done["result"]["error"]["values"][0]["value"];
        assert_eq!(
            *error,
            "Line 1, Col 1: Invalid target: $TargetDedicatedNodes=nan"
        );
    });
}

#[test]
fn a_client_that_asks_for_diagnostics_is_asked_to_ask_again() {
    session(async |mut client| {
        let folder = folder(&[]);
        let pool = uri(&folder, "pool.autoscale");
        client
            .initialize(json!({"textDocument": {"diagnostic": {}}}))
            .await;
        client.open(&pool, FORMULA).await;
        fs::write(folder.path().join("pool.snapshot.json"), snapshot(4)).unwrap();
        client
            .changed_on_disk(&uri(&folder, "pool.snapshot.json"))
            .await;
        client
            .reply("workspace/diagnostic/refresh", Value::Null)
            .await;
        let params = json!({"textDocument": {"uri": pool}});
        let found = client.result("textDocument/diagnostic", params).await;
        let found = found["items"].as_array().unwrap();
        let faded = found
            .iter()
            .filter(|found| found["code"] == "not-evaluated");
        assert_eq!(faded.count(), 1);
    });
}
