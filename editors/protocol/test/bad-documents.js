// Edits that cannot be, places that are not there, half characters, documents of
// 5 MB: the server recovers, at the latest with the next full text.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { raw } from '../src/raw.js';

const URI = 'file:///a/pool.autoscale';
const PARSE_ERROR = -32700;

describe('edits that cannot be', () => {
  const at = (/** @type {number[]} */ ...[line, character, endLine, endCharacter]) => ({
    start: { line, character },
    end: { line: endLine, character: endCharacter },
  });
  /** @type {[string, any][]} */
  const strange = [
    ['a column behind the line', { range: at(0, 5000, 0, 6000), text: ' ' }],
    ['a line behind the text', { range: at(50, 0, 60, 5), text: '\n' }],
    ['from the text to behind it', { range: at(0, 0, 4294967295, 4294967295), text: 'x' }],
    ['backwards', { range: at(0, 9, 0, 2), text: 'y' }],
    ['within a character', { range: at(0, 4, 0, 5), text: 'z' }],
  ];
  for (const [what, edit] of strange) {
    test(`${what}: the next full text heals`, () =>
      raw(async (server) => {
        server.open(URI, '/* 😀 */ x = y;\n');
        assert.deepEqual(await server.codes().then(({ version }) => version), 1);
        server.change(URI, 2, edit);
        assert.equal((await server.codes()).version, 2);
        server.change(URI, 3, { text: 'x = y;' });
        const { version, codes: found } = await server.codes();
        assert.equal(version, 3);
        assert.ok(found.includes('AS101'));
      }));
  }

  test('versions that go backwards change nothing', () =>
    raw(async (server) => {
      server.open(URI, 'x = y;');
      await server.codes();
      server.change(URI, 5, { text: 'x = z;' });
      server.change(URI, 4, { text: '' });
      server.change(URI, 5, { text: '' });
      server.change(URI, -1, { text: '' });
      server.change(URI, 6, { range: at(0, 5, 0, 5), text: 'z' });
      const last = await server.message(
        (it) => it.method === 'textDocument/publishDiagnostics' && it.params.version === 6,
        'version 6',
      );
      assert.match(JSON.stringify(last.params.diagnostics), /`zz`/);
    }));

  test('documents that are closed twice, changed closed, opened twice', () =>
    raw(async (server) => {
      const textDocument = { uri: URI };
      server.send({ method: 'textDocument/didClose', params: { textDocument } });
      server.change(URI, 1, { text: 'x = nothing;' });
      server.open(URI, 'x = y;');
      assert.ok((await server.codes()).codes.includes('AS101'));
      server.open(URI, 'x = 1;');
      assert.ok(!(await server.codes()).codes.includes('AS101'));
      server.send({ method: 'textDocument/didClose', params: { textDocument } });
      assert.deepEqual((await server.codes()).codes, []);
      server.send({ method: 'textDocument/didClose', params: { textDocument } });
      server.open(URI, 'x = y;');
      assert.ok((await server.codes()).codes.includes('AS101'));
    }));
});

describe('questions that cannot be', () => {
  const textDocument = { uri: URI };
  const options = { tabSize: 4, insertSpaces: true };
  const MOST = 2 ** 31 - 1;
  const [start, end, middle] = [[0, 0], [MOST, MOST], [0, MOST]].map(([line, character]) => ({ line, character }));
  const ranges = [{ start, end }, { start: end, end: start }, { start: end, end }, { start: middle, end: start }];
  /**
   * @param {string} method
   * @param {object} params
   */
  const about = (method, params) => ({
    method: `textDocument/${method}`,
    params: /** @type {any} */ ({ textDocument, ...params }),
  });
  const questions = [
    ...ranges.flatMap((range) => [
      about('codeAction', { range, context: { diagnostics: [] } }),
      about('inlayHint', { range }),
      about('inlineValue', { range, context: { frameId: 0, stoppedLocation: range } }),
      about('rangeFormatting', { range, options }),
      about('semanticTokens/range', { range }),
    ]),
    ...[end, middle, { line: 0, character: 5 }].flatMap((position) => [
      about('completion', { position }),
      about('definition', { position }),
      about('documentHighlight', { position }),
      about('hover', { position }),
      about('linkedEditingRange', { position }),
      about('onTypeFormatting', { position, ch: ';', options }),
      about('onTypeFormatting', { position, ch: '', options }),
      about('references', { position, context: { includeDeclaration: true } }),
      about('selectionRange', { positions: [position, position] }),
      about('signatureHelp', { position }),
    ]),
    about('selectionRange', { positions: [] }),
    about('semanticTokens/full/delta', { previousResultId: 'nonsense' }),
  ];

  for (const [what, text] of [
    ['an empty document', ''],
    ['a document', '/*😀*/ cap=max(1,2); // é\r$TargetDedicatedNodes=cap;'],
    ['a document that ends within everything', 'cap = max("é, [($PendingTasks.GetSample('],
    ['a document of signs', '\u0000\u0001\u007f\ufffd\ufeff\u200b\u202e'],
  ]) {
    test(`${what}: places that it does not have`, () =>
      raw(async (server) => {
        server.open(URI, text);
        for (const [id, { method, params }] of questions.entries()) {
          server.send({ id, method, params });
          const { error, result } = await server.response(id);
          assert.equal(error, undefined, `${method} ${JSON.stringify(params)}: ${error?.message}`);
          if (method.endsWith('selectionRange')) assert.equal(result.length, params.positions.length);
        }
      }));
  }

  test('items of a completion that are none of ours come back as they were', () =>
    raw(async (server) => {
      const items = [
        { label: 'x' },
        { label: '$PendingTasks', data: 5 },
        { label: 'avg', data: 'no URI' },
        { label: 'avg', data: 'file:///not/open.autoscale', kind: 3, detail: 'é' },
      ];
      for (const [id, item] of items.entries()) {
        server.send({ id, method: 'completionItem/resolve', params: item });
        assert.deepEqual((await server.response(id)).result, item);
      }
    }));

  test('the options of formatting that we do not have change nothing', () =>
    raw(async (server) => {
      server.open(URI, 'a=max(1,\n2);\n');
      const answers = [];
      for (const [id, options] of [{ tabSize: 4, insertSpaces: true }, { tabSize: 0, insertSpaces: false, x: 1 }].entries()) {
        server.send({ id, method: 'textDocument/formatting', params: { textDocument, options } });
        answers.push((await server.response(id)).result);
      }
      assert.ok(answers[0].length > 0);
      assert.deepEqual(answers[0], answers[1]);
    }));
});

describe('half characters', () => {
  const textDocument = `"textDocument":{"uri":"${URI}","version":2}`;
  const lost = (/** @type {string} */ changes) =>
    `{"jsonrpc":"2.0","method":"textDocument/didChange","params":{${textDocument},"contentChanges":[${changes}]}}`;

  for (const [what, changes] of [
    ['a full text', '{"text":"x = y; // \\ud83d"}'],
    ['an edit', '{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"\\ude00"}'],
    ['an edit among others', '{"text":"a = b;"},{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"\\ud83d x"}'],
  ]) {
    test(`${what}: diagnostics are cleared, the user is told, the next full text heals`, () =>
      raw(async (server) => {
        server.open(URI, 'x = y;');
        assert.ok((await server.codes()).codes.includes('AS101'));
        server.body(lost(changes));
        assert.deepEqual((await server.codes()).codes, []);
        const { message } = await server.notice('window/showMessage');
        assert.match(message, /pool\.autoscale/);
        // Nothing is said of a text that is another.
        const place = { textDocument: { uri: URI }, position: { line: 0, character: 0 } };
        server.send({ id: 1, method: 'textDocument/hover', params: place });
        assert.equal((await server.response(1)).result, null);
        const options = { tabSize: 2, insertSpaces: true };
        server.send({ id: 2, method: 'textDocument/formatting', params: { textDocument: { uri: URI }, options } });
        assert.deepEqual((await server.response(2)).result ?? [], []);
        server.change(URI, 3, { text: 'x = y;' });
        const healed = await server.codes();
        assert.equal(healed.version, 3);
        assert.ok(healed.codes.includes('AS101'));
      }));
  }

  test('opening again heals too', () =>
    raw(async (server) => {
      server.open(URI, 'x = y;');
      await server.codes();
      server.body(lost('{"text":"\\ud83d"}'));
      assert.deepEqual((await server.codes()).codes, []);
      server.send({ method: 'textDocument/didClose', params: { textDocument: { uri: URI } } });
      server.open(URI, 'x = z;');
      await server.message(
        (it) => it.method === 'textDocument/publishDiagnostics' && it.params.diagnostics.length > 0,
        'diagnostics',
      );
    }));

  test('a document that is opened with one is healed by the next full text', () =>
    raw(async (server) => {
      const open = { textDocument: { uri: URI, languageId: 'autoscale', version: 1, text: 'HALF' } };
      const message = JSON.stringify({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: open });
      server.body(message.replace('HALF', 'x = y; // \\ud83d'));
      await server.notice('window/showMessage');
      server.change(URI, 2, { text: 'x = y;' });
      await server.message(
        (it) => it.method === 'textDocument/publishDiagnostics' && it.params.diagnostics.length > 0,
        'diagnostics',
      );
    }));

  test('a request with one is refused', () =>
    raw(async (server) => {
      server.body('{"jsonrpc":"2.0","id":1,"method":"workspace/symbol","params":{"query":"\\ud83d"}}');
      assert.equal((await server.response(1)).error.code, PARSE_ERROR);
    }));

  test('a change of another shape makes the document stale as well', () =>
    raw(async (server) => {
      server.open(URI, 'x = y;');
      await server.codes();
      const params = { textDocument: { uri: URI, version: 2 }, contentChanges: [{ text: 5 }] };
      server.send({ method: 'textDocument/didChange', params });
      assert.deepEqual((await server.codes()).codes, []);
      await server.notice('window/showMessage');
      server.change(URI, 3, { text: 'x = y;' });
      assert.ok((await server.codes()).codes.includes('AS101'));
    }));
});

describe('large documents', () => {
  test('a host file of 5 MB', () =>
    raw(async (server) => {
      const uri = 'file:///a/pool.json';
      const filler = JSON.stringify('é漢😀 '.repeat(300_000));
      server.open(uri, `{"a": ${filler},\n"autoScaleFormula": "x = y;"}`);
      const { diagnostics } = await server.notice('textDocument/publishDiagnostics');
      assert.ok(diagnostics.some((/** @type {any} */ it) => it.code === 'AS101'));
    }));

  test('a formula of 5 MB', () =>
    raw(async (server) => {
      server.open(URI, 'x = y; // é漢😀\n'.repeat(300_000));
      assert.equal((await server.codes()).version, 1);
      server.change(URI, 2, { text: 'x = y;' });
      assert.equal((await server.codes()).version, 2);
    }));
});
