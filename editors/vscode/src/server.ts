// The language server's life: found, started, restarted, ended.
import { accessSync, constants, statSync } from "node:fs";
import * as vscode from "vscode";
import {
  CancellationToken,
  type DynamicFeature,
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
  type ShowDocumentParams,
  type ShowDocumentRequest,
  type ShowDocumentResult,
  State,
  type StaticFeature,
} from "vscode-languageclient/node";
import { type Found, findServer } from "./find-server";
import { SELECTOR } from "./hosts";

const STATES = {
  [State.Starting]: "starting",
  [State.Running]: "running",
  [State.Stopped]: "stopped",
} as const;

/** The language server and the client that speaks with it. */
export class Server implements vscode.Disposable {
  private client: Client | undefined;
  private readonly output = vscode.window.createOutputChannel("Autoscale");
  private readonly stateChanged = new vscode.EventEmitter<void>();

  /** Fires when {@link state} may be another. */
  readonly onDidChangeState = this.stateChanged.event;

  /** What the status bar tells. */
  state: (typeof STATES)[State] = "stopped";

  constructor(private readonly extensionFolder: string) {}

  /** Starts the server; tells the user when that fails. */
  async start(): Promise<void> {
    const found = this.find();
    if ("problem" in found) {
      this.output.appendLine(`no language server: ${found.problem}`);
      void this.complain(`Autoscale has no language server: ${found.problem}.`);
      return;
    }
    this.output.appendLine(`language server: ${found.program} (from the ${found.origin})`);
    this.become("starting");
    const client = new Client(found.program, this.output);
    this.client = client;
    client.onDidChangeState(({ newState }) => this.become(STATES[newState]));
    // A client that cannot start tells the user itself.
    await client.start().catch(() => this.become("stopped"));
  }

  /** Ends the server, finds it again and starts it. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Ends the server. */
  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    // One that never came up cannot be stopped, only dropped.
    await client?.dispose().catch(() => undefined);
  }

  /** Carries out a command of the server; throws when there is no server. */
  async execute(command: string, args: readonly unknown[]): Promise<unknown> {
    if (this.client === undefined || !this.client.isRunning()) {
      throw new Error("the language server does not run");
    }
    return this.client.sendRequest(ExecuteCommandRequest.type, {
      command,
      arguments: [...args],
    });
  }

  /** The version that the running server has told. */
  get version(): string | undefined {
    return this.client?.initializeResult?.serverInfo?.version;
  }

  showOutput(): void {
    this.output.show(true);
  }

  dispose(): void {
    this.output.dispose();
    this.stateChanged.dispose();
  }

  private become(state: Server["state"]): void {
    this.state = state;
    this.stateChanged.fire();
  }

  /** The program, as it is configured now. */
  find(): Found {
    const configuration = vscode.workspace.getConfiguration("autoscale");
    return findServer({
      setting: configuration.get("path", ""),
      workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      extensionFolder: this.extensionFolder,
      searchPath: process.env["PATH"] ?? "",
      platform: process.platform,
      isProgram,
    });
  }

  private async complain(message: string): Promise<void> {
    const settings = "Open Settings";
    const output = "Show Output";
    const answer = await vscode.window.showErrorMessage(message, settings, output);
    if (answer === settings) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "autoscale.path");
    } else if (answer === output) {
      this.showOutput();
    }
  }
}

/** Tells the server not to put into a message what the extension shows. */
const SHOWS_ANSWERS: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { showsAnswers: true };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

class Client extends LanguageClient {
  constructor(program: string, output: vscode.OutputChannel) {
    super(
      "autoscale",
      "Autoscale",
      { command: program, args: ["lsp"] },
      {
        documentSelector: [...SELECTOR],
        outputChannel: output,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        middleware: { window: { showDocument } },
      },
    );
    this.registerFeature(SHOWS_ANSWERS);
  }

  /**
   * The extension registers the server's commands itself, so that they are
   * there before the server is and show what it answers; the client would
   * register them a second time, which VS Code refuses.
   */
  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    const runsCommands =
      "registrationType" in feature &&
      feature.registrationType.method === ExecuteCommandRequest.method;
    if (!runsCommands) {
      super.registerFeature(feature);
    }
  }
}

/** Shows the page of a rule as it reads, not as it is spelt. */
async function showDocument(
  params: ShowDocumentParams,
  next: ShowDocumentRequest.HandlerSignature,
): Promise<ShowDocumentResult> {
  if (params.external !== true && params.uri.endsWith(".md")) {
    const page = vscode.Uri.parse(params.uri);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", page);
    return { success: true };
  }
  const shown = await next(params, CancellationToken.None);
  return shown instanceof Error ? { success: false } : (shown as ShowDocumentResult);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
