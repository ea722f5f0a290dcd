// Places in a text, in each unit that the protocol can count columns in. It
// shares nothing with the server, so that the two can disagree.

/** @typedef {'utf-8' | 'utf-16' | 'utf-32'} Encoding */
/** @typedef {import('vscode-languageserver-protocol').Position} Position */

const LINE_END = /\r\n|\r|\n/g;

/** @type {Record<Encoding, (text: string) => number>} */
const WIDTH = {
  'utf-8': (text) => Buffer.byteLength(text),
  'utf-16': (text) => text.length,
  'utf-32': (text) => [...text].length,
};

/** A text with its lines. Offsets count the units of JavaScript's strings. */
export class Text {
  /** @param {string} content */
  constructor(content) {
    this.content = content;
    /** @type {{ start: number, end: number }[]} */
    this.lines = [];
    let start = 0;
    for (const found of content.matchAll(LINE_END)) {
      this.lines.push({ start, end: found.index });
      start = found.index + found[0].length;
    }
    this.lines.push({ start, end: content.length });
  }

  /**
   * @param {number} offset
   * @param {Encoding} encoding
   * @returns {Position}
   */
  position(offset, encoding) {
    let line = this.lines.length - 1;
    while (this.lines[line].start > offset) line -= 1;
    const before = this.content.slice(this.lines[line].start, offset);
    return { line, character: WIDTH[encoding](before) };
  }

  /**
   * The offset of a position. It throws for one that is within a character or
   * not in the text: a server must never answer with one.
   *
   * @param {Position} position
   * @param {Encoding} encoding
   */
  offset({ line, character }, encoding) {
    if (line === this.lines.length && character === 0) return this.content.length;
    const found = this.lines[line];
    if (found === undefined) throw new Error(`there is no line ${line}`);
    let offset = found.start;
    let column = 0;
    while (column < character && offset < found.end) {
      const scalar = String.fromCodePoint(/** @type {number} */ (this.content.codePointAt(offset)));
      column += WIDTH[encoding](scalar);
      offset += scalar.length;
    }
    if (column !== character) {
      throw new Error(`${line}:${character} is no place of ${encoding} in ${JSON.stringify(this.content.slice(found.start, found.end))}`);
    }
    return offset;
  }

  /**
   * A place as a person reads it: line and column from 1, columns in
   * characters.
   *
   * @param {number} offset
   */
  name(offset) {
    const { line, character } = this.position(offset, 'utf-32');
    return `${line + 1}:${character + 1}`;
  }
}
