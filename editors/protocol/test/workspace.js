// Workspace folders: the symbols of all files in them, open or not.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { scratch } from '../src/scratch.js';
import { client, session } from '../src/session.js';
import { fileName, View } from '../src/view.js';

/** @typedef {import('../src/session.js').Session} Session */

/**
 * The names that are found, with their files.
 *
 * @param {Session} session
 * @param {string} query
 */
async function found(session, query) {
  const symbols = await session.ask('workspace/symbol', { query });
  return symbols
    .map((/** @type {any} */ { name, location }) => `${name} in ${fileName(location.uri)}`)
    .sort();
}

const TERRAFORM = 'resource "azurerm_batch_pool" "é" {\n  auto_scale {\n    formula = "漢_max = 1; cap_tf = 2;"\n  }\n}\n';

describe('workspace', () => {
  test('symbols of closed files are found, in those that are open as they are now', () => {
    const { folder, write, uri } = scratch();
    write('closed.autoscale', '/* é漢𝒳😀 */ cap_closed = 1;\n');
    write('deep/er/main.tf', TERRAFORM);
    write('open.autoscale', 'cap_on_disk = 1;\n');
    write('notes.txt', 'cap_notes = 1;\n');
    const folders = [pathToFileURL(folder).href];
    return session(client('vscode'), async (session) => {
      await session.open(uri('open.autoscale'), 'cap_typed = 1;\n');
      assert.deepEqual(await found(session, 'cap'), [
        'cap_closed in closed.autoscale',
        'cap_tf in main.tf',
        'cap_typed in open.autoscale',
      ]);
      const [symbol] = await session.ask('workspace/symbol', { query: 'cap_closed' });
      assert.deepEqual(symbol.location.range.start, { line: 0, character: 13 });
      await session.close(uri('open.autoscale'));
      assert.ok((await found(session, 'cap')).includes('cap_on_disk in open.autoscale'));
    }, { folders });
  });

  test('folders come and go', () => {
    const [first, second] = [scratch(), scratch()];
    first.write('a.autoscale', 'cap_a = 1;\n');
    second.write('b.autoscale', 'cap_b = 1;\n');
    const [a, b] = [first, second].map(({ folder }) => pathToFileURL(folder).href);
    return session(client('vscode'), async (session) => {
      const change = (/** @type {string[]} */ added, /** @type {string[]} */ removed) => {
        const folders = (/** @type {string[]} */ uris) => uris.map((uri) => ({ uri, name: 'x' }));
        const event = { added: folders(added), removed: folders(removed) };
        return session.tell('workspace/didChangeWorkspaceFolders', { event });
      };
      assert.deepEqual(await found(session, 'cap'), ['cap_a in a.autoscale']);
      await change([b], []);
      assert.deepEqual(await found(session, 'cap'), ['cap_a in a.autoscale', 'cap_b in b.autoscale']);
      await change([], [a]);
      assert.deepEqual(await found(session, 'cap'), ['cap_b in b.autoscale']);
    }, { folders: [a] });
  });

  test('files that changed on the disk are read again', () => {
    const { folder, write, remove } = scratch();
    const uri = write('a.autoscale', 'cap_old = 1;\n');
    return session(client('vscode'), async (session) => {
      assert.deepEqual(await found(session, 'cap'), ['cap_old in a.autoscale']);
      write('a.autoscale', 'cap_new_one = 1;\n');
      await session.tell('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
      assert.deepEqual(await found(session, 'cap'), ['cap_new_one in a.autoscale']);
      remove('a.autoscale');
      assert.deepEqual(await found(session, 'cap'), []);
    }, { folders: [pathToFileURL(folder).href] });
  });

  test('folders that are none, or not of the disk, do no harm', () =>
    session(client('vscode'), async (session) => {
      assert.deepEqual(await found(session, 'cap'), []);
    }, { folders: ['file:///does/not/exist', 'vscode-vfs://github/a/b', 'untitled:x'] }));

  test('an action can turn a rule off in `autoscale.toml`', () => {
    const { folder, write, uri } = scratch();
    const document = uri('pool.autoscale');
    return session(client('vscode'), async (session) => {
      await session.open(document, 'idle = 1;\n$TargetDedicatedNodes = 3;\n$NodeDeallocationOption = taskcompletion;\n');
      const disable = async () => {
        const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } };
        const context = { diagnostics: [] };
        const actions = await session.ask('textDocument/codeAction', { textDocument: { uri: document }, range, context });
        const action = actions.find((/** @type {any} */ { title }) => /disable AS501/.test(title));
        return action.edit.documentChanges;
      };
      // Where there is none, it is made.
      const [create, edit] = await disable();
      assert.equal(create.kind, 'create');
      assert.equal(create.uri, uri('autoscale.toml'));
      assert.match(edit.edits[0].newText, /\[rules\]\nAS501 = "off"\n/);
      // Where there is one, only a line is added.
      const config = '# é漢\n[rules] # 𝒳\nAS101 = "off"\n\n[profile]\n';
      write('autoscale.toml', config);
      await session.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('autoscale.toml'), type: 1 }] });
      const changes = await disable();
      assert.equal(changes.length, 1);
      const view = new View(session, uri('autoscale.toml'), config, { start: 0, end: 0 });
      assert.equal(view.edited(changes[0].edits), config.replace('AS101 = "off"\n', '$&AS501 = "off"\n'));
    }, { folders: [pathToFileURL(folder).href] });
  });
});
