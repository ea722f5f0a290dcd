// Documents that show what the server answers: read-only, beside the formula.
import * as vscode from "vscode";

const SCHEME = "autoscale";

/** Shows answers, each kind about each formula in a document of its own. */
export class Views implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registrations: vscode.Disposable;

  readonly onDidChange = this.changed.event;

  constructor() {
    this.registrations = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
      this.changed,
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  /** Shows `text`; `kind` and `formula` make up the title. */
  async show(kind: string, formula: string, text: string): Promise<void> {
    // The extension is what the document is coloured by.
    const name = `${kind} of ${formula.replaceAll("/", " ")}`;
    const path = name.endsWith(".autoscale") ? `/${name}` : `/${name}.autoscale`;
    const uri = vscode.Uri.from({ scheme: SCHEME, path });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    await vscode.window.showTextDocument(uri, {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    });
  }

  dispose(): void {
    this.registrations.dispose();
  }
}
