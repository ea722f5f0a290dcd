// `autoscale.toml` and the user's settings: found, watched, and complained
// about.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { scratch } from '../src/scratch.js';
import { client, session } from '../src/session.js';

/** @typedef {import('../src/session.js').Session} Session */

const TEXT = 'idle = 1;\n$TargetDedicatedNodes = 3;\n$NodeDeallocationOption = taskcompletion;\n';
const OFF = '[rules]\nAS501 = "off"\n';

/** @param {any[]} diagnostics */
const codes = (diagnostics) => diagnostics.map(({ code }) => code);

/**
 * Tells of a file that changed on the disk.
 *
 * @param {Session} session
 * @param {string} uri
 * @param {1 | 2 | 3} type created, changed or deleted
 */
function changed(session, uri, type) {
  return session.tell('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
}

/**
 * What is found once the server has told that there may be something else.
 *
 * @param {Session} session
 * @param {string} uri
 */
async function anew(session, uri) {
  if (session.pulls) await session.request('workspace/diagnostic/refresh');
  return codes(await session.diagnostics(uri));
}

describe('configuration', () => {
  for (const name of ['vscode', 'eglot']) {
    test(`${name}: \`autoscale.toml\` counts, and what becomes of it while documents are open`, () => {
      const { write, uri, remove } = scratch();
      return session(client(name), async (session) => {
        const document = uri('a/pool.autoscale');
        await session.open(document, TEXT);
        assert.deepEqual(codes(await session.diagnostics(document)), ['AS501']);

        const config = write('autoscale.toml', OFF);
        await changed(session, config, 1);
        assert.deepEqual(await anew(session, document), []);

        write('autoscale.toml', '[rules]\nAS501 = "error"\n');
        await changed(session, config, 2);
        assert.deepEqual(await anew(session, document), ['AS501']);

        remove('autoscale.toml');
        await changed(session, config, 3);
        assert.deepEqual(await anew(session, document), ['AS501']);
      });
    });
  }

  test('the nearest one counts', () => {
    const { write, uri } = scratch();
    write('autoscale.toml', OFF);
    write('b/autoscale.toml', '[rules]\nAS501 = "warning"\n');
    return session(client('vscode'), async (session) => {
      for (const [name, expected] of [['a/pool.autoscale', []], ['b/c/pool.autoscale', ['AS501']]]) {
        await session.open(uri(String(name)), TEXT);
        assert.deepEqual(codes(await session.diagnostics(uri(String(name)))), expected);
      }
    });
  });

  for (const [what, text] of [
    ['a rule that is none', '[rules]\nAS999 = "off"\n'],
    ['a level that is none', '[rules]\nAS501 = "é漢"\n'],
    ['no TOML', '[rules\n'],
    ['an unknown key', '[rule]\nAS501 = "off"\n'],
  ]) {
    test(`${what}: the user is told, and the rest works`, () => {
      const { write, uri } = scratch();
      write('autoscale.toml', text);
      return session(client('vscode'), async (session) => {
        await session.open(uri('pool.autoscale'), TEXT);
        const { type, message } = await session.notice('window/showMessage');
        assert.ok(type === 1 || type === 2);
        assert.match(message, /autoscale\.toml/);
        assert.deepEqual(codes(await session.diagnostics(uri('pool.autoscale'))), ['AS501']);
        // Once is enough.
        await session.open(uri('other.autoscale'), TEXT);
        await session.diagnostics(uri('other.autoscale'));
        assert.deepEqual(session.notices.filter(({ method }) => method === 'window/showMessage'), []);
      });
    });
  }

  /** A client that sends its settings, as it cannot be asked for them. */
  const sender = client('eglot');
  delete sender.capabilities.workspace.configuration;
  for (const [what, who] of /** @type {[string, typeof sender][]} */ ([['asked for', client('vscode')], ['sent', sender]])) {
    test(`a setting that is ${what} names the configuration`, () => {
      const { folder, write, uri } = scratch();
      const document = uri('pool.autoscale');
      write('other.toml', OFF);
      return session(who, async (session) => {
        await session.open(document, TEXT);
        assert.deepEqual(codes(await session.diagnostics(document)), ['AS501']);
        session.settings = { autoscale: { config: 'other.toml' } };
        await session.tell('workspace/didChangeConfiguration', { settings: session.settings });
        assert.deepEqual(await anew(session, document), []);
        session.settings = {};
        await session.tell('workspace/didChangeConfiguration', { settings: {} });
        assert.deepEqual(await anew(session, document), ['AS501']);
      }, { folders: [pathToFileURL(folder).href] });
    });
  }

  test('so do the options of `initialize`', () => {
    const { folder, write, uri } = scratch();
    write('other.toml', OFF);
    const options = { config: 'other.toml' };
    return session(sender, async (session) => {
      await session.open(uri('pool.autoscale'), TEXT);
      assert.deepEqual(codes(await session.diagnostics(uri('pool.autoscale'))), []);
    }, { folders: [pathToFileURL(folder).href], options });
  });

  test('settings that are strange do no harm', () =>
    session(client('eglot'), async (session) => {
      for (const settings of [null, {}, [], 5, 'x', { autoscale: 5 }, { autoscale: { config: 7 } }]) {
        await session.tell('workspace/didChangeConfiguration', { settings });
      }
      await session.open('file:///a/pool.autoscale', TEXT);
      assert.deepEqual(codes(await session.diagnostics('file:///a/pool.autoscale')), ['AS501']);
    }));

  test('hosts and keys of the configuration', () => {
    const { write, uri } = scratch();
    write('autoscale.toml', '[hosts]\nkeys = ["scale_rule"]\n');
    return session(client('vscode'), async (session) => {
      await session.open(uri('pool.json'), '{"é": 1, "scaleRule": "x = y;"}');
      assert.ok(codes(await session.diagnostics(uri('pool.json'))).includes('AS101'));
    });
  });
});
