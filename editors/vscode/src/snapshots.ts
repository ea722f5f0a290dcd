// Lets the user choose the snapshot that a formula is evaluated under.
import * as vscode from "vscode";
import type { Formula } from "./formula";
import type { Server } from "./server";

/** A choice: a snapshot, the one beside the formula (`null`), or a dialog. */
interface Choice extends vscode.QuickPickItem {
  readonly snapshot: vscode.Uri | "browse" | null;
}

const MOST = 1000;

/** Asks for a snapshot and tells the server. */
export async function chooseSnapshot(formula: Formula, server: Server): Promise<void> {
  const snapshot = await ask();
  if (snapshot !== undefined) {
    const uri = snapshot?.toString() ?? null;
    await server.execute("autoscale.chooseSnapshot", [formula.uri, formula.name, uri]);
  }
}

/** The snapshot; `null` for the one beside the formula, `undefined` for none. */
async function ask(): Promise<vscode.Uri | null | undefined> {
  const choice = await vscode.window.showQuickPick(choices(), {
    title: "Snapshot to evaluate the formula under",
    placeHolder: "A *.snapshot.json file",
    matchOnDescription: true,
  });
  if (choice?.snapshot !== "browse") {
    return choice?.snapshot;
  }
  const files = await vscode.window.showOpenDialog({
    title: "Snapshot to evaluate the formula under",
    filters: { Snapshots: ["json", "csv"] },
  });
  return files?.[0];
}

async function choices(): Promise<Choice[]> {
  const files = await vscode.workspace.findFiles(
    "**/*.snapshot.json",
    "**/{node_modules,target}/**",
    MOST,
  );
  const found = files.map((snapshot) => {
    const path = vscode.workspace.asRelativePath(snapshot);
    const folder = path.split("/").slice(0, -1).join("/");
    return { label: path.split("/").pop() ?? path, description: folder, snapshot };
  });
  found.sort((a, b) => a.snapshot.path.localeCompare(b.snapshot.path));
  return [
    { label: "$(file) The one beside the formula", snapshot: null },
    ...found,
    { label: "$(folder-opened) Browse…", snapshot: "browse" },
  ];
}
