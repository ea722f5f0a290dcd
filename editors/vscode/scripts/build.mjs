// Bundles the extension to dist/extension.js; with `--tests` the tests to out/.
import { readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as path from "node:path";
import * as esbuild from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const common = {
  absWorkingDir: root,
  bundle: true,
  format: "cjs",
  platform: "node",
  // What the oldest VS Code that `engines` names runs on.
  target: "node20",
  logLevel: "warning",
};

/** Bundles the extension. */
export async function buildExtension() {
  await esbuild.build({
    ...common,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    external: ["vscode"],
    minify: true,
  });
}

async function buildTests() {
  rmSync(path.join(root, "out"), { recursive: true, force: true });
  const tests = readdirSync(path.join(root, "test")).filter((name) => name.endsWith(".test.ts"));
  await esbuild.build({
    ...common,
    entryPoints: tests.map((name) => `test/${name}`),
    outdir: "out/test",
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await (process.argv.includes("--tests") ? buildTests() : buildExtension());
}
