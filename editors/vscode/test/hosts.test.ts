import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";
import { HOST_EXTENSIONS, mayHoldFormulas } from "../src/hosts";

const file = (name: string, languageId = "plaintext", scheme = "file") =>
  mayHoldFormulas({ languageId, uri: { scheme, path: name } });

test("files are told by their extension, formulas also by their language", () => {
  assert.ok(file("/a/pool.autoscale"));
  assert.ok(file("/a/main.tf"));
  assert.ok(file("/a/formula.txt", "autoscale"));
  assert.ok(file("Untitled-1", "autoscale", "untitled"));
});

test("other documents are none of ours", () => {
  assert.ok(!file("/a/notes.txt"));
  assert.ok(!file("/a.tf/notes"));
  assert.ok(!file("/a/main.tf", "terraform", "git"));
  assert.ok(!file("/Evaluation of pool.autoscale", "autoscale", "autoscale"));
});

// A host that the server learns must be sent to it.
test("the extensions are those that the server reads", () => {
  const source = path.resolve(process.cwd(), "../../crates/embed/src/host.rs");
  const table = /EXTENSIONS[^=]*= &\[([^\]]*)\]/.exec(readFileSync(source, "utf8"))?.[1] ?? "";
  const read = [...table.matchAll(/"(\w+)"/g)].map((match) => match[1]);
  assert.deepEqual([...HOST_EXTENSIONS, "autoscale"].sort(), read.sort());
});
