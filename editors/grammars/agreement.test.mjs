// Every grammar gives every token of every case file the class that our lexer
// gives it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, formulas, Outcome } from './lib/corpus.mjs';
import * as textmate from './lib/textmate.mjs';
import * as treeSitter from './lib/tree-sitter.mjs';
import * as vim from './lib/vim.mjs';

/** Of the bytes that are no white space, how many may be left out: what is not
 * of the language, and what a parser skips. They are in cases of mistakes. */
const FOREIGN = 0.005;
const SKIPPED = 0.0005;

/** The corpus only grows. */
const FILES = 1115;
const BYTES = 193_000;

function holds(outcome) {
  assert.deepEqual(outcome.differences.slice(0, 40), []);
  assert.ok(outcome.files >= FILES, `${outcome}`);
  assert.ok(outcome.agreed >= BYTES, `${outcome}`);
  assert.ok(outcome.foreign <= outcome.agreed * FOREIGN, `${outcome}`);
  assert.ok(outcome.skipped <= outcome.agreed * SKIPPED, `${outcome}`);
}

test('TextMate', async (t) => {
  const registry = await textmate.registry();
  const grammar = await registry.loadGrammar('source.autoscale');
  const outcome = new Outcome();
  for (const file of formulas) {
    outcome.files++;
    compare(outcome, file, file.formula, textmate.colours(grammar, file.text));
  }
  t.diagnostic(`${outcome}`);
  holds(outcome);
});

// A parser reads a token by what may stand there: behind `1.2` only a member.
const BY_PLACE = new Set(['check/AS012-invalid-number/bad-two-points']);

// A parser loses its way in a formula with mistakes. There a word need only be
// a word, and what the parser skips has no class; a formula without mistakes
// must parse.
test('tree-sitter', (t) => {
  const outcome = new Outcome();
  let lost = 0;
  treeSitter.colours(formulas).forEach(({ bytes, broken }, index) => {
    const file = formulas[index];
    assert.ok(!(broken && file.clean), `${file.name} does not parse`);
    outcome.files++;
    lost += broken;
    if (BY_PLACE.has(file.name)) return;
    compare(outcome, file, file.formula, bytes, broken);
  });
  t.diagnostic(`${outcome}; ${lost} files do not parse`);
  holds(outcome);
});

// Vim does not end a line with a lone carriage return.
const ONE_LINE = new Set(['parse/old-mac-line-ends']);

// Neovim reads the same file; it is asked where it is installed.
const programs = vim.has('nvim') ? ['vim', 'nvim'] : ['vim'];
for (const program of programs) {
  const required = Boolean(process.env.AUTOSCALE_REQUIRE_TOOLS);
  const skip = !required && !vim.has(program) && `${program} is not installed`;
  test(program, { skip }, (t) => {
    const outcome = new Outcome();
    vim.colours(program, formulas).forEach((bytes, index) => {
      const file = formulas[index];
      outcome.files++;
      if (!ONE_LINE.has(file.name)) compare(outcome, file, file.formula, bytes);
    });
    t.diagnostic(`${outcome}`);
    holds(outcome);
  });
}
