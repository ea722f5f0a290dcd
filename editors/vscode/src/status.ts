// Whether the server runs, in the status bar.
import * as vscode from "vscode";
import { mayHoldFormulas } from "./hosts";
import type { Server } from "./server";

const LINKS = [
  ["Evaluate", "evaluate"],
  ["Bounds", "bounds"],
  ["Show trace", "trace"],
  ["Choose snapshot", "chooseSnapshot"],
  ["Restart server", "restartServer"],
  ["Show output", "showOutput"],
  ["Documentation", "openDocumentation"],
] as const;

/** Shows the server's state while a document that may hold formulas is active. */
export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("autoscale", vscode.StatusBarAlignment.Right, 90);
  item.name = "Autoscale";
  item.command = "autoscale.showOutput";
  const update = () => {
    const icon = { starting: "$(sync~spin)", running: "$(graph)", stopped: "$(error)" };
    item.text = `${icon[server.state]} Autoscale`;
    item.tooltip = tooltip(server);
    item.backgroundColor =
      server.state === "stopped"
        ? new vscode.ThemeColor("statusBarItem.errorBackground")
        : undefined;
  };
  const follow = (editor: vscode.TextEditor | undefined) => {
    const shown = editor !== undefined && mayHoldFormulas(editor.document);
    void vscode.commands.executeCommand("setContext", "autoscale.mayHoldFormulas", shown);
    if (shown) {
      item.show();
    } else {
      item.hide();
    }
  };
  update();
  follow(vscode.window.activeTextEditor);
  return vscode.Disposable.from(
    item,
    server.onDidChangeState(update),
    vscode.window.onDidChangeActiveTextEditor(follow),
  );
}

function tooltip({ state, version }: Server): vscode.MarkdownString {
  const links = LINKS.map(([text, command]) => `[${text}](command:autoscale.${command})`);
  const told = version === undefined ? "" : ` ${version}`;
  const heading = `Autoscale${told}: server ${state}`;
  const text = new vscode.MarkdownString(`${heading}\n\n${links.join(" | ")}`);
  text.isTrusted = { enabledCommands: LINKS.map(([, command]) => `autoscale.${command}`) };
  return text;
}
