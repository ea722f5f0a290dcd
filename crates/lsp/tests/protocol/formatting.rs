//! Formatting, in formulas and in host files.

use serde_json::{Value, json};

use crate::at;
use crate::client::session;

const URI: &str = "file:///pool.autoscale";
const TERRAFORM: &str = "file:///main.tf";

fn options() -> Value {
    json!({"tabSize": 4, "insertSpaces": true})
}

/// `text` of ASCII with the edits of an answer.
fn edited(text: &str, edits: &Value) -> String {
    let offset = |place: &Value| {
        let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
        let column = usize::try_from(place["character"].as_u64().unwrap()).unwrap();
        text.split_inclusive('\n')
            .take(line)
            .map(str::len)
            .sum::<usize>()
            + column
    };
    let mut new = text.to_owned();
    for edit in edits.as_array().unwrap().iter().rev() {
        let (start, end) = (
            offset(&edit["range"]["start"]),
            offset(&edit["range"]["end"]),
        );
        new.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    new
}

#[test]
fn a_document_is_formatted_but_not_while_it_is_broken() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        let text = "a=1;b=max( 2,a )\n\n\n";
        client.open(URI, text).await;
        let params = json!({"textDocument": {"uri": URI}, "options": options()});
        let edits = client
            .answer("textDocument/formatting", params.clone())
            .await;
        assert_eq!(edited(text, &edits), "a = 1;\nb = max(2, a);\n");
        client.change(URI, 2, json!({"text": "a=1;b=(2"})).await;
        let edits = client.answer("textDocument/formatting", params).await;
        assert_eq!(edits, json!([]));
    });
}

#[test]
fn a_host_file_is_formatted_within_its_formulas_only() {
    let text = "\
resource \"azurerm_batch_pool\" \"a\" {
  name   =   \"a\"
  auto_scale {
    formula = <<-EOF
      a=1;b=${var.x}*2;
      $TargetDedicatedNodes=min( a,b );
    EOF
  }
}
";
    let formatted = text
        .replace("a=1;b=${var.x}*2;", "a = 1;\n      b = ${var.x} * 2;")
        .replace("=min( a,b )", " = min(a, b)");
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(TERRAFORM, text).await;
        let params = json!({"textDocument": {"uri": TERRAFORM}, "options": options()});
        let edits = client.answer("textDocument/formatting", params).await;
        assert_eq!(edited(text, &edits), formatted);
    });
}

#[test]
fn a_range_formats_the_statements_that_it_touches() {
    session(async |mut client| {
        client.initialize(json!({})).await;
        let text = "a=1;\nb=2+\n a;\nc=3;\n";
        client.open(URI, text).await;
        let params = json!({
            "textDocument": {"uri": URI},
            "range": at(2, 0, 1),
            "options": options(),
        });
        let edits = client.answer("textDocument/rangeFormatting", params).await;
        assert_eq!(edited(text, &edits), "a=1;\nb = 2 + a;\nc=3;\n");
    });
}

#[test]
fn a_statement_is_formatted_once_it_is_finished() {
    for (text, line, column, typed, expected) in [
        ("a=1;\nb=2;\nc=3;\n", 1, 4, ";", "a=1;\nb = 2;\nc=3;\n"),
        ("a=1;\nb=2;\n", 1, 0, "\n", "a = 1;\nb=2;\n"),
        // In the middle of a statement nothing moves.
        ("a=max(1,\n2);\n", 1, 0, "\n", "a=max(1,\n2);\n"),
        ("a=1;\n\n\n", 2, 0, "\n", "a=1;\n\n\n"),
        ("a=(1;\n", 0, 5, ";", "a=(1;\n"),
    ] {
        session(async |mut client| {
            client.initialize(json!({})).await;
            client.open(URI, text).await;
            let params = json!({
                "textDocument": {"uri": URI},
                "position": {"line": line, "character": column},
                "ch": typed,
                "options": options(),
            });
            let edits = client.answer("textDocument/onTypeFormatting", params).await;
            assert_eq!(edited(text, &edits), expected);
        });
    }
}

#[test]
fn typing_in_a_host_file_formats_the_statement_in_its_formula() {
    let text = "\
resource \"azurerm_batch_pool\" \"a\" {
  auto_scale {
    formula = <<-EOF
      a=1;
      $TargetDedicatedNodes=a;
    EOF
  }
}
";
    session(async |mut client| {
        client.initialize(json!({})).await;
        client.open(TERRAFORM, text).await;
        for (line, column, typed, expected) in [
            (3, 10, ";", text.replace("a=1;", "a = 1;")),
            (4, 6, "\n", text.replace("a=1;", "a = 1;")),
            (7, 0, "\n", text.to_owned()),
            (7, 1, ";", text.to_owned()),
        ] {
            let params = json!({
                "textDocument": {"uri": TERRAFORM},
                "position": {"line": line, "character": column},
                "ch": typed,
                "options": options(),
            });
            let edits = client.answer("textDocument/onTypeFormatting", params).await;
            assert_eq!(edited(text, &edits), expected, "{line}");
        }
        let params = json!({
            "textDocument": {"uri": TERRAFORM},
            "range": at(4, 10, 12),
            "options": options(),
        });
        let edits = client.answer("textDocument/rangeFormatting", params).await;
        assert_eq!(edited(text, &edits), text.replace("Nodes=a", "Nodes = a"));
    });
}
