// What a person sees in VS Code with the packaged extension. The tests follow
// one another in one window.
//   CODE=… BROWSER=… FOLDER=… DATA=… PICTURES=… node --test vscode.test.mjs
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { Workbench, until } from "./workbench.mjs";

const {
  CODE: code,
  BROWSER: browser,
  FOLDER: folder,
  DATA: data,
  PICTURES: pictures,
} = process.env;

/** @type {Workbench} */
let window;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  window = await Workbench.open({ code, browser, folder, data });
});

// Closes what a failed test has left open.
beforeEach(() => window.page.keyboard.press("Escape"));

afterEach(async ({ name }) => {
  await window.picture(`${pictures}/${name.replaceAll(/[^a-z]+/gi, "-")}.png`);
});

after(() => window?.close());

test("a mistake in a formula is underlined", async () => {
  await window.openFile("draft.autoscale");
  await window.editor.locator(".squiggly-error").first().waitFor();
});

test("the Problems panel tells it with its code", async () => {
  await window.page.keyboard.press("Control+Shift+m");
  const row = window.page.locator(".markers-panel .monaco-list-row", { hasText: "mim" });
  await row.first().waitFor();
  assert.match(await row.first().innerText(), /autoscale\s*\(?AS1\d\d/);
  await window.page.keyboard.press("Control+Shift+m");
});

test("words are coloured by what they are", async () => {
  await window.openFile("draft.autoscale");
  const colours = () =>
    Promise.all(
      ["// One node for every four tasks that wait.", "$PendingTasks", "25", "="].map((text) =>
        window.colourOf(text),
      ),
    );
  await until("four colours", async () => {
    const seen = await colours();
    return seen.every(Boolean) && new Set(seen).size === seen.length;
  });
});

test("hover tells what a name means", async () => {
  await hovers("$PendingTasks", /ready to run or running/);
});

test("completion after `$` offers the service's names", async () => {
  await window.goTo("$NodeDeallocationOption");
  await window.page.keyboard.press("Enter");
  await window.page.keyboard.press("ArrowUp");
  await window.type("running = $");
  const rows = window.page.locator(".suggest-widget.visible .monaco-list-row");
  await rows.filter({ hasText: "$ActiveTasks" }).first().waitFor();
  await window.type("RunningT");
  await rows.filter({ hasText: "$RunningTasks" }).first().waitFor();
  await window.page.keyboard.press("Tab");
  await window.type(";");
  assert.match(await window.save(), /^running = \$RunningTasks;$/m);
});

test("a quick fix changes the text", async () => {
  await window.goTo("mim(");
  await window.fix("`min`");
  assert.match(await window.save(), /=min\(25, avg/);
  const errors = window.editor.locator(".squiggly-error");
  await until("no errors", async () => (await errors.count()) === 0);
});

test("the document is formatted", async () => {
  await window.run("Format Document");
  assert.match(await window.save(), /^tasks = \$Pending.*\n\$TargetDedicatedNodes = min\(25, /m);
});

test("a formula in Terraform is checked and mended", async () => {
  await window.openFile("main.tf");
  await window.editor.locator(".squiggly-error").first().waitFor();
  await window.goTo("mim(");
  await window.fix("`min`");
  const expected = readFileSync(`${folder}/main.tf`, "utf8").replace("mim(", "min(");
  assert.equal(await window.save(), expected);
});

test("hover tells the same there", async () => {
  await hovers("$CurrentDedicatedNodes", /nodes that the pool has/);
});

test("its words are coloured without an extension for Terraform", async () => {
  await until("colours", async () => {
    const seen = await Promise.all(["$TargetDedicatedNodes", "25"].map((w) => window.colourOf(w)));
    return seen.every(Boolean) && new Set(seen).size === seen.length;
  });
});

test("a formula in YAML is coloured by the grammar alone", async () => {
  await window.openFile("pool.yaml");
  await until("colours", async () => {
    const seen = await Promise.all(["// at most 25", "25", "min"].map((w) => window.colourOf(w)));
    return seen.every(Boolean) && new Set(seen).size === seen.length;
  });
});

test("each statement shows its value, and the arm not taken is faded", async () => {
  await window.openFile("live.autoscale");
  await window.editor.locator(".view-line", { hasText: "= 28" }).first().waitFor();
  const faded = window.editor.locator(".squiggly-inline-unnecessary");
  await faded.first().waitFor();
  assert.deepEqual(await faded.allInnerTexts(), ["1"]);
});

test("a lens evaluates the formula under the snapshot beside it", async () => {
  await window.openFile("live.autoscale");
  const lens = window.editor.locator(".codelens-decoration a");
  await lens.filter({ hasText: "= 7" }).first().waitFor();
  await lens.filter({ hasText: "Evaluate" }).first().click();
  const view = window.page.locator('.tab[data-resource-name^="Evaluation of live"]');
  await view.first().waitFor();
  await shows("Evaluation of live", /\$TargetDedicatedNodes = 7;/);
});

test("a trace is shown beside the formula", async () => {
  await window.openFile("live.autoscale");
  await window.run("Autoscale: Show Trace");
  await shows("Trace of live", /tasks/);
});

test("bounds are shown beside the formula", async () => {
  await window.openFile("live.autoscale");
  await window.run("Autoscale: Bounds");
  await shows("Bounds of live", /\$TargetDedicatedNodes \/\/ .*25/);
  // What a view shows is not told a second time.
  assert.equal(await window.page.locator(".notification-toast").count(), 0);
});

test("the bounds are those of the formula at the cursor", async () => {
  await window.openFile("main.tf");
  await window.goTo("min(3");
  await window.run("Autoscale: Bounds");
  await shows("Bounds of main.tf#azurerm_batch_pool.encode", /\$TargetDedicatedNodes \/\/ 1 to 3/);
});

test("another snapshot is chosen", async () => {
  await window.openFile("live.autoscale");
  await window.run("Autoscale: Choose Snapshot");
  await window.choose("quiet.snapshot.json");
  const lens = window.editor.locator(".codelens-decoration a");
  await lens.filter({ hasText: "= 2" }).first().waitFor();
});

test("a snapshot is checked by its schema", async () => {
  await window.openFile("live.snapshot.json");
  await window.goTo('"metrics"');
  await window.type('"tim": 1, ');
  await window.editor.locator(".squiggly-warning, .squiggly-error").first().waitFor();
  await window.run("Revert File");
});

test("the page of a rule is shown", async () => {
  await window.openFile("draft.autoscale");
  await window.goTo("running =");
  await window.run("Autoscale: Open Documentation");
  await window.page.locator('.tab.active[aria-label^="Preview AS501"]').waitFor();
});

/** Expects hover at a name of the active file to tell its name and such a text. */
async function hovers(name, text) {
  await window.goTo(name);
  await window.run("Show or Focus Hover");
  const hover = window.page.locator(".monaco-hover:not(.hidden)", { hasText: name });
  await hover.first().waitFor();
  assert.match(await hover.first().innerText(), text);
  await window.page.keyboard.press("Escape");
}

/** Waits until the view of that title shows such a text. */
async function shows(title, text) {
  const editors = window.page.locator(".editor-group-container", {
    has: window.page.locator(`.tab.active[data-resource-name^="${title}"]`),
  });
  const lines = editors.locator(".view-lines").first();
  await until(`${title} with ${text}`, async () =>
    text.test((await lines.innerText()).replaceAll("\u00a0", " ")),
  );
}
