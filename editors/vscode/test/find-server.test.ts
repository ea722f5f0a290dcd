import assert from "node:assert/strict";
import { homedir } from "node:os";
import * as path from "node:path";
import { test } from "node:test";
import { type Places, findServer } from "../src/find-server";

const BUNDLED = path.join("/extension", "server", "autoscale");

/** What is found where only `programs` can be run. */
function found(programs: readonly string[], places: Partial<Places> = {}) {
  return findServer({
    setting: "",
    workspaceFolder: "/srv",
    extensionFolder: "/extension",
    searchPath: ["/first", "", "/second"].join(path.delimiter),
    platform: "linux",
    isProgram: (file) => programs.includes(file),
    ...places,
  });
}

test("the setting comes first", () => {
  const places = { setting: "/mine/autoscale" };
  const program = "/mine/autoscale";
  assert.deepEqual(found([BUNDLED, program], places), { program, origin: "setting" });
});

test("a setting may start in the workspace folder or at home", () => {
  const inFolder = "/srv/bin/autoscale";
  const atHome = path.join(homedir(), "bin/autoscale");
  for (const [setting, program] of [
    ["bin/autoscale", inFolder],
    ["${workspaceFolder}/bin/autoscale", inFolder],
    ["~/bin/autoscale", atHome],
  ] as const) {
    assert.deepEqual(found([program], { setting }), { program, origin: "setting" });
  }
});

test("a setting that names no program is told, though there is another", () => {
  const answer = found([BUNDLED], { setting: "/gone" });
  assert.ok("problem" in answer);
  assert.match(answer.problem, /\/gone, which is no program/);
});

test("the program inside comes before the PATH", () => {
  assert.deepEqual(found([BUNDLED, "/first/autoscale"]), { program: BUNDLED, origin: "extension" });
});

test("the PATH is searched from its start", () => {
  const program = path.join("/first", "autoscale");
  assert.deepEqual(found(["/second/autoscale", program]), { program, origin: "PATH" });
});

test("on Windows the program has an extension", () => {
  const program = path.join("/second", "autoscale.exe");
  assert.deepEqual(found([BUNDLED, program], { platform: "win32" }), { program, origin: "PATH" });
});

test("without any program the user learns what to do", () => {
  const answer = found([]);
  assert.ok("problem" in answer);
  assert.match(answer.problem, /install it, or set autoscale\.path/);
});
