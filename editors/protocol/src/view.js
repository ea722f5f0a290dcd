// A document of a session, asked about and answered in places of its formula:
// what is a line and a column of Terraform on the wire is one of the formula
// here, so that the answers from all hosts and encodings can be compared.

import { Text } from './text.js';

/** @typedef {import('vscode-languageserver-protocol').Position} Position */
/** @typedef {import('vscode-languageserver-protocol').Range} Range */
/** @typedef {import('vscode-languageserver-protocol').TextEdit} TextEdit */
/** @typedef {import('./session.js').Session} Session */
/** @typedef {{ start: number, end: number }} Mark */

export class View {
  /**
   * @param {Session} session
   * @param {string} uri
   * @param {string} formula
   * @param {Mark} mark what the case is about
   * @param {import('./hosts.js').Host} [host] where the formula stands
   */
  constructor(session, uri, formula, mark, host) {
    this.session = session;
    this.uri = uri;
    this.formula = new Text(formula);
    this.mark = mark;
    this.host = host;
    this.embedded = host?.write(formula);
    this.text = this.embedded ? new Text(this.embedded.text) : this.formula;
  }

  get document() {
    return { uri: this.uri };
  }

  /** The place that the case is about, for requests that ask about one. */
  get place() {
    return { textDocument: this.document, position: this.position(this.mark.start) };
  }

  /** The range that the case is about. */
  get range() {
    return { start: this.position(this.mark.start), end: this.position(this.mark.end) };
  }

  /** How the lines of the document end. */
  get lineEnd() {
    return this.text.content.includes('\r\n') ? '\r\n' : '\n';
  }

  /** The whole document. */
  get everything() {
    const end = this.text.position(this.text.content.length, this.session.encoding);
    return { start: { line: 0, character: 0 }, end };
  }

  /**
   * @param {number} offset an offset of the formula
   * @returns {Position}
   */
  position(offset) {
    const at = this.embedded ? this.embedded.starts[offset] : offset;
    return this.text.position(at, this.session.encoding);
  }

  /**
   * The offset of the formula that a position stands for. It throws for a
   * position outside of the formula.
   *
   * @param {Position} position
   */
  offset(position) {
    return this.offsetOf(this.text.offset(position, this.session.encoding));
  }

  /**
   * The offset of the formula that an offset of the document stands for.
   *
   * @param {number} at
   */
  offsetOf(at) {
    if (!this.embedded) return at;
    const { starts, ends } = this.embedded;
    const start = starts.indexOf(at);
    const found = start < 0 ? ends.indexOf(at) : start;
    if (found < 0) throw new Error(`outside of the formula: ${this.text.name(at)}`);
    return found;
  }

  /** @param {Range} range */
  span(range) {
    const start = this.offset(range.start);
    const end = this.offset(range.end);
    if (start > end) throw new Error(`backwards: ${JSON.stringify(range)}`);
    return { start, end };
  }

  /**
   * Does a range hold all of the formula?
   *
   * @param {Range} range
   */
  isWhole(range) {
    const { encoding } = this.session;
    const [start, end] = [range.start, range.end].map((it) => this.text.offset(it, encoding));
    const first = this.embedded?.starts[0] ?? 0;
    const last = this.embedded?.ends.at(-1) ?? this.formula.content.length;
    // What a host has of white space around it, it may count or not.
    const trimmed = this.formula.content.length - this.formula.content.trimEnd().length;
    return start <= first && end >= last - trimmed;
  }

  /**
   * A position as a person reads it.
   *
   * @param {Position} position
   */
  name(position) {
    return this.formula.name(this.offset(position));
  }

  /**
   * A range as a person reads it, with its text.
   *
   * @param {Range} range
   */
  show(range) {
    const { start, end } = this.span(range);
    const text = this.formula.content.slice(start, end).replace(/\s*\n\s*/g, ' ⏎ ');
    return `${this.formula.name(start)} \`${text}\``;
  }

  /**
   * The formula after edits. It throws where one changes anything else of the
   * document, and where two overlap.
   *
   * @param {TextEdit[]} edits
   */
  edited(edits) {
    const encoding = this.session.encoding;
    const spans = edits.map((edit, index) => ({
      start: this.text.offset(edit.range.start, encoding),
      end: this.text.offset(edit.range.end, encoding),
      text: edit.newText,
      index,
    }));
    spans.sort((a, b) => a.start - b.start || a.end - b.end || a.index - b.index);
    let text = '';
    let last = 0;
    for (const { start, end, text: inserted } of spans) {
      if (start < last || end < start) throw new Error(`edits overlap: ${JSON.stringify(edits)}`);
      text += this.text.content.slice(last, start) + inserted;
      last = end;
    }
    text += this.text.content.slice(last);
    return this.host ? this.host.read(text) : text;
  }

  /**
   * The edits that a workspace edit has for this document, and those that it
   * has for others.
   *
   * @param {import('vscode-languageserver-protocol').WorkspaceEdit} edit
   */
  split(edit) {
    /** @type {TextEdit[]} */
    const here = [];
    /** @type {string[]} */
    const elsewhere = [];
    const changes = Object.entries(edit.changes ?? {}).map(([uri, edits]) => ({
      textDocument: { uri, version: undefined },
      edits,
    }));
    for (const change of edit.documentChanges ?? changes) {
      if (!('edits' in change)) {
        elsewhere.push(`${change.kind} ${'uri' in change ? fileName(change.uri) : ''}`);
      } else if (change.textDocument.uri === this.uri) {
        here.push(.../** @type {TextEdit[]} */ (change.edits));
      } else {
        const text = change.edits.map((edit) => /** @type {TextEdit} */ (edit).newText);
        elsewhere.push(`write ${fileName(change.textDocument.uri)}\n${text.join('')}`);
      }
    }
    return { here, elsewhere };
  }
}

/** @param {string} uri */
export function fileName(uri) {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
