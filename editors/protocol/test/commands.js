// Commands, and snapshots that change while a document is open.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scratch } from '../src/scratch.js';
import { client, session } from '../src/session.js';

/** @typedef {import('../src/session.js').Session} Session */

const TEXT = 'n = $ActiveTasks.GetSample(1); // é漢𝒳😀\n$TargetDedicatedNodes = min(9, n);\n$NodeDeallocationOption = taskcompletion;\n';

/** @param {number} tasks */
const snapshot = (tasks) =>
  JSON.stringify({
    time: '2026-03-02T09:15:00Z',
    metrics: { $ActiveTasks: { samples: [{ time: '2026-03-02T09:14:30Z', value: tasks }] } },
  });

/**
 * @param {Session} session
 * @param {string} command
 * @param {any[]} args
 */
const run = (session, command, ...args) =>
  session.ask('workspace/executeCommand', { command: `autoscale.${command}`, arguments: args });

/**
 * @param {Session} session
 * @param {string} uri
 */
async function nodes(session, uri) {
  return (await run(session, 'evaluate', uri, null)).targets.dedicatedNodes;
}

describe('commands', () => {
  test('each tells the user, too', () => {
    const { uri, write } = scratch();
    write('pool.snapshot.json', snapshot(4));
    return session(client('vscode'), async (session) => {
      await session.open(uri('pool.autoscale'), TEXT);
      for (const command of ['evaluate', 'bounds', 'trace']) {
        assert.ok(await run(session, command, uri('pool.autoscale'), null));
        assert.match((await session.notice('window/showMessage')).message, /\w/);
      }
    });
  });

  test('`evaluate` gives what `eval --format json` prints', () => {
    const { uri, write } = scratch();
    write('pool.snapshot.json', snapshot(4));
    return session(client('vscode'), async (session) => {
      await session.open(uri('pool.autoscale'), TEXT);
      const found = await run(session, 'evaluate', uri('pool.autoscale'), null);
      assert.deepEqual(Object.keys(found), ['timestamp', 'results', 'error', 'targets', 'variables', 'warnings']);
      assert.equal(found.timestamp, '2026-03-02T09:15:00Z');
      assert.equal(found.targets.dedicatedNodes, 4);
    });
  });

  test('a snapshot is found, changes, goes, and is chosen by hand', () => {
    const { uri, write, remove } = scratch();
    const document = uri('pool.autoscale');
    return session(client('vscode'), async (session) => {
      const changed = (/** @type {string} */ name, /** @type {number} */ type) =>
        session.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: uri(name), type }] });
      await session.open(document, TEXT);
      write('pool.snapshot.json', snapshot(4));
      await changed('pool.snapshot.json', 1);
      assert.equal(await nodes(session, document), 4);
      write('pool.snapshot.json', snapshot(5));
      await changed('pool.snapshot.json', 2);
      assert.equal(await nodes(session, document), 5);
      await session.request('workspace/inlayHint/refresh');
      await session.request('workspace/codeLens/refresh');

      const other = write('busy.snapshot.json', snapshot(8));
      await run(session, 'chooseSnapshot', document, null, other);
      assert.equal(await nodes(session, document), 8);
      await run(session, 'chooseSnapshot', document, null, null);
      assert.equal(await nodes(session, document), 5);

      remove('pool.snapshot.json');
      await changed('pool.snapshot.json', 3);
      const lenses = await session.ask('textDocument/codeLens', { textDocument: { uri: document } });
      assert.ok(lenses.length > 0);
    });
  });

  test('a snapshot that is open counts as it is typed', () => {
    const { uri, write } = scratch();
    const document = uri('pool.autoscale');
    const own = write('pool.snapshot.json', snapshot(4));
    return session(client('vscode'), async (session) => {
      await session.open(document, TEXT);
      await session.open(own, snapshot(6), { languageId: 'json' });
      assert.equal(await nodes(session, document), 6);
      await session.change(own, 2, { text: snapshot(7) });
      assert.equal(await nodes(session, document), 7);
      await session.close(own);
      assert.equal(await nodes(session, document), 4);
    });
  });

  test('diagnostics are pushed again when the snapshot changes', () => {
    const { uri, write } = scratch();
    const document = uri('pool.autoscale');
    return session(client('eglot'), async (session) => {
      await session.open(document, 'n = time().hour < 9 ? 0 : 2;\n$TargetDedicatedNodes = n;\n$NodeDeallocationOption = taskcompletion;\n');
      assert.deepEqual(await session.diagnostics(document), []);
      write('pool.snapshot.json', snapshot(4));
      await session.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('pool.snapshot.json'), type: 1 }] });
      const { diagnostics } = await session.notice('textDocument/publishDiagnostics', ({ diagnostics }) => diagnostics.length > 0);
      assert.deepEqual(diagnostics[0].tags, [1]);
      assert.deepEqual(diagnostics[0].range.start, { line: 0, character: 22 });
    });
  });

  test('values follow each edit of the formula', () => {
    const { uri, write } = scratch();
    const document = uri('pool.autoscale');
    write('pool.snapshot.json', snapshot(4));
    return session(client('vscode'), async (session) => {
      await session.open(document, 'n = 1;\n');
      for (let version = 2; version < 20; version += 1) {
        await session.change(document, version, { text: `n = ${version} * 10;\n` });
        const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
        const hints = await session.ask('textDocument/inlayHint', { textDocument: { uri: document }, range });
        assert.ok(hints.some((/** @type {any} */ it) => String(it.label).includes(`${version}0`)), JSON.stringify(hints));
      }
    });
  });

  test('one of several formulas has its own snapshot', () => {
    const { uri, write } = scratch();
    const file = uri('main.tf');
    const pool = (/** @type {string} */ name) =>
      `resource "azurerm_batch_pool" "${name}" {\n  inter_node_communication = "Disabled"\n  auto_scale {\n    formula = "n = $ActiveTasks.GetSample(1); $TargetDedicatedNodes = avg(n);"\n  }\n}\n`;
    return session(client('vscode'), async (session) => {
      await session.open(file, pool('first') + pool('second'), { languageId: 'terraform' });
      const lenses = await session.ask('textDocument/codeLens', { textDocument: { uri: file } });
      const evaluate = lenses.filter((/** @type {any} */ { command }) => command.command === 'autoscale.evaluate');
      const names = [...new Set(evaluate.map((/** @type {any} */ { command }) => command.arguments[1]))];
      assert.equal(names.length, 2);
      write('main.tf.snapshot.json', snapshot(3));
      write('main.second.snapshot.json', snapshot(7));
      for (const name of ['main.tf.snapshot.json', 'main.second.snapshot.json']) {
        await session.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: uri(name), type: 1 }] });
      }
      const [first, second] = await Promise.all(names.map((name) => run(session, 'evaluate', file, name)));
      assert.equal(first.targets.dedicatedNodes, 3);
      assert.equal(second.targets.dedicatedNodes, 7);
    });
  });

  test('arguments that are none are refused with a reason', () =>
    session(client('vscode'), async (session) => {
      const uri = 'file:///a/pool.autoscale';
      await session.open(uri, TEXT);
      for (const command of ['evaluate', 'bounds', 'trace', 'chooseSnapshot']) {
        for (const args of [[], [null], [5], ['pool'], ['file:///not/open.autoscale', null], [uri, 'nobody']]) {
          const error = await session.refused('workspace/executeCommand', { command: `autoscale.${command}`, arguments: args });
          assert.ok(error.code <= -32600);
          assert.match(error.message, /\w/);
        }
      }
      assert.equal((await session.refused('workspace/executeCommand', { command: 'autoscale.nonsense' })).code, -32602);
    }));

  for (const [what, text] of [
    ['no JSON', '{"time": '],
    ['an unknown field', '{"tim": "2026-03-02T09:15:00Z"}'],
    ['another shape', '[]'],
    ['a metric that is none', '{"time": "2026-03-02T09:15:00Z", "metrics": {"$Nothing": {"samples": []}}}'],
  ]) {
    test(`a snapshot of ${what}: told, and the rest works`, () => {
      const { uri, write } = scratch();
      write('pool.snapshot.json', text);
      return session(client('vscode'), async (session) => {
        await session.open(uri('pool.autoscale'), TEXT);
        const place = { textDocument: { uri: uri('pool.autoscale') }, position: { line: 0, character: 5 } };
        assert.ok(await session.ask('textDocument/hover', place));
        const error = await session.refused('workspace/executeCommand', { command: 'autoscale.evaluate', arguments: [uri('pool.autoscale'), null] });
        assert.match(error.message, /pool\.snapshot\.json/);
      });
    });
  }

  test('the page about a rule is shown', () =>
    session(client('vscode'), async (session) => {
      const textDocument = { uri: 'file:///a/pool.autoscale' };
      await session.open(textDocument.uri, 'x = y;');
      const range = { start: { line: 0, character: 4 }, end: { line: 0, character: 5 } };
      const context = { diagnostics: [] };
      const actions = await session.ask('textDocument/codeAction', { textDocument, range, context });
      const { command } = actions.find((/** @type {any} */ it) => it.command?.arguments[0] === 'AS101');
      assert.equal(command.command, 'autoscale.openDocumentation');
      await session.ask('workspace/executeCommand', command);
      const { uri } = await session.request('window/showDocument');
      assert.match(uri, /AS101/);
      await session.refused('workspace/executeCommand', { command: 'autoscale.openDocumentation', arguments: ['AS999'] });
    }));
});
