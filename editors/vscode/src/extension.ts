// The extension: a language server's client, and the commands about formulas.
import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { Server } from "./server";
import { showStatus } from "./status";
import { offerTasks } from "./tasks";
import { Views } from "./views";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const started = new Server(context.extensionPath);
  server = started;
  const views = new Views();
  context.subscriptions.push(
    started,
    views,
    registerCommands(started, views),
    showStatus(started),
    offerTasks(() => started.find()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("autoscale.path")) {
        void started.restart();
      }
    }),
  );
  await started.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
