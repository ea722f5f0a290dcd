// Colours by TextMate grammars, with the engine that VS Code uses.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { grammars } from 'tm-grammars';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);
const extension = fileURLToPath(new URL('../../vscode/', import.meta.url));

// The innermost scope that is listed decides; of what is listed, the first.
const CLASSES = [
  ['invalid.illegal', 'foreign'],
  ['comment', 'comment'],
  ['string', 'string'],
  ['constant.numeric', 'number'],
  ['constant.other.placeholder', 'placeholder'],
  ['keyword.operator', 'operator'],
  ['punctuation.terminator', 'delimiter'],
  ['punctuation.separator', 'delimiter'],
  ['punctuation.accessor', 'delimiter'],
  ['punctuation.section', 'bracket'],
  ['support.variable.target', 'target'],
  ['support.variable.metric', 'metric'],
  ['support.variable.property', 'member'],
  ['support.constant.time-interval', 'constant'],
  ['support.constant.deallocation-option', 'option'],
  ['support.function.method', 'method'],
  ['support.function', 'function'],
  ['entity.name.function', 'unknown-call'],
  ['variable.other.property', 'unknown-member'],
  ['variable.other', 'variable'],
];

const read = (path) => textmate.parseRawGrammar(readFileSync(path, 'utf8'), path);

/** Our grammars, as the extension tells VS Code of them. */
export function contributions() {
  const { contributes } = JSON.parse(readFileSync(`${extension}package.json`, 'utf8'));
  const present = readdirSync(`${extension}syntaxes`).map((name) => `./syntaxes/${name}`);
  const told = contributes.grammars.map((grammar) => grammar.path);
  assert.deepEqual(told.sort(), present.sort(), 'package.json tells of every grammar');
  return contributes.grammars;
}

/** Where the grammar of a host is, by its scope; `null` when we have none. */
export function hostGrammar(scope) {
  const info = grammars.find((grammar) => grammar.scopeName === scope);
  return info ? require.resolve(`tm-grammars/grammars/${info.name}.json`) : null;
}

/** A registry with our grammars, injected where the extension says. */
export async function registry() {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length));
  const own = contributions();
  return new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => {
      const ours = own.find((grammar) => grammar.scopeName === scope);
      const path = ours ? extension + ours.path : hostGrammar(scope);
      return path && read(path);
    },
    getInjections: (scope) =>
      own.filter((grammar) => grammar.injectTo?.includes(scope)).map((it) => it.scopeName),
  });
}

/** The class of every byte of a text; only of what is marked as our language. */
export function colours(grammar, text) {
  const found = [];
  let state = textmate.INITIAL;
  let offset = 0;
  for (const line of text.split(/(?<=\r\n|\n|\r(?!\n))/)) {
    const content = line.replace(/[\r\n]+$/, '');
    const { tokens, ruleStack } = grammar.tokenizeLine(content, state);
    state = ruleStack;
    for (const token of tokens) {
      const start = offset + Buffer.byteLength(content.slice(0, token.startIndex));
      const size = Buffer.byteLength(content.slice(token.startIndex, token.endIndex));
      const name = classOf(token.scopes);
      for (let at = start; name && at < start + size; at++) found[at] = name;
    }
    offset += Buffer.byteLength(line);
  }
  return found;
}

function classOf(scopes) {
  for (const scope of [...scopes].reverse()) {
    if (!scope.endsWith('.autoscale')) continue;
    const entry = CLASSES.find(([prefix]) => scope.startsWith(`${prefix}.`));
    if (entry) return entry[1];
  }
  return undefined;
}
