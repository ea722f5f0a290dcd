// The token classes that our lexer gives every case file, and the comparison of
// a grammar with them.
import { readFileSync } from 'node:fs';

const path = process.env.AUTOSCALE_TOKEN_CLASSES;
if (!path) {
  throw new Error('AUTOSCALE_TOKEN_CLASSES names no file: run .ci/editors/grammars');
}

const files = JSON.parse(readFileSync(path, 'utf8'));

/** Files that hold a formula and nothing else. */
export const formulas = files.filter((file) => file.formula);

/** Files of other languages with formulas in them. */
export const hosts = files.filter((file) => file.formulas);

const WORDS = new Set([
  'target',
  'metric',
  'constant',
  'option',
  'function',
  'method',
  'member',
  'unknown-call',
  'unknown-member',
  'variable',
]);

/** What is left of a class where a parser has lost its way: a word is a word. */
export const coarse = (name) => (WORDS.has(name) ? 'word' : name);

/** What came of a comparison. */
export class Outcome {
  files = 0;
  /** Bytes that have one class in both. */
  agreed = 0;
  /** Bytes that no grammar has to understand: quotes, comments and operators of
   * other languages, words apart from their dot or bracket. */
  foreign = 0;
  /** Bytes that a parser skipped in a formula with mistakes. */
  skipped = 0;
  /** @type {string[]} */
  differences = [];

  toString() {
    const { files, agreed, foreign, skipped } = this;
    return `${files} files, ${agreed} bytes agree, ${foreign} foreign, ${skipped} skipped`;
  }
}

/**
 * Compares the class of every byte of a file that is not white space: `tokens`
 * is what our lexer says, each `[start, end, class, apart]` in bytes, `colours`
 * what a grammar says of each byte. Where a parser has lost its way, it may be
 * `lenient`.
 */
export function compare(outcome, file, tokens, colours, lenient = false) {
  const bytes = Buffer.from(file.text);
  const level = lenient ? coarse : (name) => name;
  for (const [start, end, expected, apart] of tokens) {
    const solid = [];
    for (let at = start; at < end; at++) {
      if (bytes[at] > 32) solid.push(at);
    }
    if (expected === 'foreign' || apart) {
      outcome.foreign += solid.length;
      continue;
    }
    if (lenient && solid.every((at) => colours[at] === undefined)) {
      outcome.skipped += solid.length;
      continue;
    }
    const wrong = solid.find((at) => level(colours[at]) !== level(expected));
    if (wrong === undefined) {
      outcome.agreed += solid.length;
    } else {
      const line = bytes.subarray(0, wrong).toString().split('\n').length;
      const text = bytes.subarray(start, end).toString();
      outcome.differences.push(
        `${file.name}:${line}: \`${text}\` is ${expected}, not ${colours[wrong] ?? 'nothing'}`,
      );
    }
  }
}
