// From a name to its other places.

import lsp from 'vscode-languageserver-protocol/node.js';
import { each, list, NOTHING, word } from './show.js';

/** @typedef {import('../view.js').View} View */

/**
 * @param {View} view
 * @param {any} found
 */
function locations(view, found) {
  const all = each(found === null || Array.isArray(found) ? found : [found], lsp.Location.is);
  return all.map(({ uri, range }) => {
    if (uri !== view.uri) throw new Error(`another document: ${uri}`);
    return view.show(range);
  });
}

/** @param {View} view */
export async function definition(view) {
  const found = await view.session.ask('textDocument/definition', view.place);
  return list(locations(view, found));
}

/** @param {View} view */
export async function references(view) {
  const ask = async (/** @type {boolean} */ includeDeclaration) => {
    const context = { includeDeclaration };
    const found = await view.session.ask('textDocument/references', { ...view.place, context });
    return locations(view, found);
  };
  const reads = await ask(false);
  const all = await ask(true);
  return list(all.map((it) => (reads.includes(it) ? it : `${it} (assigned)`)));
}

/** @param {View} view */
export async function highlight(view) {
  const found = await view.session.ask('textDocument/documentHighlight', view.place);
  const all = each(found, ({ range }) => lsp.Range.is(range));
  return list(all.map(({ range, kind }) => `${view.show(range)} ${word(lsp.DocumentHighlightKind, kind)}`));
}

/** @param {View} view */
export async function linked(view) {
  const found = await view.session.ask('textDocument/linkedEditingRange', view.place);
  if (found === null) return NOTHING;
  /** @type {string[]} */
  const all = found.ranges.map((/** @type {any} */ range) => view.show(range));
  const texts = new Set(all.map((it) => it.replace(/^\S+ /, '')));
  if (texts.size > 1) throw new Error(`they must have the same text: ${all}`);
  return list(all);
}

/**
 * The new name is told in the formula, as `to: NAME`.
 *
 * @param {View} view
 */
export async function rename(view) {
  const newName = /\bto: (.*?)(?: \*\/|$)/m.exec(view.formula.content)?.[1] ?? 'limit';
  const { session, place } = view;
  const lines = [];
  try {
    const prepared = await session.ask('textDocument/prepareRename', place);
    if (prepared === null) return NOTHING;
    lines.push(`renames ${view.show(prepared.range)}, called \`${prepared.placeholder}\``);
  } catch (error) {
    lines.push(`refused: ${error.message}`);
  }
  try {
    const edit = await session.ask('textDocument/rename', { ...place, newName });
    each([edit], lsp.WorkspaceEdit.is);
    const { here, elsewhere } = view.split(edit);
    lines.push(view.edited(here), ...elsewhere);
  } catch (error) {
    if (error.code === undefined) throw error;
    lines.push(`refused: ${error.message}`);
  }
  return lines.join('\n');
}
