// Tasks that lint all formulas of a folder, or tell which are not formatted.
import * as vscode from "vscode";
import type { Found } from "./find-server";

const TYPE = "autoscale";

interface Definition extends vscode.TaskDefinition {
  readonly command: "check" | "fmt";
  readonly paths?: readonly string[];
}

/** Offers the tasks; `find` finds the program. */
export function offerTasks(find: () => Found): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(TYPE, {
    provideTasks: () =>
      (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => [
        task({ type: TYPE, command: "check" }, folder, find()),
        task({ type: TYPE, command: "fmt" }, folder, find()),
      ]),
    resolveTask: ({ definition, scope }) =>
      task(definition as Definition, scope ?? vscode.TaskScope.Workspace, find()),
  });
}

function task(
  definition: Definition,
  scope: vscode.WorkspaceFolder | vscode.TaskScope,
  found: Found,
): vscode.Task {
  // Without a program of ours the shell says that there is none.
  const program = "program" in found ? found.program : "autoscale";
  const task = new vscode.Task(
    definition,
    scope,
    definition.command,
    TYPE,
    new vscode.ProcessExecution(program, taskArguments(definition)),
    definition.command === "check" ? "$autoscale" : [],
  );
  task.group = vscode.TaskGroup.Test;
  return task;
}

function taskArguments({ command, paths }: Definition): string[] {
  const option = command === "check" ? ["--format", "concise"] : ["--check"];
  return [command, ...option, ...(paths ?? ["."])];
}
