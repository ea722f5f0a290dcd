// The shape of a document: symbols, tokens, hints, lenses, folding, selection,
// links.

import lsp from 'vscode-languageserver-protocol/node.js';
import { each, list, word } from './show.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('vscode-languageserver-protocol').DocumentSymbol} DocumentSymbol */

/** @param {View} view */
export async function symbols(view) {
  const found = await view.session.ask('textDocument/documentSymbol', { textDocument: view.document });
  let all = each(found, lsp.DocumentSymbol.is);
  if (view.host && !view.host.alone) {
    // In a host file the formula is a symbol of its own.
    if (all.length !== 1) throw new Error(`one formula, but ${JSON.stringify(all)}`);
    all = all[0].children ?? [];
  }
  return list(all.map((it) => symbol(view, it, '')));
}

/**
 * @param {View} view
 * @param {DocumentSymbol} found
 * @param {string} indent
 * @returns {string}
 */
function symbol(view, found, indent) {
  const { name, kind, detail, range, selectionRange, children } = found;
  const [outer, inner] = [view.span(range), view.span(selectionRange)];
  if (inner.start < outer.start || inner.end > outer.end) {
    throw new Error(`${name} is not within its range`);
  }
  const line = `${indent}${name} (${word(lsp.SymbolKind, kind)}, ${detail}) ${view.show(range)}`;
  const below = (children ?? []).map((it) => symbol(view, it, `${indent}  `));
  return [line, ...below].join('\n');
}

/** Asks for the marked text.
 * @param {View} view */
export async function workspaceSymbols(view) {
  const query = view.formula.content.slice(view.mark.start, view.mark.end);
  const found = await view.session.ask('workspace/symbol', { query });
  const all = each(found, ({ location }) => lsp.Location.is(location));
  const here = all.filter(({ location }) => location.uri === view.uri);
  return list(
    here.map(({ name, kind, location }) => {
      return `${name} (${word(lsp.SymbolKind, kind)}) ${view.show(/** @type {any} */ (location).range)}`;
    }),
  );
}

/**
 * The tokens of the whole document. Those of its range must be the same, and
 * so must those that come as the change since an edit.
 *
 * @param {View} view
 */
export async function tokens(view) {
  const { session, document: textDocument } = view;
  const full = await session.ask('textDocument/semanticTokens/full', { textDocument });
  each([full], lsp.SemanticTokens.is);
  const lines = decoded(view, full.data);
  const range = await session.ask('textDocument/semanticTokens/range', {
    textDocument,
    range: view.everything,
  });
  expectSame(full.data, range.data);

  const at = view.position(0);
  const space = { range: { start: at, end: at }, text: ' ' };
  await session.change(view.uri, 2, space);
  const delta = await session.ask('textDocument/semanticTokens/full/delta', {
    textDocument,
    previousResultId: full.resultId,
  });
  const changed = [...full.data];
  for (const { start, deleteCount, data } of delta.edits) {
    changed.splice(start, deleteCount, ...(data ?? []));
  }
  const fresh = await session.ask('textDocument/semanticTokens/full', { textDocument });
  expectSame(changed, fresh.data);
  return list(lines);
}

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function expectSame(a, b) {
  if (a.join() !== b.join()) throw new Error(`tokens differ:\n${a}\n${b}`);
}

/**
 * @param {View} view
 * @param {number[]} data
 */
function decoded(view, data) {
  const legend = view.session.capabilities.semanticTokensProvider?.legend;
  if (!legend) throw new Error('no legend');
  const lines = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [deltaLine, deltaStart, length, type, modifiers] = data.slice(at, at + 5);
    character = deltaLine === 0 ? character + deltaStart : deltaStart;
    line += deltaLine;
    const names = legend.tokenModifiers.filter((_, bit) => modifiers & (1 << bit));
    const range = { start: { line, character }, end: { line, character: character + length } };
    lines.push([view.show(range), legend.tokenTypes[type], ...names].join(' '));
  }
  return lines;
}

/** @param {View} view */
export async function inlayHints(view) {
  const range = view.mark.end > view.mark.start ? view.range : view.everything;
  const found = await view.session.ask('textDocument/inlayHint', { textDocument: view.document, range });
  /** @type {import('vscode-languageserver-protocol').InlayHint[]} */
  const all = each(found, lsp.InlayHint.is);
  const hints = all.map(({ position, label }) => ({
    at: view.offset(position),
    label: typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
  }));
  if (hints.length === 0) return list([]);
  hints.sort((a, b) => b.at - a.at);
  let text = view.formula.content;
  for (const { at, label } of hints) text = `${text.slice(0, at)}⟨${label}⟩${text.slice(at)}`;
  return text.trimEnd();
}

/** @param {View} view */
export async function inlineValues(view) {
  const range = view.everything;
  const found = await view.session.ask('textDocument/inlineValue', {
    textDocument: view.document,
    range,
    context: { frameId: 0, stoppedLocation: range },
  });
  const all = each(found, lsp.InlineValueText.is);
  return list(all.map(({ range, text }) => `${view.show(range)}: ${text}`));
}

/** @param {View} view */
export async function lenses(view) {
  const found = await view.session.ask('textDocument/codeLens', { textDocument: view.document });
  const known = view.session.capabilities.executeCommandProvider?.commands ?? [];
  const all = each(found, lsp.CodeLens.is);
  return list(
    all.map(({ range, command }) => {
      if (!command) throw new Error('a lens without a command');
      if (!known.includes(command.command)) throw new Error(`${command.command} is no command`);
      return `${view.show(range)} [${command.title}] ${command.command}`;
    }),
  );
}

/** @param {View} view */
export async function folding(view) {
  const found = await view.session.ask('textDocument/foldingRange', { textDocument: view.document });
  const all = each(found, lsp.FoldingRange.is);
  const lines = view.formula.lines.map(({ start }) => view.position(start).line);
  return list(
    all.map(({ startLine, endLine, kind }) => {
      const [start, end] = [lines.indexOf(startLine), lines.lastIndexOf(endLine)];
      if (start < 0 || end <= start) throw new Error(`no fold: ${startLine} to ${endLine}`);
      return `lines ${start + 1} to ${end + 1}${kind ? ` (${kind})` : ''}`;
    }),
  );
}

/** @param {View} view */
export async function selection(view) {
  const found = await view.session.ask('textDocument/selectionRange', {
    textDocument: view.document,
    positions: [view.place.position],
  });
  if (found.length !== 1) throw new Error('one for each position');
  const lines = [];
  let last = { start: Infinity, end: -1 };
  for (let at = each(found, lsp.SelectionRange.is)[0]; at; at = /** @type {any} */ (at.parent)) {
    // The last ones are the whole formula, also with the quotes of the host.
    if (view.isWhole(at.range)) break;
    const span = view.span(at.range);
    if (span.start > last.start || span.end < last.end) throw new Error('does not grow');
    lines.push(view.show(at.range));
    last = span;
  }
  return list(lines);
}

/** @param {View} view */
export async function links(view) {
  const found = await view.session.ask('textDocument/documentLink', { textDocument: view.document });
  const all = each(found, lsp.DocumentLink.is);
  return list(all.map(({ range, target }) => `${view.show(range)} to ${target}`));
}
