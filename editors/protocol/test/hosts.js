// What host files have of their own: placeholders, several formulas, places
// outside of them.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { client, session } from '../src/session.js';
import { Text } from '../src/text.js';

/** @typedef {import('../src/session.js').Session} Session */
/** @typedef {import('../src/text.js').Encoding} Encoding */

/** @type {Encoding[]} */
const ENCODINGS = ['utf-8', 'utf-16', 'utf-32'];

const TWO = `\
resource "azurerm_batch_pool" "é漢" {
  inter_node_communication = "Disabled"
  auto_scale {
    formula = "/* 𝒳 */ cap = \${var.é}; n = cap; \\$TargetDedicatedNodes = n;"
  }
}
resource "azurerm_batch_pool" "second" {
  inter_node_communication = "Disabled"
  auto_scale {
    formula = <<-EOF
      cap = \${var.漢} + 1; n = cap; // 😀
      $TargetDedicatedNodes = min(n, 5);
    EOF
  }
}
`.replace('\\$', '$');

describe('host files', () => {
  for (const encoding of ENCODINGS) {
    test(`${encoding}: names do not reach from one formula into another`, () =>
      session(client('neovim', [encoding]), async (session) => {
        const uri = 'file:///a/main.tf';
        await session.open(uri, TWO);
        const text = new Text(TWO);
        const textDocument = { uri };
        for (const from of [TWO.indexOf('n = cap'), TWO.lastIndexOf('n = cap')]) {
          const position = text.position(from + 4, encoding);
          const found = await session.ask('textDocument/references', { textDocument, position, context: { includeDeclaration: true } });
          const offsets = found.map((/** @type {any} */ it) => text.offset(it.range.start, encoding));
          const first = TWO.lastIndexOf('cap = ', from - 1);
          assert.deepEqual(offsets, [first, from + 4]);
        }
        const symbols = await session.ask('textDocument/documentSymbol', { textDocument });
        assert.equal(symbols.length, 2);
        assert.equal(symbols[1].children.length, 3);
      }));

    test(`${encoding}: a placeholder stays as it is`, () =>
      session(client('neovim', [encoding]), async (session) => {
        const uri = 'file:///a/main.tf';
        await session.open(uri, TWO);
        const text = new Text(TWO);
        const textDocument = { uri };
        const options = { tabSize: 2, insertSpaces: true };
        const edits = await session.ask('textDocument/formatting', { textDocument, options });
        for (const { range } of edits) {
          const [start, end] = [range.start, range.end].map((it) => text.offset(it, encoding));
          assert.doesNotMatch(TWO.slice(start, end), /[${}]/);
        }
        for (const inside of ['var.é', 'var.漢']) {
          const position = text.position(TWO.indexOf(inside) + 2, encoding);
          const place = { textDocument, position };
          assert.deepEqual((await session.ask('textDocument/completion', place)) ?? [], []);
          assert.equal(await session.ask('textDocument/definition', place), null);
        }
      }));
  }

  /** @type {[string, string][]} */
  const OUTSIDE = [
    ['main.tf', TWO],
    ['pool.json', '{"id": "cap é漢𝒳", "autoScaleFormula": "cap = 1;"}'],
    ['pool.py', 'cap = "é漢𝒳"\npool = Pool(auto_scale_formula="cap = 1;")\n'],
    ['README.md', '# cap é漢𝒳\n\n```autoscale\ncap = 1;\n```\n'],
  ];
  for (const [file, content] of OUTSIDE) {
    test(`${file}: nothing is said outside of the formulas`, () =>
      session(client('vscode'), async (session) => {
        const uri = `file:///a/${file}`;
        await session.open(uri, content);
        const textDocument = { uri };
        for (const character of [0, 1, 3]) {
          const place = { textDocument, position: { line: 0, character } };
          for (const method of ['hover', 'definition', 'documentHighlight', 'signatureHelp', 'completion', 'linkedEditingRange', 'prepareRename']) {
            const answer = await session.ask(`textDocument/${method}`, place);
            assert.deepEqual(answer ?? [], [], method);
          }
          const edits = await session.ask('textDocument/onTypeFormatting', { ...place, ch: ';', options: { tabSize: 2, insertSpaces: true } });
          assert.deepEqual(edits ?? [], []);
          const rename = await session.ask('textDocument/rename', { ...place, newName: 'x' });
          assert.equal(rename, null);
        }
        const context = { diagnostics: [], only: ['quickfix'] };
        const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
        assert.deepEqual(await session.ask('textDocument/codeAction', { textDocument, range, context }), []);
      }));
  }

  test('files without a formula, and files that cannot be read, are left alone', () =>
    session(client('vscode'), async (session) => {
      for (const [file, content] of [
        ['main.tf', 'resource "x" "é" {}\n'],
        ['main.tf', 'resource "x" {{{ "é'],
        ['pool.json', '{"a": "é"'],
        ['pool.yaml', 'a: [é\n: b'],
        ['pool.py', 'def é(:\n"""'],
        ['Pool.cs', 'class É { "'],
        ['pool.ps1', "@'\né"],
        ['README.md', '```\né'],
        ['pool.bicep', "var é = '''"],
        ['pool.json', ''],
        ['cells.ipynb', 'pool = "é"'],
      ]) {
        const uri = `file:///a/${file}`;
        await session.open(uri, content);
        const textDocument = { uri };
        const options = { tabSize: 2, insertSpaces: true };
        assert.deepEqual(await session.ask('textDocument/formatting', { textDocument, options }), [], content);
        assert.deepEqual((await session.ask('textDocument/semanticTokens/full', { textDocument })).data, []);
        await session.diagnostics(uri);
        await session.close(uri);
      }
    }));
});
