// How diagnostics reach a client, pushed or pulled.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { client, session } from '../src/session.js';

const URI = 'file:///a/pool.autoscale';

/** @param {any[]} diagnostics */
const codes = (diagnostics) => diagnostics.map(({ code }) => code);

describe('diagnostics', () => {
  for (const name of ['vscode', 'eglot']) {
    test(`${name}: follow the edits, and are gone when the document is closed`, () =>
      session(client(name), async (session) => {
        await session.open(URI, 'x = y;');
        assert.ok(codes(await session.diagnostics(URI)).includes('AS101'));
        await session.change(URI, 2, { text: 'x = 1;' });
        assert.ok(!codes(await session.diagnostics(URI, 2)).includes('AS101'));
        await session.close(URI);
        if (session.pulls) {
          assert.deepEqual(await session.diagnostics(URI), []);
        } else {
          const { version, diagnostics } = await session.published(URI);
          assert.equal(version, undefined);
          assert.deepEqual(diagnostics, []);
        }
      }));
  }

  test('a client that asks is not sent any', () =>
    session(client('vscode'), async (session) => {
      await session.open(URI, 'x = y;');
      await session.diagnostics(URI);
      await session.change(URI, 2, { text: 'x = z;' });
      await session.diagnostics(URI, 2);
      assert.deepEqual(session.notices.filter(({ method }) => /publish/.test(method)), []);
    }));

  test('each has a source, a code and a page about it', () =>
    session(client('vscode'), async (session) => {
      await session.open(URI, 'x = y\n$TargetDedicated = 3;\nz = time("x") ; # no');
      const found = await session.diagnostics(URI);
      assert.ok(found.length > 3);
      for (const { source, code, codeDescription, severity, message } of found) {
        assert.equal(source, 'autoscale');
        assert.match(String(code), /^AS\d{3}$/);
        assert.match(String(codeDescription?.href), /^https:\/\//);
        assert.ok(severity && severity >= 1 && severity <= 4);
        assert.doesNotMatch(message, /^[A-Z]|\.$/);
      }
    }));

  test('the language of a document is told by its name, not by its language id', () =>
    session(client('vscode'), async (session) => {
      for (const languageId of ['plaintext', 'autoscale', 'terraform', '']) {
        await session.open(URI, 'x = y;', { languageId });
        assert.ok(codes(await session.diagnostics(URI)).includes('AS101'), languageId);
        await session.close(URI);
      }
      await session.open('file:///a/notes.txt', 'x = y;', { languageId: 'plaintext' });
      assert.deepEqual(await session.diagnostics('file:///a/notes.txt'), []);
    }));

  for (const uri of [
    'file:///c%3A/Users/J%C3%BCrgen/a%20b/pool.autoscale',
    'file:///C:/a/pool.autoscale',
    'file://server/share/pool.autoscale',
    'file:///a/%E6%BC%A2%F0%9D%92%B3.autoscale',
    'file:///a/b%23c%3Fd.autoscale',
    'untitled:Untitled-1',
    'untitled:/a/Untitled-1.autoscale',
    'git:/a/pool.autoscale?%7B%22path%22%3A%22x%22%7D',
    'vscode-vfs://github/owner/name/pool.autoscale',
    'zipfile:///a/b.zip::pool.autoscale',
  ]) {
    test(`a document ${uri}`, () =>
      session(client('eglot'), async (session) => {
        await session.open(uri, 'cap = y; n = cap;');
        const { diagnostics } = await session.published(uri, 1);
        assert.ok(codes(diagnostics).includes('AS101'));
        const place = { textDocument: { uri }, position: { line: 0, character: 14 } };
        const definition = await session.ask('textDocument/definition', place);
        assert.equal(definition.uri, uri);
        const edit = await session.ask('textDocument/rename', { ...place, newName: 'limit' });
        const changed = edit.documentChanges?.[0].textDocument.uri ?? Object.keys(edit.changes)[0];
        assert.equal(changed, uri);
      }));
  }

  test('a URI that is written in another way comes back as the client wrote it', () =>
    session(client('eglot'), async (session) => {
      for (const uri of ['file:///a/é b.autoscale', 'file:///a/x%5By%5D.autoscale', 'file:///a/[y].autoscale', 'file:///a/x%2Ey.autoscale']) {
        await session.open(uri, 'x = y;');
        const { uri: found } = await session.notice('textDocument/publishDiagnostics');
        assert.equal(decodeURIComponent(found), decodeURIComponent(uri));
        await session.close(uri);
        await session.notice('textDocument/publishDiagnostics');
      }
    }));
});
