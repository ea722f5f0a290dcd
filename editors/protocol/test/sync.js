// The server's text is the client's, whatever the client sends, in every
// encoding. What the server has is told by its diagnostics, by its symbols and
// by its formatting: those of a fresh document of the same text must be equal.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { client, session } from '../src/session.js';
import { Text } from '../src/text.js';

/** @typedef {import('../src/session.js').Session} Session */
/** @typedef {import('../src/text.js').Encoding} Encoding */

/** @type {Encoding[]} */
const ENCODINGS = ['utf-8', 'utf-16', 'utf-32'];

/**
 * All that the server says about a document.
 *
 * @param {Session} session
 * @param {string} uri
 */
async function said(session, uri) {
  const textDocument = { uri };
  const options = { tabSize: 4, insertSpaces: true };
  const tokens = await session.ask('textDocument/semanticTokens/full', { textDocument });
  return {
    tokens: tokens.data,
    diagnostics: strip(await session.diagnostics(uri), uri),
    symbols: await session.ask('textDocument/documentSymbol', { textDocument }),
    formatting: await session.ask('textDocument/formatting', { textDocument, options }),
  };
}

/**
 * @param {any} value
 * @param {string} uri
 */
function strip(value, uri) {
  return JSON.parse(JSON.stringify(value).replaceAll(JSON.stringify(uri), '"here"'));
}

/**
 * A client's document: it edits its own text, and tells the server.
 */
class Edited {
  /**
   * @param {Session} session
   * @param {string} uri
   * @param {string} text
   */
  constructor(session, uri, text) {
    Object.assign(this, { session, uri });
    this.session = session;
    this.uri = uri;
    this.text = new Text(text);
    this.version = 1;
  }

  /**
   * One change as the protocol's; the client's text has it already.
   *
   * @param {number} start
   * @param {number} end
   * @param {string} text
   */
  replace(start, end, text) {
    const { encoding } = this.session;
    const old = this.text.content;
    const range = {
      start: this.text.position(start, encoding),
      end: this.text.position(end, encoding),
    };
    this.text = new Text(old.slice(0, start) + text + old.slice(end));
    return { range, text };
  }

  /** @param {any[]} changes */
  send(...changes) {
    this.version += 1;
    return this.session.change(this.uri, this.version, ...changes);
  }

  /** The server must say what it says of a fresh document. */
  async check() {
    const fresh = this.uri.replace('pool', 'fresh');
    await this.session.open(fresh, this.text.content);
    assert.deepEqual(await said(this.session, this.uri), await said(this.session, fresh));
    await this.session.close(fresh);
  }
}

/**
 * @param {Encoding} encoding
 * @param {string} text
 * @param {(edited: Edited) => Promise<void>} use
 */
function editing(encoding, text, use) {
  return session(client('neovim', [encoding]), async (session) => {
    assert.equal(session.encoding, encoding);
    const uri = 'file:///a/pool.autoscale';
    await session.open(uri, text);
    const edited = new Edited(session, uri, text);
    await use(edited);
    await edited.check();
  });
}

const TEXT = '/* é漢𝒳😀 */ a = 1;\r\n/* 漢 */ b = a; // 𝒳\rc = "é";\n\n$TargetDedicatedNodes = a + b;';

describe('sync', () => {
  for (const encoding of ENCODINGS) {
    test(`${encoding}: every edit of one character, with mixed line ends`, () =>
      editing(encoding, TEXT, async (edited) => {
        for (let at = 0; at <= edited.text.content.length; at += 1) {
          if (isWithin(edited.text.content, at)) continue;
          await edited.send(edited.replace(at, at, '漢'));
          await edited.send(edited.replace(at, at + 1, ''));
        }
        assert.equal(edited.text.content, TEXT);
      }));

    test(`${encoding}: many changes in one notification, each after the others`, () =>
      editing(encoding, TEXT, async (edited) => {
        await edited.send(
          edited.replace(3, 3, '😀\n'),
          edited.replace(5, 7, '𝒳'),
          edited.replace(0, 0, '// é\r\n'),
          edited.replace(edited.text.content.length, edited.text.content.length, '\n// 漢'),
        );
      }));

    test(`${encoding}: random edits`, () =>
      editing(encoding, TEXT, async (edited) => {
        const random = numbers(7);
        const pieces = ['', 'a', ';', '\n', '\r\n', '\r', '😀', '漢', 'é', '𝒳;', ' = 1;\n', '"', '/*', '*/', '(', ')'];
        for (let round = 0; round < 300; round += 1) {
          const { content } = edited.text;
          let start = random(content.length + 1);
          let end = Math.min(content.length, start + random(6));
          if (isWithin(content, start)) start -= 1;
          if (isWithin(content, end)) end += 1;
          await edited.send(edited.replace(start, end, pieces[random(pieces.length)]));
          if (round % 50 === 49) await edited.check();
        }
      }));

    test(`${encoding}: full texts and edits in turn`, () =>
      editing(encoding, TEXT, async (edited) => {
        edited.text = new Text('/* 😀 */ x = 1;\n');
        await edited.send({ text: edited.text.content }, edited.replace(9, 10, '漢𝒳'));
        await edited.send(edited.replace(0, 2, ''));
      }));
  }

  test('what editors send: lines beyond the last, `rangeLength`, nothing at all', () =>
    editing('utf-16', 'a = 1;\nb = 2;\n', async (edited) => {
      // Neovim deletes the last line up to the start of the one behind it.
      const range = { start: { line: 1, character: 0 }, end: { line: 3, character: 0 } };
      edited.text = new Text('a = 1;\n');
      await edited.send({ range, text: '' });
      // Emacs tells the length of what it replaces as well.
      await edited.send({ ...edited.replace(0, 1, 'c'), rangeLength: 1 });
      // VS Code sends no changes when only the state of the document changes.
      await edited.send();
      await edited.send(edited.replace(2, 3, '=='));
    }));

  test('Neovim counts versions from 0', () =>
    session(client('neovim'), async (session) => {
      const uri = 'file:///a/pool.autoscale';
      await session.open(uri, 'x = 1;', { version: 0 });
      await session.change(uri, 4, { text: 'x = y;' });
      const found = await session.diagnostics(uri, 4);
      assert.ok(found.some(({ code }) => code === 'AS101'));
    }));

  test('a byte order mark takes no line', () =>
    session(client('vscode'), async (session) => {
      const uri = 'file:///a/pool.autoscale';
      await session.open(uri, '\ufeffx = y;');
      const found = (await session.diagnostics(uri)).find(({ code }) => code === 'AS101');
      assert.deepEqual(found?.range.start, { line: 0, character: 5 });
    }));

  test('other separators end no line', () =>
    session(client('vscode'), async (session) => {
      const uri = 'file:///a/pool.autoscale';
      await session.open(uri, '/* \u2028 \u2029 \u0085 \u000b \u000c */ x = y;');
      const found = (await session.diagnostics(uri)).find(({ code }) => code === 'AS101');
      assert.equal(found?.range.start.line, 0);
      assert.equal(found?.range.start.character, 20);
    }));
});

/**
 * Is this offset between the halves of a character or of a line end? No editor
 * can tell such a place.
 *
 * @param {string} text
 * @param {number} at
 */
function isWithin(text, at) {
  return /^(.[\udc00-\udfff]|\r\n)$/s.test(text.slice(Math.max(0, at - 1), at + 1));
}

/** Numbers that look random, the same each time. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
