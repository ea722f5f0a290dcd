// The case files: a formula with a mark, and beside it the answer.

import { mkdirSync, readdirSync, readFileSync, writeFileSync, existsSync, cpSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as names from './features/names.js';
import * as reading from './features/reading.js';
import * as shape from './features/shape.js';
import * as writing from './features/writing.js';
import { View } from './view.js';

/** @typedef {import('./hosts.js').Host} Host */
/** @typedef {import('./session.js').Session} Session */

const FOLDER = fileURLToPath(new URL('../cases', import.meta.url));

/** What each folder of cases asks.
 * @type {Record<string, (view: View) => Promise<string>>} */
const FEATURES = {
  actions: writing.actions,
  bounds: writing.execute('bounds'),
  completion: reading.completion,
  definition: names.definition,
  diagnostics: reading.diagnostics,
  evaluate: writing.execute('evaluate'),
  folding: shape.folding,
  formatting: writing.formatting,
  'formatting-on-type': writing.onTypeFormatting,
  'formatting-range': writing.rangeFormatting,
  highlight: names.highlight,
  hover: reading.hover,
  'inlay-hints': shape.inlayHints,
  'inline-values': shape.inlineValues,
  lenses: shape.lenses,
  linked: names.linked,
  links: shape.links,
  references: names.references,
  rename: names.rename,
  selection: shape.selection,
  signature: reading.signature,
  symbols: shape.symbols,
  tokens: shape.tokens,
  trace: writing.execute('trace'),
  'workspace-symbols': shape.workspaceSymbols,
};

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {string} path
 * @property {string} feature
 * @property {string} text
 * @property {{ start: number, end: number }} mark
 */

/** @returns {Case[]} */
export function cases() {
  const features = readdirSync(FOLDER);
  const known = Object.keys(FEATURES);
  if (features.join() !== known.sort().join()) {
    throw new Error(`the folders of cases must be those of the features: ${features}; ${known}`);
  }
  return features.flatMap((feature) => {
    const files = readdirSync(join(FOLDER, feature));
    const texts = files.filter((file) => !file.endsWith('.answer') && !file.endsWith('.snapshot.json'));
    return texts.map((file) => {
      const path = join(FOLDER, feature, file);
      return { name: `${feature}/${file}`, path, feature, ...unmarked(readFileSync(path, 'utf8')) };
    });
  });
}

/** Takes the mark `⟨…⟩` out of a text.
 * @param {string} marked */
function unmarked(marked) {
  const start = marked.indexOf('⟨');
  const end = marked.indexOf('⟩') - 1;
  const text = marked.replace(/[⟨⟩]/g, '');
  return { text, mark: start < 0 ? { start: 0, end: 0 } : { start, end } };
}

/**
 * The answer that a case gets in a session.
 *
 * @param {Case} one
 * @param {Session} session
 * @param {string} folder where its files can stand
 * @param {Host} [host]
 */
export async function answer(one, session, folder, host) {
  const file = host ? host.file : `pool${extname(one.path)}`;
  const own = join(folder, (host?.name ?? 'alone').replace(/ /g, '-'), one.feature, basename(one.path));
  mkdirSync(own, { recursive: true });
  // So that an action can write into it where the client cannot create files.
  writeFileSync(join(own, 'autoscale.toml'), '');
  const snapshot = `${stem(one.path)}.snapshot.json`;
  if (existsSync(snapshot)) {
    const name = host && !host.alone ? file : stem(file);
    cpSync(snapshot, join(own, `${name}.snapshot.json`));
  }
  const uri = pathToFileURL(join(own, file)).href;
  const view = new View(session, uri, one.text, one.mark, host);
  const languageId = host ? extname(host.file).slice(1) : 'autoscale';
  await session.open(uri, view.text.content, { languageId });
  const answer = await FEATURES[one.feature](view);
  await session.close(uri);
  // Messages may name the snapshot, whose name the file's is a part of.
  const named = answer.replaceAll(`${file}.snapshot.json`, 'pool.snapshot.json');
  return `${named.trimEnd()}\n`;
}

/**
 * The answer that a case must have. Where it must be another in one host, or in
 * those that write a formula as one line, that is in a file of its own.
 *
 * @param {Case} one
 * @param {Host} [host]
 */
export function expected(one, host) {
  const names = host ? [`.${host.file}`, `.${host.shape}`, ''] : [''];
  const paths = names.map((name) => `${stem(one.path)}${name}.answer`);
  const path = paths.find((path) => existsSync(path));
  return path ? readFileSync(path, 'utf8') : '';
}

/**
 * @param {Case} one
 * @param {string} answer
 */
export function accept(one, answer) {
  writeFileSync(`${stem(one.path)}.answer`, answer);
}

/** @param {string} path */
function stem(path) {
  return join(dirname(path), basename(path, extname(path)));
}
