// The commands about a formula: what they are told, and how their answers are
// shown.
import * as vscode from "vscode";
import { type Bounds, type Evaluation, boundsText, evaluationText } from "./answers";
import { type Formula, formulaAt, title } from "./formula";
import { mayHoldFormulas } from "./hosts";
import type { Server } from "./server";
import { chooseSnapshot } from "./snapshots";
import type { Views } from "./views";

const DOCUMENTATION = "https://learn.microsoft.com/azure/batch/batch-automatic-scaling";

/** Registers all commands. */
export function registerCommands(server: Server, views: Views): vscode.Disposable {
  const register = (name: string, run: (...args: unknown[]) => unknown) =>
    vscode.commands.registerCommand(`autoscale.${name}`, run);
  /** A command about the formula that the lens tells, or the one at the cursor. */
  const registerAbout = (name: string, show: (formula: Formula) => Promise<void>) =>
    register(name, async (uri, formulaName) => {
      const formula = await formulaOf(uri, formulaName);
      if (formula === undefined) {
        void vscode.window.showInformationMessage("Open a file with a formula first.");
        return;
      }
      await telling(() => show(formula));
    });
  /** The same, with an answer of the server's to show. */
  const registerView = <T>(
    name: string,
    kind: string,
    text: (title: string, answer: T) => string,
  ) =>
    registerAbout(name, async (formula) => {
      const answer = await server.execute(`autoscale.${name}`, [formula.uri, formula.name]);
      await views.show(kind, title(formula), text(title(formula), answer as T));
    });
  return vscode.Disposable.from(
    registerView<Evaluation>("evaluate", "Evaluation", evaluationText),
    registerView<Bounds>("bounds", "Bounds", boundsText),
    registerView<string>("trace", "Trace", (_, trace) => trace),
    registerAbout("chooseSnapshot", (formula) => chooseSnapshot(formula, server)),
    register("restartServer", () => server.restart()),
    register("showOutput", () => server.showOutput()),
    register("openDocumentation", (code) => telling(() => openDocumentation(code, server))),
  );
}

/** Does something; when that fails, the user is told why. */
async function telling(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`Autoscale: ${reason}`);
  }
}

async function formulaOf(uri: unknown, name: unknown): Promise<Formula | undefined> {
  // The editor's title bar tells a URI object, the server's lenses a string.
  if (typeof uri === "string") {
    return { uri, name: typeof name === "string" ? name : null };
  }
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !mayHoldFormulas(editor.document)) {
    return undefined;
  }
  return formulaAt(editor.document.uri, editor.selection.active);
}

/** Opens the page of a rule, by default of the finding at the cursor, else that of the language. */
async function openDocumentation(code: unknown, server: Server): Promise<void> {
  const rule = typeof code === "string" ? code : ruleAtCursor();
  if (rule === undefined) {
    await vscode.env.openExternal(vscode.Uri.parse(DOCUMENTATION));
  } else {
    await server.execute("autoscale.openDocumentation", [rule]);
  }
}

function ruleAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return undefined;
  }
  const found = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find(
      ({ source, range }) => source === "autoscale" && range.contains(editor.selection.active),
    );
  const code = typeof found?.code === "object" ? found.code.value : found?.code;
  return code?.toString();
}
