// Finds the program that is run as the language server.
import { homedir } from "node:os";
import * as path from "node:path";

/** Where the program may be. */
export interface Places {
  /** The setting `autoscale.path`; empty when it is not set. */
  readonly setting: string;
  /** Relative settings start here. */
  readonly workspaceFolder: string | undefined;
  /** The folder that this extension is installed in. */
  readonly extensionFolder: string;
  /** The environment variable `PATH`. */
  readonly searchPath: string;
  readonly platform: NodeJS.Platform;
  /** True for a file that can be run. */
  readonly isProgram: (file: string) => boolean;
}

/** The program, or why there is none. */
export type Found =
  | { readonly program: string; readonly origin: "setting" | "extension" | "PATH" }
  | { readonly problem: string };

/**
 * The program: what the setting names, else what came with the extension, else
 * the first on the `PATH`. A setting that names no program is a mistake of its
 * own; another program instead would hide it.
 */
export function findServer(places: Places): Found {
  const { setting, isProgram } = places;
  if (setting.trim() !== "") {
    const program = absolute(setting.trim(), places.workspaceFolder);
    return isProgram(program)
      ? { program, origin: "setting" }
      : { problem: `the setting autoscale.path names ${program}, which is no program` };
  }
  const name = places.platform === "win32" ? "autoscale.exe" : "autoscale";
  const bundled = path.join(places.extensionFolder, "server", name);
  if (isProgram(bundled)) {
    return { program: bundled, origin: "extension" };
  }
  const folders = places.searchPath.split(path.delimiter).filter((folder) => folder !== "");
  const program = folders.map((folder) => path.join(folder, name)).find(isProgram);
  return program !== undefined
    ? { program, origin: "PATH" }
    : {
        problem:
          `none came with this package of the extension, and there is no ${name} on the PATH: ` +
          "install it, or set autoscale.path",
      };
}

function absolute(setting: string, workspaceFolder: string | undefined): string {
  const folder = workspaceFolder ?? homedir();
  const expanded = setting
    .replace(/^~(?=[/\\]|$)/, () => homedir())
    .replace(/^\$\{workspaceFolder\}/, () => folder);
  return path.resolve(folder, expanded);
}
