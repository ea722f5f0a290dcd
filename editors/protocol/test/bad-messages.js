// Messages that are none: the server answers with the protocol's error, and
// lives.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { framed, Raw, raw } from '../src/raw.js';

const URI = 'file:///a/pool.autoscale';
const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;
const METHOD_NOT_FOUND = -32601;
const INVALID_PARAMS = -32602;
const NOT_INITIALIZED = -32002;

describe('messages that are none', () => {
  const hover = '{"jsonrpc":"2.0","id":7,"method":"textDocument/hover","params":';
  /** @type {[string, string, number, number | null][]} */
  const bodies = [
    ['no JSON', '{"jsonrpc": ', PARSE_ERROR, null],
    ['nothing', '', PARSE_ERROR, null],
    ['two values', '{} {}', PARSE_ERROR, null],
    ['a list', '[]', INVALID_REQUEST, null],
    ['a batch', `[${hover}{}}]`, INVALID_REQUEST, null],
    ['a number', '17', INVALID_REQUEST, null],
    ['an object without anything', '{}', INVALID_REQUEST, null],
    ['a method that is a number', '{"jsonrpc":"2.0","id":7,"method":5}', INVALID_REQUEST, 7],
    ['another version of JSON-RPC', '{"jsonrpc":"1.0","id":7,"method":"shutdown"}', INVALID_REQUEST, 7],
    ['parameters that are a number', `${hover}5}`, INVALID_PARAMS, 7],
    ['parameters of another shape', `${hover}{"textDocument":5}}`, INVALID_PARAMS, 7],
    ['no parameters', '{"jsonrpc":"2.0","id":7,"method":"textDocument/hover"}', INVALID_PARAMS, 7],
    ['a URI that is none', `${hover}{"textDocument":{"uri":"pool"},"position":{"line":0,"character":0}}}`, INVALID_PARAMS, 7],
    ['a line below 0', `${hover}{"textDocument":{"uri":"${URI}"},"position":{"line":-1,"character":0}}}`, INVALID_PARAMS, 7],
    ['a line above all', `${hover}{"textDocument":{"uri":"${URI}"},"position":{"line":99999999999,"character":0}}}`, INVALID_PARAMS, 7],
    ['an unknown method', '{"jsonrpc":"2.0","id":7,"method":"textDocument/nonsense","params":{}}', METHOD_NOT_FOUND, 7],
    ['an unknown method of `$/`', '{"jsonrpc":"2.0","id":7,"method":"$/nonsense","params":{}}', METHOD_NOT_FOUND, 7],
    ['deep brackets', '['.repeat(100_000), PARSE_ERROR, null],
    ['deep brackets in a message', `${hover}${'['.repeat(1000)}${']'.repeat(1000)}}`, PARSE_ERROR, null],
  ];
  for (const [what, body, code, id] of bodies) {
    test(`${what}: refused, and the session lives`, () =>
      raw(async (server) => {
        server.body(body);
        const { error } = await server.response(id);
        assert.equal(error.code, code, error.message);
        assert.match(error.message, /\w/);
        server.open(URI, 'x = y;');
        assert.ok((await server.codes()).codes.includes('AS101'));
      }));
  }

  test('bytes that are no UTF-8', () =>
    raw(async (server) => {
      server.body(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
      assert.equal((await server.response(null)).error.code, PARSE_ERROR);
    }));

  test('unknown notifications say nothing', () =>
    raw(async (server) => {
      for (const method of ['$/setTrace', '$/nonsense', 'textDocument/nonsense', 'notebookDocument/didOpen', 'window/workDoneProgress/cancel', 'workspace/didRenameFiles']) {
        server.send({ method, params: { value: 'off' } });
      }
      server.send({ id: 1, result: null });
      server.send({ id: 99, error: { code: 1, message: 'what?' } });
      server.open(URI, 'x = y;');
      await server.codes();
      const answers = server.messages.filter((it) => it.method === undefined);
      assert.deepEqual(answers, []);
    }));
});

describe('headers', () => {
  const hover = (/** @type {any} */ id) =>
    JSON.stringify({ jsonrpc: '2.0', id, method: 'workspace/symbol', params: { query: 'é漢𝒳😀' } });
  const length = (/** @type {any} */ id) => Buffer.byteLength(hover(id));

  test('every way to write good ones', () =>
    raw(async (server) => {
      const headers = [
        'Content-Length: {}\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n',
        'Content-Type: application/vscode-jsonrpc; charset=utf8\r\nContent-Length: {}\r\n',
        'content-length:{}\r\n',
        'CONTENT-LENGTH:   {}  \r\n',
        'X-Nonsense: é\r\nContent-Length: {}\r\n',
      ];
      for (const [id, header] of headers.entries()) {
        server.bytes(`${header.replace('{}', String(length(id)))}\r\n${hover(id)}`);
        assert.ok('result' in (await server.response(id)), header);
      }
    }));

  test('a message that comes byte by byte, and two at once', () =>
    raw(async (server) => {
      const message = framed(hover(1));
      for (const byte of message) {
        server.bytes(Buffer.from([byte]));
        await new Promise(setImmediate);
      }
      await server.response(1);
      server.bytes(Buffer.concat([framed(hover(2)), framed(hover(3)), framed(hover(4)).subarray(0, 30)]));
      await server.response(2);
      await server.response(3);
      server.bytes(framed(hover(4)).subarray(30));
      await server.response(4);
    }));

  for (const [what, bad] of [
    ['a length that is no number', 'Content-Length: many\r\n\r\n'],
    ['a length below 0', 'Content-Length: -5\r\n\r\n'],
    ['a length above all', 'Content-Length: 99999999999999999999\r\n\r\n'],
    ['a length longer than any document', 'Content-Length: 99999999999\r\n\r\n'],
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\n'],
    ['no length', 'Content-Type: x\r\n\r\n'],
    ['no header', 'GET / HTTP/1.1\r\n\r\n'],
    ['a length that is too short', `Content-Length: 10\r\n\r\n${hover(5)}`],
    ['a long line of nonsense', `${'x'.repeat(100_000)}\r\n\r\n`],
  ]) {
    test(`${what}: costs only itself`, () =>
      raw(async (server) => {
        server.bytes(bad);
        server.body(hover(1));
        assert.ok('result' in (await server.response(1)));
        const refused = await server.response(null);
        assert.ok([PARSE_ERROR, INVALID_REQUEST].includes(refused.error.code));
      }));
  }
});

describe('out of turn', () => {
  test('requests before `initialize` are refused, notifications ignored', async () => {
    const server = new Raw();
    server.open(URI, 'x = y;');
    server.send({ id: 1, method: 'textDocument/documentSymbol', params: { textDocument: { uri: URI } } });
    assert.equal((await server.response(1)).error.code, NOT_INITIALIZED);
    await server.initialize();
    server.send({ id: 2, method: 'textDocument/documentSymbol', params: { textDocument: { uri: URI } } });
    assert.equal((await server.response(2)).result, null);
    await server.end();
  });

  test('a second `initialize` is refused', () =>
    raw(async (server) => {
      server.send({ id: 1, method: 'initialize', params: { capabilities: {} } });
      assert.equal((await server.response(1)).error.code, INVALID_REQUEST);
    }));

  test('`initialize` of another shape is refused, and the next one counts', async () => {
    const server = new Raw();
    server.send({ id: 1, method: 'initialize', params: { capabilities: 5 } });
    assert.equal((await server.response(1)).error.code, INVALID_PARAMS);
    const { capabilities } = await server.initialize();
    assert.equal(capabilities.hoverProvider, true);
    await server.end();
  });

  test('ids come back as they were', () =>
    raw(async (server) => {
      for (const id of ['a', '7', 7, 0, '', '漢']) {
        server.send({ id, method: 'workspace/symbol', params: { query: 'x' } });
        assert.ok('result' in (await server.response(id)));
      }
    }));
});
