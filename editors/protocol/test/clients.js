// What a client cannot do is not asked of it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scratch } from '../src/scratch.js';
import { client, session } from '../src/session.js';

/** @typedef {import('../src/session.js').Encoding} Encoding */

const URI = 'file:///a/pool.autoscale';

/**
 * A client of `clients/` with other capabilities.
 *
 * @param {string} name
 * @param {(capabilities: any) => void} change
 */
function changed(name, change) {
  const found = client(name);
  change(found.capabilities);
  return found;
}

describe('capabilities of clients', () => {
  /** @type {[any, Encoding][]} */
  const ENCODINGS = [
    [undefined, 'utf-16'],
    [[], 'utf-16'],
    [['utf-16'], 'utf-16'],
    [['utf-8'], 'utf-8'],
    [['utf-32'], 'utf-32'],
    [['utf-8', 'utf-32', 'utf-16'], 'utf-8'],
    [['utf-16', 'utf-8'], 'utf-8'],
    [['utf-7', 'utf-16'], 'utf-16'],
    [['utf-7'], 'utf-16'],
  ];
  for (const [offered, agreed] of ENCODINGS) {
    test(`of ${offered} the server takes ${agreed}`, () =>
      session(
        changed('vscode', (capabilities) => (capabilities.general = { positionEncodings: offered })),
        async (session) => assert.equal(session.encoding, agreed),
      ));
  }

  test('a client that says nothing of itself is served', () =>
    session({ name: 'nobody', encodings: undefined, capabilities: {} }, async (session) => {
      await session.open(URI, 'cap = x;');
      assert.ok((await session.published(URI, 1)).diagnostics.length > 0);
      const symbols = await session.ask('textDocument/documentSymbol', { textDocument: { uri: URI } });
      // A list of `SymbolInformation`, as it knows no trees.
      assert.equal(symbols[0].location.uri, URI);
      await session.ask('textDocument/completion', { textDocument: { uri: URI }, position: { line: 0, character: 0 } });
      assert.deepEqual(session.requests, []);
    }));

  test('snippets are for those that know them', async () => {
    /** @param {string} name */
    const items = async (name) => {
      /** @type {any[]} */
      let found = [];
      await session(client(name), async (session) => {
        await session.open(URI, 'x = $PendingTasks.Get');
        const place = { textDocument: { uri: URI }, position: { line: 0, character: 21 } };
        found = await session.ask('textDocument/completion', place);
      });
      return found.map(({ insertTextFormat, textEdit }) => ({ insertTextFormat, text: textEdit.newText }));
    };
    const snippets = await items('vscode');
    assert.ok(snippets.some(({ insertTextFormat, text }) => insertTextFormat === 2 && text.includes('${1')));
    for (const { insertTextFormat, text } of await items('eglot')) {
      assert.ok(insertTextFormat === undefined || insertTextFormat === 1);
      assert.doesNotMatch(text, /\$\{|\$\d|\\/);
    }
  });

  test('edits name the version where the client wants them to', async () => {
    for (const [name, versions] of /** @type {[string, boolean][]} */ ([['vscode', true], ['eglot', true], ['neovim', false]])) {
      await session(client(name), async (session) => {
        await session.open(URI, 'cap = 1; n = cap;', { version: 12 });
        const place = { textDocument: { uri: URI }, position: { line: 0, character: 1 } };
        const edit = await session.ask('textDocument/rename', { ...place, newName: 'limit' });
        if (versions) {
          assert.deepEqual(edit.documentChanges[0].textDocument, { uri: URI, version: 12 });
          assert.equal(edit.changes, undefined);
        } else {
          assert.equal(edit.changes[URI].length, 2);
        }
      });
    }
  });

  test('actions need what the client can do', async () => {
    /** @param {ReturnType<typeof client>} one */
    const titles = async (one) => {
      const { uri } = scratch();
      /** @type {string[]} */
      let found = [];
      await session(one, async (session) => {
        const textDocument = { uri: uri('pool.autoscale') };
        await session.open(textDocument.uri, 'x = y;');
        const range = { start: { line: 0, character: 4 }, end: { line: 0, character: 5 } };
        const context = { diagnostics: [] };
        const actions = await session.ask('textDocument/codeAction', { textDocument, range, context });
        found = actions.map((/** @type {any} */ it) => it.title);
      });
      return found.filter((title) => / AS101/.test(title));
    };
    const all = ['ignore AS101 here', 'disable AS101 in autoscale.toml', 'open documentation of AS101'];
    assert.deepEqual(await titles(client('vscode')), all);
    // Emacs can neither create files nor show documents when asked to.
    assert.deepEqual(await titles(client('eglot')), ['ignore AS101 here']);
  });

  test('a client that shows what commands answer is told nothing on top', () =>
    session(
      changed('vscode', (capabilities) => (capabilities.experimental = { showsAnswers: true })),
      async (session) => {
        await session.open(URI, 'x = 1;');
        const command = 'autoscale.bounds';
        assert.ok(await session.ask('workspace/executeCommand', { command, arguments: [URI, null] }));
        await session.ask('workspace/symbol', { query: 'x' });
        assert.deepEqual(session.notices.filter(({ method }) => method === 'window/showMessage'), []);
      },
    ));

  test('only the kinds of actions that were asked for come', () =>
    session(client('vscode'), async (session) => {
      await session.open(URI, 'x = 1\n$TargetDedicatedNodes = x');
      const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
      /** @param {string[]} [only] */
      const kinds = async (only) => {
        const context = { diagnostics: [], only };
        const found = await session.ask('textDocument/codeAction', { textDocument: { uri: URI }, range, context });
        return [...new Set(found.map((/** @type {any} */ it) => it.kind))].sort();
      };
      assert.deepEqual(await kinds(['quickfix']), ['quickfix']);
      assert.deepEqual(await kinds(['source']), await kinds(['source.fixAll']));
      assert.match((await kinds(['source.fixAll'])).join(), /^source\.fixAll(\.autoscale)?$/);
      assert.deepEqual(await kinds(['refactor']), []);
      assert.deepEqual(await kinds(['source.organizeImports']), []);
      // A kind is not the beginning of another one's name.
      assert.deepEqual(await kinds(['quick']), []);
      assert.ok((await kinds(['source.fixAll', 'quickfix'])).length === 2);
      assert.deepEqual(await kinds(['']), await kinds());
    }));

  test('on save VS Code asks for `source.fixAll.autoscale`', () =>
    session(client('vscode'), async (session) => {
      await session.open(URI, 'x = 1\n$TargetDedicatedNodes = x');
      const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
      const context = { diagnostics: [], only: ['source.fixAll.autoscale'], triggerKind: 2 };
      const found = await session.ask('textDocument/codeAction', { textDocument: { uri: URI }, range, context });
      assert.deepEqual(found.map((/** @type {any} */ it) => it.kind), ['source.fixAll.autoscale']);
    }));

  test('a client that knows no Markdown gets plain text', () =>
    session(
      changed('eglot', ({ textDocument }) => {
        textDocument.hover.contentFormat = ['plaintext'];
        textDocument.completion.completionItem.documentationFormat = ['plaintext'];
        textDocument.signatureHelp.signatureInformation.documentationFormat = ['plaintext'];
      }),
      async (session) => {
        await session.open(URI, 'x = avg(1);');
        const place = { textDocument: { uri: URI }, position: { line: 0, character: 5 } };
        const { contents } = await session.ask('textDocument/hover', place);
        assert.equal(contents.kind, 'plaintext');
        assert.doesNotMatch(contents.value, /```|\*function\*/);
      },
    ));

  for (const name of ['vscode', 'eglot']) {
    test(`${name}: is asked to watch \`autoscale.toml\``, () =>
      session(client(name), async (session) => {
        const { registrations } = await session.request('client/registerCapability');
        const watched = registrations.flatMap((/** @type {any} */ it) => it.registerOptions.watchers);
        assert.ok(watched.some((/** @type {any} */ it) => String(it.globPattern).includes('autoscale.toml')));
        assert.ok(watched.some((/** @type {any} */ it) => String(it.globPattern).includes('.snapshot.json')));
      }));
  }
});
