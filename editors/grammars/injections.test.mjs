// The injection grammars colour formulas inside other languages. Our extraction
// tells where they stand; a grammar that sees one line at a time finds fewer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, hosts, Outcome } from './lib/corpus.mjs';
import * as textmate from './lib/textmate.mjs';

const SCOPES = {
  Bicep: 'source.bicep',
  'C#': 'source.cs',
  JSON: 'source.json',
  Jupyter: 'source.json',
  Markdown: 'text.html.markdown',
  Nextflow: 'source.nextflow-groovy',
  PowerShell: 'source.powershell',
  Python: 'source.python',
  Terraform: 'source.hcl.terraform',
  YAML: 'source.yaml',
  shell: 'source.shell',
};

/** Is that byte of a formula? */
const isInside = (file, at) =>
  file.formulas.some((formula) => formula.start <= at && at < formula.end);

test('injections', async (t) => {
  const registry = await textmate.registry();
  const total = new Outcome();
  const unseen = [];
  const partly = [];
  const stray = [];
  let formulas = 0;
  for (const file of hosts) {
    const grammar = await registry.loadGrammar(SCOPES[file.host]);
    const colours = textmate.colours(grammar, file.text);
    for (const formula of file.formulas) {
      formulas++;
      if (formula.tokens.every(([start]) => colours[start] === undefined)) {
        unseen.push(file.name);
      } else {
        const outcome = new Outcome();
        compare(outcome, file, formula.tokens, colours);
        total.agreed += outcome.agreed;
        partly.push(...outcome.differences.slice(0, 1));
      }
    }
    const outside = colours.findIndex((name, at) => name && !isInside(file, at));
    if (file.readable && outside >= 0) stray.push(`${file.name}: byte ${outside} is ${colours[outside]}`);
  }
  t.diagnostic(`${formulas} formulas, ${total.agreed} bytes agree`);
  t.diagnostic(`not seen: ${unseen.join(', ')}`);
  t.diagnostic(`seen in part: ${partly.join(', ')}`);
  assert.deepEqual(stray, []);
  assert.ok(formulas >= 76 && total.agreed >= 7800);
  // A formula inside a fence of another language is that grammar's, and a piece
  // of a concatenation may hold nothing that only a formula has.
  assert.ok(unseen.length + partly.length <= formulas * 0.04);
});
