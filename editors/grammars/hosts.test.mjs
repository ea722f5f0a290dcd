// The assertions in the comments of `hosts/`, by vscode-tmgrammar-test: our
// grammar, and the injections as VS Code loads them into the hosts' grammars.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { contributions, hostGrammar } from './lib/textmate.mjs';

const require = createRequire(import.meta.url);

test('hosts', () => {
  const scopes = contributions().flatMap((grammar) => grammar.injectTo ?? []);
  const grammars = scopes.map(hostGrammar).filter(Boolean);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      require.resolve('vscode-tmgrammar-test/dist/unit.js'),
      ...['--config', '../vscode/package.json'],
      ...grammars.flatMap((path) => ['-g', path]),
      'hosts/*',
    ],
    { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8' },
  );
  assert.equal(status, 0, stdout + stderr);
});
