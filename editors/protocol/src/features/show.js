// What answers have in common: the names of the protocol's numbers, and checks
// of their shape.

import lsp from 'vscode-languageserver-protocol/node.js';

export const NOTHING = 'nothing';

/**
 * The protocol's name of a number, such as `Function` of 3.
 *
 * @param {object} names
 * @param {number | undefined} number
 */
export function word(names, number) {
  const found = Object.entries(names).find(([, value]) => value === number);
  if (!found) throw new Error(`${number} is none of ${Object.keys(names)}`);
  return found[0];
}

/**
 * @param {string[]} lines
 */
export function list(lines) {
  return lines.length === 0 ? NOTHING : lines.join('\n');
}

/**
 * Every one of the answers must have its shape; `null` is none.
 *
 * @template T
 * @param {T[] | null | undefined} found
 * @param {(value: any) => boolean} is
 * @returns {T[]}
 */
export function each(found, is) {
  for (const one of found ?? []) {
    if (!is(one)) throw new Error(`not what the protocol says: ${JSON.stringify(one)}`);
  }
  return found ?? [];
}

/**
 * @param {import('vscode-languageserver-protocol').MarkupContent | string | undefined} content
 */
export function markup(content) {
  return typeof content === 'string' ? content : (content?.value ?? '');
}

/**
 * A snippet as the text that it starts as.
 *
 * @param {import('vscode-languageserver-protocol').CompletionItem} item
 * @param {string} text
 */
export function plain(item, text) {
  if (item.insertTextFormat !== lsp.InsertTextFormat.Snippet) return text;
  return text.replace(/\$\{\d+:((?:\\.|[^}\\])*)\}|\$\d+|\\([$}\\])/g, (_, inner, escaped) => {
    return escaped ?? (inner ?? '').replace(/\\([$}\\])/g, '$1');
  });
}
