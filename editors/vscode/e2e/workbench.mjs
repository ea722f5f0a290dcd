// A VS Code in a browser, and what a person does in it. Everything waits for
// what it is about, nothing for a time to pass.
import { spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const PATIENCE = 30_000;

/** Waits until `look` gives something true, and gives it. */
export async function until(what, look) {
  const end = Date.now() + PATIENCE;
  let seen;
  do {
    seen = await look();
    if (seen) {
      return seen;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  throw new Error(`waited in vain for ${what}`);
}

/** Starts a server of VS Code; gives its address and how to end it. */
async function serve(main, args, log) {
  const server = spawn(process.execPath, [main, "--host", "127.0.0.1", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", openSync(log, "w")],
  });
  for await (const line of createInterface(server.stdout)) {
    const port = /^Extension host agent listening on (\d+)/.exec(line)?.[1];
    if (port !== undefined) {
      server.stdout.resume();
      return { address: `http://127.0.0.1:${port}`, end: () => server.kill() };
    }
  }
  throw new Error(`the server of VS Code ended: ${readFileSync(log, "utf8")}`);
}

/** A window with a folder. */
export class Workbench {
  /** Opens a window; `code` is a folder that holds a built VS Code. */
  static async open({ code, folder, data, browser }) {
    const args = [
      "--without-connection-token",
      "--accept-server-license-terms",
      "--disable-telemetry",
      "--disable-workspace-trust",
      `--server-data-dir=${data}/server`,
      `--user-data-dir=${data}/user`,
      `--extensions-dir=${data}/extensions`,
    ];
    const server = await serve(`${code}/out/server-main.js`, args, `${data}/server.log`);
    const running = await chromium.launch({
      executablePath: browser,
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    });
    const page = await running.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(PATIENCE);
    // Nothing is fetched from elsewhere; galleries would be.
    await page.route(
      ({ hostname }) => hostname !== "127.0.0.1",
      (route) => route.abort(),
    );
    await page.goto(`${server.address}/?folder=${encodeURIComponent(folder)}`);
    const close = async () => {
      await running.close();
      server.end();
    };
    return new Workbench(page, folder, close);
  }

  constructor(page, folder, close) {
    this.page = page;
    this.folder = folder;
    this.close = close;
    this.group = page.locator(".editor-group-container.active");
    this.editor = this.group.locator(".monaco-editor").first();
  }

  /** Opens a file of the folder from the explorer. */
  async openFile(name) {
    const row = this.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`);
    await row.dblclick();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.editor.locator(".view-line").first().waitFor();
  }

  /** Runs a command of the palette. */
  async run(title) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.fill(`>${title}`);
    await this.choose(title);
  }

  /** Picks the entry with that text from the list that is open. */
  async choose(text) {
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: text }).first().click();
  }

  /** Puts the cursor right before the first `text` of the active file as it is on disk. */
  async goTo(text) {
    const lines = readFileSync(await this.activeFile(), "utf8").split("\n");
    const line = lines.findIndex((line) => line.includes(text));
    await this.page.keyboard.press("Control+g");
    const input = this.page.locator(".quick-input-widget input[type=text]");
    await input.fill(`:${line + 1}:${lines[line].indexOf(text) + 1}`);
    await this.page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
  }

  /** Types as a person does: for keys that come all at once nothing is completed. */
  async type(text) {
    await this.page.keyboard.type(text, { delay: 50 });
  }

  /** Waits until the active file has changes, saves it and gives its text. */
  async save() {
    const dirty = this.group.locator(".tab.active.dirty");
    await dirty.waitFor();
    await this.page.keyboard.press("Control+s");
    await dirty.waitFor({ state: "hidden" });
    return readFileSync(await this.activeFile(), "utf8");
  }

  async activeFile() {
    const tab = this.group.locator(".tab.active");
    return path.join(this.folder, await tab.getAttribute("data-resource-name"));
  }

  /** Applies the quick fix with that text at the cursor. */
  async fix(text) {
    await this.page.keyboard.press("Control+.");
    const focused = this.page.locator(".action-widget .monaco-list-row.focused");
    await until(`the fix "${text}"`, async () => {
      if ((await focused.innerText()).includes(text)) {
        return true;
      }
      await this.page.keyboard.press("ArrowDown");
      return false;
    });
    await this.page.keyboard.press("Enter");
  }

  /** The colour of the first piece of the editor with exactly that text. */
  async colourOf(text) {
    const pieces = this.editor.locator(".view-line span span");
    return pieces.evaluateAll((pieces, text) => {
      const piece = pieces.find(
        (piece) => piece.textContent.replaceAll("\u00a0", " ").trim() === text,
      );
      return piece && getComputedStyle(piece).color;
    }, text);
  }

  /** Keeps a picture of the window. */
  async picture(file) {
    await this.page.screenshot({ path: file });
  }
}
