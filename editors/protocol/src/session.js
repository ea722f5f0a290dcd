// One session with a server process, spoken through the library that VS Code
// speaks.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import lsp from 'vscode-languageserver-protocol/node.js';

const SERVER = process.argv[2] ?? process.env.AUTOSCALE ?? 'autoscale';

/** Nothing takes this long, in milliseconds. */
const PATIENCE = Number(process.env.PATIENCE ?? 20_000);

/** What was asked, and whether anything but nothing was answered.
 * @type {Map<string, boolean>} */
export const asked = new Map();

/** @typedef {import('./text.js').Encoding} Encoding */
/** @typedef {{ name: string, encodings: Encoding[] | undefined, capabilities: Record<string, any> }} Client */

/**
 * A client of `clients/`, with other encodings if they are given.
 *
 * @param {string} name
 * @param {Encoding[]} [encodings]
 * @returns {Client}
 */
export function client(name, encodings) {
  const file = new URL(`../clients/${name}.json`, import.meta.url);
  const capabilities = JSON.parse(readFileSync(file, 'utf8'));
  if (encodings) capabilities.general = { ...capabilities.general, positionEncodings: encodings };
  return {
    name: encodings ? `${name} with ${encodings.join(', ')}` : name,
    encodings: capabilities.general?.positionEncodings,
    capabilities,
  };
}

/** The server as a process, before anything was said. */
export function start() {
  const child = spawn(SERVER, ['lsp'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (bytes) => (complaints += bytes));
  // A server that has ended takes no more input.
  child.stdin.on('error', () => {});
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  return { child, ended, complaints: () => complaints };
}

/**
 * A promise that must not take long.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {string} what
 * @returns {Promise<T>}
 */
export function within(promise, what) {
  /** @type {NodeJS.Timeout} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no sign of ${what}`)), PATIENCE);
    timer.unref();
  });
  return /** @type {Promise<T>} */ (Promise.race([promise, late])).finally(() => clearTimeout(timer));
}

export class Session {
  /**
   * Starts a server and initializes it.
   *
   * @param {Client} client
   * @param {{ folders?: string[], options?: any }} [more] the URIs of the folders
   */
  static async begin(client, { folders, options } = {}) {
    const session = new Session(client);
    await session.#initialize(folders, options);
    return session;
  }

  /** @param {Client} client */
  constructor(client) {
    this.client = client;
    this.process = start();
    const reader = new lsp.StreamMessageReader(this.process.child.stdout);
    // Its timer would outlive a server that ends within a message.
    reader.partialMessageTimeout = 0;
    const writer = new lsp.StreamMessageWriter(this.process.child.stdin);
    this.connection = lsp.createMessageConnection(reader, writer);
    /** @type {Encoding} */
    this.encoding = 'utf-16';
    /** @type {import('vscode-languageserver-protocol').ServerCapabilities} */
    this.capabilities = {};
    /** What the server said without being asked.
     * @type {{ method: string, params: any }[]} */
    this.notices = [];
    /** What the server asked for.
     * @type {{ method: string, params: any }[]} */
    this.requests = [];
    /** The user's settings, by section.
     * @type {Record<string, any>} */
    this.settings = {};
    /** @type {Error[]} */
    this.faults = [];
    /** @type {Set<() => void>} */
    this.waiting = new Set();
    this.connection.onError(([error]) => {
      // The server may be gone before it has heard our answers.
      const { code } = /** @type {any} */ (error);
      const gone = code === 'ERR_STREAM_DESTROYED' || code === 'EPIPE';
      if (!gone) this.faults.push(error);
    });
    this.connection.onNotification((method, params) => {
      this.notices.push({ method, params });
      for (const look of [...this.waiting]) look();
    });
    this.connection.onRequest((method, params) => {
      this.requests.push({ method, params });
      for (const look of [...this.waiting]) look();
      return this.#answer(method, params);
    });
    this.connection.listen();
  }

  /**
   * What the client says to the server's requests.
   *
   * @param {string} method
   * @param {any} params
   */
  #answer(method, params) {
    switch (method) {
      case 'workspace/configuration':
        return params.items.map((/** @type {any} */ { section }) => this.settings[section] ?? null);
      case 'workspace/applyEdit':
        return { applied: true };
      case 'window/showDocument':
        return { success: true };
      default:
        return null;
    }
  }

  /**
   * @param {string[] | undefined} folders
   * @param {any} options
   */
  async #initialize(folders, options) {
    const workspaceFolders = folders?.map((uri) => ({ uri, name: uri }));
    const result = await this.ask('initialize', {
      processId: process.pid,
      clientInfo: { name: this.client.name },
      rootUri: folders?.[0] ?? null,
      capabilities: this.client.capabilities,
      initializationOptions: options,
      workspaceFolders: workspaceFolders ?? null,
    });
    this.capabilities = result.capabilities;
    this.encoding = result.capabilities.positionEncoding ?? 'utf-16';
    await this.tell('initialized', {});
  }

  /**
   * The answer to a request.
   *
   * @param {string} method
   * @param {any} [params]
   * @param {import('vscode-languageserver-protocol').CancellationToken} [token]
   * @returns {Promise<any>}
   */
  async ask(method, params, token) {
    // What is not given at all must not be sent as an empty parameter.
    const given = [params, token].filter((it) => it !== undefined);
    const sent = this.connection.sendRequest(method, ...given);
    const answer = await within(sent, `the answer to ${method}`);
    const something = answer !== null && !(Array.isArray(answer) && answer.length === 0);
    asked.set(method, asked.get(method) || something);
    return answer;
  }

  /**
   * The error that a request must end with.
   *
   * @param {string} method
   * @param {any} params
   * @returns {Promise<{ code: number, message: string }>}
   */
  async refused(method, params) {
    const answer = this.ask(method, params).then(
      (found) => new Error(`${method} was not refused: ${JSON.stringify(found)}`),
      (error) => error,
    );
    const error = await answer;
    if (error.code === undefined) throw error;
    return error;
  }

  /**
   * @param {string} method
   * @param {any} [params]
   */
  tell(method, params) {
    return params === undefined
      ? this.connection.sendNotification(method)
      : this.connection.sendNotification(method, params);
  }

  /**
   * @param {string} uri
   * @param {string} text
   * @param {{ version?: number, languageId?: string }} [more]
   */
  open(uri, text, { version = 1, languageId = 'autoscale' } = {}) {
    return this.tell('textDocument/didOpen', {
      textDocument: { uri, languageId, version, text },
    });
  }

  /**
   * @param {string} uri
   * @param {number} version
   * @param {any[]} contentChanges
   */
  change(uri, version, ...contentChanges) {
    return this.tell('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  /** @param {string} uri */
  close(uri) {
    return this.tell('textDocument/didClose', { textDocument: { uri } });
  }

  /**
   * The first of what the server said on its own that fits; waits for it.
   *
   * @param {string} method
   * @param {(params: any) => boolean} [fits]
   * @returns {Promise<any>}
   */
  notice(method, fits = () => true) {
    return this.#arrival('notices', method, fits);
  }

  /**
   * The same for what the server asked for.
   *
   * @param {string} method
   * @param {(params: any) => boolean} [fits]
   * @returns {Promise<any>}
   */
  request(method, fits = () => true) {
    return this.#arrival('requests', method, fits);
  }

  /**
   * @param {'notices' | 'requests'} kind
   * @param {string} method
   * @param {(params: any) => boolean} fits
   */
  #arrival(kind, method, fits) {
    const found = new Promise((resolve) => {
      const look = () => {
        const at = this[kind].findIndex((it) => it.method === method && fits(it.params));
        if (at < 0) return;
        this.waiting.delete(look);
        resolve(this[kind].splice(at, 1)[0].params);
      };
      this.waiting.add(look);
      look();
    });
    return within(found, method);
  }

  /** Does this client ask for diagnostics, rather than be sent them? */
  get pulls() {
    return this.client.capabilities.textDocument?.diagnostic !== undefined;
  }

  /**
   * The diagnostics of a version of a document, as this client gets them.
   *
   * @param {string} uri
   * @param {number} version
   * @returns {Promise<import('vscode-languageserver-protocol').Diagnostic[]>}
   */
  async diagnostics(uri, version = 1) {
    if (this.pulls) {
      const report = await this.ask('textDocument/diagnostic', { textDocument: { uri } });
      return report.items;
    }
    return (await this.published(uri, version)).diagnostics;
  }

  /**
   * What was published for a version of a document.
   *
   * @param {string} uri
   * @param {number} [version]
   */
  published(uri, version) {
    return this.notice('textDocument/publishDiagnostics', (params) => {
      return params.uri === uri && params.version === version;
    });
  }

  /** Ends the session as a client should; the server must have behaved. */
  async end() {
    await this.ask('shutdown');
    await this.tell('exit');
    const code = await within(this.process.ended, 'the end of the server');
    this.connection.dispose();
    const complaints = this.process.complaints();
    if (code !== 0 || complaints !== '' || this.faults.length > 0) {
      throw new Error(`the server ended with ${code}: ${complaints}${this.faults}`);
    }
  }
}

/**
 * Runs `use` with a session, and ends it.
 *
 * @param {Client} client
 * @param {(session: Session) => Promise<void>} use
 * @param {{ folders?: string[], options?: any }} [more]
 */
export async function session(client, use, more) {
  const session = await Session.begin(client, more);
  try {
    await use(session);
    await session.end();
  } finally {
    session.process.child.kill();
  }
}
