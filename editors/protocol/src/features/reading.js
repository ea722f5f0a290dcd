// What the server says about a place: diagnostics, hover, completion,
// signatures.

import lsp from 'vscode-languageserver-protocol/node.js';
import { each, list, markup, NOTHING, plain, word } from './show.js';

/** @typedef {import('../view.js').View} View */

/** So many items of a completion are shown. */
const SHOWN = 8;

/** @param {View} view */
export async function diagnostics(view) {
  const found = each(await view.session.diagnostics(view.uri), lsp.Diagnostic.is);
  return list(found.map((it) => diagnostic(view, it)));
}

/**
 * @param {View} view
 * @param {import('vscode-languageserver-protocol').Diagnostic} found
 */
function diagnostic(view, found) {
  if (found.source !== 'autoscale') throw new Error(`source is ${found.source}`);
  const tags = (found.tags ?? []).map((tag) => word(lsp.DiagnosticTag, tag));
  const lines = [
    [view.show(found.range), word(lsp.DiagnosticSeverity, found.severity), found.code, ...tags].join(' '),
    ...found.message.split('\n').map((line) => `  ${line}`),
  ];
  for (const { location, message } of found.relatedInformation ?? []) {
    if (location.uri !== view.uri) throw new Error(`related to ${location.uri}`);
    lines.push(`  see ${view.show(location.range)}: ${message}`);
  }
  return lines.join('\n');
}

/** @param {View} view */
export async function hover(view) {
  const found = await view.session.ask('textDocument/hover', view.place);
  if (found === null) return NOTHING;
  each([found], lsp.Hover.is);
  return `${view.show(found.range)}\n\n${markup(found.contents)}`;
}

/** @param {View} view */
export async function completion(view) {
  const context = { triggerKind: 1 };
  const found = await view.session.ask('textDocument/completion', { ...view.place, context });
  /** @type {import('vscode-languageserver-protocol').CompletionItem[]} */
  const items = each(found?.items ?? found, ({ textEdit }) => lsp.TextEdit.is(textEdit));
  const key = (/** @type {typeof items[0]} */ item) => item.sortText ?? item.label;
  items.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  const lines = items.map((item) => completionItem(view, item));
  if (lines.length > SHOWN) lines.splice(SHOWN, Infinity, `and ${items.length - SHOWN} more`);
  const documented = items.find((item) => item.data !== undefined);
  if (documented) {
    const resolved = await view.session.ask('completionItem/resolve', documented);
    const first = markup(resolved.documentation).split('\n').find((line) => /^\w/.test(line));
    lines.push('', `${documented.label}: ${first}`);
  }
  return list(lines);
}

/**
 * The item with the text that it writes into the formula.
 *
 * @param {View} view
 * @param {import('vscode-languageserver-protocol').CompletionItem} item
 */
function completionItem(view, item) {
  const edit = /** @type {import('vscode-languageserver-protocol').TextEdit} */ (item.textEdit);
  const { start, end } = edit.range;
  const { position } = view.place;
  // VS Code refuses a range of more than one line or beside the cursor.
  if (start.line !== end.line || start.line !== position.line || end.character < position.character || start.character > position.character) {
    throw new Error(`the cursor is not in ${JSON.stringify(edit)}`);
  }
  // Editors give the lines of an item the document's ends.
  const lines = plain(item, edit.newText).split(/\r?\n/).join(view.lineEnd);
  const after = view.edited([{ ...edit, newText: lines }]);
  const before = view.formula.content;
  const span = view.span(edit.range);
  const text = after.slice(span.start, after.length - (before.length - span.end));
  const kind = word(lsp.CompletionItemKind, item.kind);
  const old = item.tags?.includes(lsp.CompletionItemTag.Deprecated) ? ' deprecated' : '';
  const written = JSON.stringify(text);
  return `${item.label} (${kind}${old}, ${item.detail}) writes ${written} for ${view.show(edit.range)}`;
}

/** @param {View} view */
export async function signature(view) {
  const found = await view.session.ask('textDocument/signatureHelp', {
    ...view.place,
    context: { triggerKind: 1, isRetrigger: false },
  });
  if (found === null) return NOTHING;
  const { signatures } = /** @type {import('vscode-languageserver-protocol').SignatureHelp} */ (found);
  const lines = signatures.map(({ label, parameters, documentation, activeParameter }, at) => {
    const active = parameters?.[activeParameter ?? found.activeParameter ?? 0]?.label;
    const is = at === (found.activeSignature ?? 0) ? '> ' : '  ';
    let marked = label;
    if (Array.isArray(active)) {
      const [start, end] = active;
      marked = `${label.slice(0, start)}⟨${label.slice(start, end)}⟩${label.slice(end)}`;
    } else if (active) {
      marked = label.replace(active, `⟨${active}⟩`);
    }
    return `${is}${marked}  ${markup(documentation).split('\n')[0]}`.trimEnd();
  });
  return list(lines);
}
