// How a session ends.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { client, Session, start, within } from '../src/session.js';

/** A server that is told to end does so within so many milliseconds. */
const PROMPT = 1000;

/** @param {Promise<unknown>} ended */
async function promptly(ended) {
  const since = Date.now();
  const code = await within(ended, 'the end of the server');
  assert.ok(Date.now() - since < PROMPT, `it took ${Date.now() - since} ms`);
  return code;
}

describe('endings', () => {
  test('`shutdown` and `exit` end with 0, though the input stays open', async () => {
    const session = await Session.begin(client('vscode'));
    await session.ask('shutdown');
    await session.tell('exit');
    assert.equal(await promptly(session.process.ended), 0);
  });

  test('`exit` alone ends with 1', async () => {
    const session = await Session.begin(client('vscode'));
    await session.tell('exit');
    assert.equal(await promptly(session.process.ended), 1);
  });

  test('`exit` before `initialize` ends with 1', async () => {
    const session = new Session(client('vscode'));
    await session.tell('exit');
    assert.equal(await promptly(session.process.ended), 1);
  });

  test('the end of the input ends the server: with 0 behind `shutdown`, else with 1', async () => {
    const session = await Session.begin(client('vscode'));
    await session.ask('shutdown');
    session.process.child.stdin.end();
    assert.equal(await promptly(session.process.ended), 0);

    const { child, ended } = start();
    child.stdin.end();
    assert.equal(await promptly(ended), 1);
  });

  test('an editor that is gone ends the server', async () => {
    const session = await Session.begin(client('eglot'));
    session.process.child.stdout.destroy();
    await session.open('file:///a/pool.autoscale', 'x = 1');
    session.process.child.stdin.end();
    assert.equal(typeof (await promptly(session.process.ended)), 'number');
    assert.doesNotMatch(session.process.complaints(), /panic/);
  });

  test('requests behind `shutdown` are refused, notifications ignored', async () => {
    const session = await Session.begin(client('vscode'));
    await session.open('file:///a/pool.autoscale', 'x = 1;');
    await session.ask('shutdown');
    const place = { textDocument: { uri: 'file:///a/pool.autoscale' }, position: { line: 0, character: 0 } };
    assert.equal((await session.refused('textDocument/hover', place)).code, -32600);
    await session.change('file:///a/pool.autoscale', 2, { text: 'y' });
    await session.tell('exit');
    assert.equal(await promptly(session.process.ended), 0);
  });

  test('`exit` is obeyed while a long document is being looked at', async () => {
    const session = await Session.begin(client('eglot'));
    await session.open('file:///a/pool.autoscale', 'x = 1 + (2 * y);\n'.repeat(5000));
    await session.ask('shutdown');
    await session.tell('exit');
    assert.equal(await promptly(session.process.ended), 0);
  });
});
