// Messages take effect in the order in which they were sent, however many
// there are, and whether or not anybody waits for the answers.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import lsp from 'vscode-languageserver-protocol/node.js';
import { client, session } from '../src/session.js';
import { raw } from '../src/raw.js';

const URI = 'file:///a/pool.autoscale';
const CANCELLED = -32800;

describe('order', () => {
  test('of 1,000 edits that nobody waits for the last one counts', () =>
    session(client('eglot'), async (session) => {
      await session.open(URI, '');
      const sent = [];
      for (let version = 2; version <= 1001; version += 1) {
        const at = { line: 0, character: version - 2 };
        sent.push(session.change(URI, version, { range: { start: at, end: at }, text: 'abc'[version % 3] }));
      }
      await Promise.all(sent);
      const last = await session.published(URI, 1001);
      const name = Array.from({ length: 1000 }, (_, at) => 'abc'[(at + 2) % 3]).join('');
      await session.change(URI, 1002, { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: 'x = ' });
      const symbols = await session.ask('textDocument/documentSymbol', { textDocument: { uri: URI } });
      assert.equal(symbols[0].range.end.character, 1004);
      const { diagnostics } = await session.published(URI, 1002);
      assert.ok(diagnostics.some((/** @type {any} */ it) => it.message.includes(name.slice(0, 20))), JSON.stringify(last));
    }));

  test('versions are published in their order', () =>
    session(client('eglot'), async (session) => {
      await session.open(URI, 'x = y;');
      for (let version = 2; version <= 200; version += 1) {
        session.change(URI, version, { text: `x = y${version};` });
      }
      await session.notice('textDocument/publishDiagnostics', ({ version }) => version === 200);
      const versions = session.notices.map(({ params }) => params.version);
      assert.deepEqual(versions, [...versions].sort((a, b) => a - b));
    }));

  test('a request sees every edit before it and none behind it', () =>
    session(client('vscode'), async (session) => {
      await session.open(URI, 'a = 1;');
      const answers = [];
      for (let version = 2; version <= 100; version += 1) {
        session.change(URI, version, { text: `a${version} = 1;` });
        answers.push(session.ask('textDocument/documentSymbol', { textDocument: { uri: URI } }));
      }
      const names = (await Promise.all(answers)).map(([symbol]) => symbol.name);
      assert.deepEqual(names, Array.from({ length: 99 }, (_, at) => `a${at + 2}`));
    }));

  test('a document that was closed before it was looked at leaves nothing behind', () =>
    session(client('eglot'), async (session) => {
      for (let round = 0; round < 5; round += 1) {
        await session.open(URI, 'x = nothing;\n'.repeat(500));
        await session.close(URI);
      }
      // The one who analyses takes one document after the other.
      const other = 'file:///a/other.autoscale';
      await session.open(other, 'x = y;');
      await session.published(other, 1);
      const last = session.notices.filter(({ params }) => params.uri === URI).at(-1);
      assert.deepEqual(last?.params.diagnostics, []);
    }));

  test('opening and closing in a burst', () =>
    session(client('eglot'), async (session) => {
      for (let round = 0; round < 100; round += 1) {
        session.open(URI, `x = y${round};`);
        session.close(URI);
      }
      await session.open(URI, 'x = last;', { version: 7 });
      const { diagnostics } = await session.published(URI, 7);
      assert.match(JSON.stringify(diagnostics), /`last`/);
    }));
});

describe('cancellation', () => {
  const ask = { textDocument: { uri: URI } };

  test('a request that was cancelled has one answer, late or not', () =>
    raw(async (server) => {
      server.open(URI, 'x = 1 + (2 * y);\n'.repeat(200));
      for (let id = 1; id <= 50; id += 1) {
        server.send({ id, method: 'textDocument/semanticTokens/full', params: ask });
        server.send({ method: '$/cancelRequest', params: { id } });
        server.send({ method: '$/cancelRequest', params: { id } });
      }
      for (let id = 1; id <= 50; id += 1) {
        const { result, error } = await server.response(id);
        assert.ok(result !== undefined || error.code === CANCELLED);
      }
      server.send({ id: 51, method: 'textDocument/documentSymbol', params: ask });
      await server.response(51);
      assert.deepEqual(server.messages.filter(({ method }) => method === undefined), []);
    }));

  test('requests that nobody made cannot be cancelled', () =>
    raw(async (server) => {
      for (const id of [99, 'x', null, -1, {}]) {
        server.send({ method: '$/cancelRequest', params: { id } });
      }
      server.send({ method: '$/cancelRequest' });
      server.open(URI, 'x = y;');
      await server.notice('textDocument/publishDiagnostics');
      assert.deepEqual(server.messages, []);
    }));

  test('the library can cancel', () =>
    session(client('vscode'), async (session) => {
      await session.open(URI, 'x = 1;');
      const source = new lsp.CancellationTokenSource();
      const answer = session.ask('textDocument/hover', { ...ask, position: { line: 0, character: 0 } }, source.token);
      source.cancel();
      const code = await answer.then(() => CANCELLED, (error) => error.code);
      assert.equal(code, CANCELLED);
    }));
});
