// VS Code colours on the thread that draws, a line at a time: no line may take
// long. With careless patterns these took from seven seconds to minutes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as textmate from './lib/textmate.mjs';

const LINES = [
  ['source.autoscale', 'a'.repeat(19_000)],
  ['source.autoscale', 'a.'.repeat(5_000)],
  ['source.autoscale', 'a{'.repeat(5_000)],
  ['source.autoscale', '"'.repeat(5_001)],
  ['source.json', `{"a":"${'x\\"y$'.repeat(4_000)}"}`],
  ['source.shell', `x='${"a<<'".repeat(200)}`],
];

/** Far more than they need, for a machine that has other things to do. */
const LIMIT_MS = 5_000;

test('long lines', { timeout: 60_000 }, async () => {
  const registry = await textmate.registry();
  for (const [scope, line] of LINES) {
    const grammar = await registry.loadGrammar(scope);
    const start = performance.now();
    textmate.colours(grammar, line);
    const took = performance.now() - start;
    assert.ok(took < LIMIT_MS, `${scope}: ${line.slice(0, 20)}… took ${took} ms`);
  }
});
