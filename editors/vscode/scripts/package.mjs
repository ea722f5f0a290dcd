// Packages the extension for one platform, with the server inside:
//   npm run package -- --server PATH --target linux-x64 [--schemas-by PATH] [--out FILE]
// `--schemas-by` is an `autoscale` that runs here, where the one of `--server`
// is for another platform. Without `--server` the package has none and finds
// the user's own; its target is then no platform.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";
import { buildExtension } from "./build.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The platforms that there are packages for. */
const TARGETS = [
  "alpine-arm64",
  "alpine-x64",
  "darwin-arm64",
  "darwin-x64",
  "linux-arm64",
  "linux-armhf",
  "linux-x64",
  "win32-arm64",
  "win32-x64",
];

/** What of this folder goes into the package as it is. */
const FILES = [
  ".vscodeignore",
  "CHANGELOG.md",
  "README.md",
  "dist",
  "images",
  "language-configuration.json",
  "package.json",
  "snippets",
  "syntaxes",
  "walkthrough",
];

const SCHEMAS = ["snapshot", "config"];

function options() {
  const { values } = parseArgs({
    options: {
      server: { type: "string" },
      target: { type: "string" },
      "schemas-by": { type: "string" },
      out: { type: "string" },
    },
  });
  const { server, target, out } = values;
  const runnable = values["schemas-by"] ?? server;
  if (runnable === undefined) {
    throw new Error("--server or --schemas-by is needed: it writes the schemas");
  }
  if ((server === undefined) !== (target === undefined)) {
    throw new Error("--server and --target go together");
  }
  if (target !== undefined && !TARGETS.includes(target)) {
    throw new Error(`there is no target ${target}; there are ${TARGETS.join(", ")}`);
  }
  return { server, target, runnable: path.resolve(runnable), out };
}

/** Fails unless the program is of this extension's version. */
function expectVersion(program, version) {
  const told = execFileSync(program, ["--version"], { encoding: "utf8" }).trim();
  if (told !== `autoscale ${version}`) {
    throw new Error(`${program} is ${told}, but the extension is ${version}`);
  }
}

function writeSchemas(program, folder) {
  mkdirSync(folder);
  for (const name of SCHEMAS) {
    writeFileSync(path.join(folder, `${name}.json`), execFileSync(program, ["schema", name]));
  }
}

/** One file with both licences, which is what a package can show. */
function writeLicence(folder) {
  const texts = ["LICENSE-MIT", "LICENSE-APACHE"].map((name) =>
    readFileSync(path.join(root, "..", "..", name), "utf8"),
  );
  const choice = "Licensed under either of the two licences below, at your option.\n";
  const rule = `\n${"=".repeat(72)}\n\n`;
  writeFileSync(path.join(folder, "LICENSE.txt"), [choice, ...texts].join(rule));
}

const { server, target, runnable, out } = options();
const { name, version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
expectVersion(runnable, version);
await buildExtension();

// In a folder of its own, so that nothing but what belongs there gets in.
const staged = mkdtempSync(path.join(tmpdir(), "autoscale-vsix-"));
try {
  for (const file of FILES) {
    cpSync(path.join(root, file), path.join(staged, file), { recursive: true });
  }
  writeLicence(staged);
  writeSchemas(runnable, path.join(staged, "schemas"));
  if (server !== undefined) {
    const program = target.startsWith("win32") ? "autoscale.exe" : "autoscale";
    mkdirSync(path.join(staged, "server"));
    cpSync(server, path.join(staged, "server", program));
    chmodSync(path.join(staged, "server", program), 0o755);
  }
  const suffix = target === undefined ? "" : `-${target}`;
  const packagePath = path.resolve(out ?? `${name}-${version}${suffix}.vsix`);
  mkdirSync(path.dirname(packagePath), { recursive: true });
  await createVSIX({
    cwd: staged,
    packagePath,
    target,
    // The bundle holds what it needs.
    dependencies: false,
    allowMissingRepository: true,
  });
} finally {
  rmSync(staged, { recursive: true, force: true });
}
