// Which formula of a file a command is about.
import * as vscode from "vscode";

/** A formula as the server's commands are told it. */
export interface Formula {
  readonly uri: string;
  /** Its name in a file with several; `null` for the only one. */
  readonly name: string | null;
}

/** What people call a formula. */
export function title({ uri, name }: Formula): string {
  const file = vscode.Uri.parse(uri).path.split("/").pop() ?? uri;
  return name === null ? file : `${file}#${name}`;
}

/**
 * The formula at a position: that of the last lens before it. Each formula has
 * one above its first statement, whose command tells the formula's name.
 */
export async function formulaAt(
  uri: vscode.Uri,
  position: vscode.Position,
): Promise<Formula | undefined> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[] | undefined>(
    "vscode.executeCodeLensProvider",
    uri,
  );
  const starts = (lenses ?? [])
    .filter(({ command }) => command?.command === "autoscale.evaluate")
    .map(({ range, command }) => ({ line: range.start.line, name: command?.arguments?.[1] }))
    .sort((a, b) => a.line - b.line);
  const start = starts.findLast(({ line }) => line <= position.line) ?? starts[0];
  const name: unknown = start?.name;
  return { uri: uri.toString(), name: typeof name === "string" ? name : null };
}
