// What the server changes: code actions and formatting; and its commands.

import lsp from 'vscode-languageserver-protocol/node.js';
import { each, list } from './show.js';

/** @typedef {import('../view.js').View} View */
/** @typedef {import('vscode-languageserver-protocol').TextEdit} TextEdit */

const OPTIONS = { tabSize: 4, insertSpaces: true, trimFinalNewlines: true, insertFinalNewline: true };

/**
 * Every action for the marked range that edits something, with the formula that
 * it leaves. What only runs a command is for the clients that can, and in
 * `test/commands.js`.
 *
 * @param {View} view
 */
export async function actions(view) {
  const found = await view.session.ask('textDocument/codeAction', {
    textDocument: view.document,
    range: view.range,
    context: { diagnostics: [], triggerKind: 1 },
  });
  const all = each(found, lsp.CodeAction.is).filter(({ edit }) => edit !== undefined);
  return list(
    all.map((action) => {
      const { here, elsewhere } = view.split(action.edit ?? {});
      const preferred = action.isPreferred ? ', preferred' : '';
      const lines = [`# ${action.title} (${action.kind}${preferred})`];
      for (const { code } of action.diagnostics ?? []) lines.push(`for ${code}`);
      if (here.length > 0) lines.push(view.edited(here));
      return [...lines, ...elsewhere].join('\n');
    }),
  );
}

/**
 * @param {View} view
 * @param {TextEdit[] | null} edits
 */
function formatted(view, edits) {
  const all = each(edits, lsp.TextEdit.is);
  return all.length === 0 ? list([]) : view.edited(all);
}

/** @param {View} view */
export async function formatting(view) {
  const { session, document: textDocument } = view;
  const edits = await session.ask('textDocument/formatting', { textDocument, options: OPTIONS });
  return formatted(view, edits);
}

/** @param {View} view */
export async function rangeFormatting(view) {
  const { session, document: textDocument, range } = view;
  const params = { textDocument, range, options: OPTIONS };
  return formatted(view, await session.ask('textDocument/rangeFormatting', params));
}

/** What stands before the mark was typed last.
 * @param {View} view */
export async function onTypeFormatting(view) {
  const before = view.formula.content.slice(0, view.mark.start).trimEnd();
  const ch = before.length < view.mark.start ? '\n' : (before.at(-1) ?? '\n');
  const params = { ...view.place, ch, options: OPTIONS };
  return formatted(view, await view.session.ask('textDocument/onTypeFormatting', params));
}

/** @param {string} name */
export function execute(name) {
  /** @param {View} view */
  return async (view) => {
    const found = await view.session.ask('workspace/executeCommand', {
      command: `autoscale.${name}`,
      arguments: [view.uri, null],
    });
    return typeof found === 'string' ? found : JSON.stringify(inFormula(view, found), null, 2);
  };
}

/**
 * A result with every `line` and `column` as one of the formula.
 *
 * @param {View} view
 * @param {any} found
 * @returns {any}
 */
function inFormula(view, found) {
  if (typeof found !== 'object' || found === null) return found;
  if (Array.isArray(found)) return found.map((it) => inFormula(view, it));
  const entries = Object.entries(found).map(([key, it]) => [key, inFormula(view, it)]);
  const copy = Object.fromEntries(entries);
  if (typeof copy.line === 'number') {
    const offset = view.text.offset({ line: copy.line - 1, character: copy.column - 1 }, 'utf-32');
    const place = view.formula.name(view.offsetOf(offset)).split(':').map(Number);
    [copy.line, copy.column] = place;
  }
  return copy;
}
