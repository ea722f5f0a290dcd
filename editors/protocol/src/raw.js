// Bytes to and from a server, for clients that do not know the protocol.

import { start, within } from './session.js';

/** A server that takes bytes. */
export class Raw {
  constructor() {
    this.process = start();
    this.buffer = Buffer.alloc(0);
    /** @type {any[]} */
    this.messages = [];
    /** @type {(() => void)[]} */
    this.waiting = [];
    this.process.child.stdout.on('data', (bytes) => {
      this.buffer = Buffer.concat([this.buffer, bytes]);
      this.#cut();
    });
  }

  #cut() {
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) break;
      const header = this.buffer.subarray(0, end).toString();
      // Nothing but the protocol may be on the output.
      const length = /^Content-Length: (\d+)$/.exec(header)?.[1];
      if (length === undefined) throw new Error(`no header: ${header}`);
      const start = end + 4;
      if (this.buffer.length < start + Number(length)) break;
      const body = this.buffer.subarray(start, start + Number(length)).toString();
      this.buffer = this.buffer.subarray(start + Number(length));
      this.messages.push(JSON.parse(body));
    }
    for (const look of this.waiting.splice(0)) look();
  }

  /** @param {string | Buffer} bytes */
  bytes(bytes) {
    this.process.child.stdin.write(bytes);
  }

  /** @param {string | Buffer} body */
  body(body) {
    this.bytes(framed(body));
  }

  /** @param {any} message */
  send(message) {
    this.body(JSON.stringify({ jsonrpc: '2.0', ...message }));
  }

  /**
   * The first message that fits; waits for it.
   *
   * @param {(message: any) => boolean} fits
   * @param {string} what
   */
  async message(fits, what) {
    for (;;) {
      const at = this.messages.findIndex(fits);
      if (at >= 0) return this.messages.splice(at, 1)[0];
      await within(new Promise((resolve) => this.waiting.push(() => resolve(null))), what);
    }
  }

  /** The response to a request. @param {any} id */
  response(id) {
    return this.message((it) => it.id === id && it.method === undefined, `a response to ${id}`);
  }

  /** The next notification. @param {string} method */
  async notice(method) {
    return (await this.message((it) => it.method === method, method)).params;
  }

  /** @param {any} [capabilities] */
  async initialize(capabilities = {}) {
    this.send({ id: 'first', method: 'initialize', params: { processId: null, rootUri: null, capabilities } });
    const response = await this.response('first');
    this.send({ method: 'initialized', params: {} });
    return response.result;
  }

  /**
   * @param {string} uri
   * @param {string} text
   */
  open(uri, text) {
    const textDocument = { uri, languageId: 'autoscale', version: 1, text };
    this.send({ method: 'textDocument/didOpen', params: { textDocument } });
  }

  /**
   * @param {string} uri
   * @param {number} version
   * @param {any[]} contentChanges
   */
  change(uri, version, ...contentChanges) {
    const params = { textDocument: { uri, version }, contentChanges };
    this.send({ method: 'textDocument/didChange', params });
  }

  /** The codes of the next diagnostics. */
  async codes() {
    const { diagnostics, version } = await this.notice('textDocument/publishDiagnostics');
    return { version, codes: diagnostics.map((/** @type {any} */ it) => it.code) };
  }

  /** The server must still be there, and end as it should. */
  async end() {
    this.send({ id: 'last', method: 'shutdown' });
    const { error } = await this.response('last');
    if (error) throw new Error(error.message);
    this.send({ method: 'exit' });
    const code = await within(this.process.ended, 'the end of the server');
    if (code !== 0) throw new Error(`the server ended with ${code}: ${this.process.complaints()}`);
  }
}

/** @param {string | Buffer} body */
export function framed(body) {
  return Buffer.concat([Buffer.from(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n`), Buffer.from(body)]);
}

/**
 * Runs `use` with a server that was initialized, and ends it.
 *
 * @param {(raw: Raw) => Promise<void>} use
 */
export async function raw(use) {
  const raw = new Raw();
  try {
    await raw.initialize();
    await use(raw);
    await raw.end();
  } finally {
    raw.process.child.kill();
  }
}
