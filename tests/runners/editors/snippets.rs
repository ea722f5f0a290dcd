//! The recipes that completion offers, for editors without a server.

use autoscale_ide::RECIPES;
use serde_json::{Map, Value, json};

use crate::fresh::is_fresh;

#[test]
fn snippets() {
    let recipes = RECIPES.iter().map(|recipe| {
        let body = recipe.snippet().to_textmate();
        let body: Vec<&str> = body.split('\n').collect();
        let snippet = json!({
            "prefix": recipe.name.replace(' ', "-"),
            "description": recipe.summary,
            "body": body,
        });
        (recipe.name.to_owned(), snippet)
    });
    let snippets = Value::Object(recipes.collect::<Map<_, _>>());
    is_fresh("vscode/snippets/autoscale.json", &format!("{snippets:#}\n"));
}
