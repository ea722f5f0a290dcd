import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { test } from "node:test";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const { contributes } = manifest;
const pattern = contributes.problemMatchers[0].pattern;

/** The parts that the problem matcher takes out of a line. */
function matched(line: string) {
  const match = new RegExp(pattern.regexp).exec(line);
  const part = (name: string) => match?.[pattern[name]];
  return match && ["file", "line", "column", "severity", "code", "message"].map(part);
}

test("the problem matcher reads a line of `--format concise`", () => {
  assert.deepEqual(matched("C:\\p\\main.tf:7:34: warning[AS201] `$P.GetSample(1)`: no"), [
    "C:\\p\\main.tf",
    "7",
    "34",
    "warning",
    "AS201",
    "`$P.GetSample(1)`: no",
  ]);
  assert.equal(matched("checked 1 file, 1 formula: 3 warnings"), null);
});

const server = process.env["AUTOSCALE"];
const skip = server === undefined && process.env["AUTOSCALE_REQUIRE_TOOLS"] !== "1";

const options = { skip: skip && "set AUTOSCALE to a program" };

test("and every line that `autoscale` prints", options, () => {
  assert.ok(server, "AUTOSCALE names the program");
  const folder = mkdtempSync(path.join(tmpdir(), "autoscale-matcher-"));
  try {
    writeFileSync(path.join(folder, "bad.autoscale"), "$TargetDedicatedNodes = mim(1, 2);\n");
    const args = ["check", "--format", "concise", "bad.autoscale"];
    const { stdout } = spawnSync(server, args, { cwd: folder, encoding: "utf8" });
    const lines = stdout.trimEnd().split("\n").map(matched);
    assert.deepEqual(lines[0]?.slice(0, 4), ["bad.autoscale", "1", "25", "error"]);
    assert.ok(lines.every((line) => line !== null), stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("every file that the manifest names is there", () => {
  const files: string[] = [
    manifest.icon,
    ...contributes.languages.flatMap((language: { configuration: string; icon: object }) => [
      language.configuration,
      ...Object.values(language.icon),
    ]),
    ...contributes.grammars.map((grammar: { path: string }) => grammar.path),
    ...contributes.snippets.map((snippets: { path: string }) => snippets.path),
    ...contributes.walkthroughs[0].steps.map(
      (step: { media: { markdown: string } }) => step.media.markdown,
    ),
  ];
  assert.deepEqual(files.filter((name) => !existsSync(name)), []);
});

test("every command that the manifest names is registered", () => {
  const source = readFileSync("src/commands.ts", "utf8");
  const registered = [...source.matchAll(/register(?:View<\w+>|About)?\("(\w+)"/g)].map(
    (match) => `autoscale.${match[1]}`,
  );
  const named = contributes.commands.map(({ command }: { command: string }) => command);
  assert.deepEqual(registered.sort(), named.sort());
});
