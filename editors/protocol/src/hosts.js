// The files that formulas stand in. Each can write a formula, knows where every
// character of it went, and can read it back.

/**
 * @typedef {object} Embedded
 * @property {string} text the whole file
 * @property {number[]} starts where each character of the formula starts, and
 *   behind them where the formula ends
 * @property {number[]} ends where each character ends; the first is where the
 *   formula starts
 */

/**
 * @typedef {object} Host
 * @property {string} name
 * @property {'lines' | 'one-line'} shape whether a line of the formula is a line
 *   of the file
 * @property {string} file the name of the file
 * @property {boolean} [alone] the file is the formula, and nothing else
 * @property {(formula: string) => Embedded} write
 * @property {(text: string) => string} read the formula of a file that may have
 *   been edited; throws when anything around it has changed
 */

/**
 * A host that writes every character in its own way.
 *
 * @param {string} file
 * @param {string} before
 * @param {string} after
 * @param {(character: string) => string} [escape]
 * @param {(text: string) => string} [unescape]
 * @param {string} [name]
 * @returns {Host}
 */
function literal(file, before, after, escape = same, unescape = same, name = file) {
  return {
    name,
    shape: escape('\n') === '\n' ? 'lines' : 'one-line',
    file,
    write(formula) {
      let text = before;
      const [starts, ends] = [/** @type {number[]} */ ([]), [text.length]];
      for (let at = 0; at < formula.length; at += 1) {
        starts.push(text.length);
        text += escape(formula[at]);
        ends.push(text.length);
      }
      starts.push(text.length);
      return { text: text + after, starts, ends };
    },
    read: (text) => unescape(between(text, before, after)),
  };
}

/**
 * A host that indents the lines of a formula.
 *
 * @param {string} file
 * @param {string} before
 * @param {string} indent
 * @param {string} after
 * @returns {Host}
 */
function indented(file, before, indent, after) {
  return {
    name: file,
    shape: 'lines',
    file,
    write(formula) {
      let text = before;
      const starts = [];
      const ends = [text.length];
      for (let at = 0; at < formula.length; at += 1) {
        const startsLine = at === 0 || formula[at - 1] === '\n';
        if (startsLine && formula[at] !== '\n') text += indent;
        starts.push(text.length);
        text += formula[at];
        ends.push(text.length);
      }
      starts.push(text.length);
      return { text: text + after, starts, ends };
    },
    // What all lines have in front is the host's, as Terraform and YAML say.
    read(text) {
      const lines = between(text, before, after).split('\n');
      const written = lines.filter((line) => line.trim() !== '');
      const common = Math.min(...written.map((line) => line.length - line.trimStart().length));
      return lines.map((line) => line.slice(common)).join('\n');
    },
  };
}

/**
 * The same host with the line ends of Windows.
 *
 * @param {Host} host
 * @returns {Host}
 */
function windows(host) {
  return {
    ...host,
    name: `${host.name} with CRLF`,
    write(formula) {
      const { text, starts, ends } = host.write(formula);
      const moved = (/** @type {number} */ at) => at + (text.slice(0, at).split('\n').length - 1);
      return { text: text.replaceAll('\n', '\r\n'), starts: starts.map(moved), ends: ends.map(moved) };
    },
    read(text) {
      if (/[^\r]\n/.test(text)) throw new Error(`line ends are mixed:\n${JSON.stringify(text)}`);
      return host.read(text.replaceAll('\r\n', '\n'));
    },
  };
}

/** @param {string} text */
function same(text) {
  return text;
}

/**
 * @param {string} text
 * @param {string} before
 * @param {string} after
 */
function between(text, before, after) {
  if (!text.startsWith(before) || !text.endsWith(after)) {
    throw new Error(`text outside of the formula was changed:\n${text}`);
  }
  return text.slice(before.length, text.length - after.length);
}

/** @param {string} text */
const jsonText = (text) => JSON.parse(`"${text}"`);
/** @param {string} unit */
const jsonEscape = (unit) => JSON.stringify(unit).slice(1, -1);
/** Every half of a character that is not ASCII as `\u0000`.
 * @param {string} unit */
const asciiEscape = (unit) =>
  unit < '\x80' ? jsonEscape(unit) : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** @type {Host[]} */
export const HOSTS = [
  indented(
    'main.tf',
    'resource "azurerm_batch_pool" "é" {\n  display_name = "漢𝒳😀"\n  inter_node_communication = "Disabled"\n  auto_scale {\n    evaluation_interval = "PT5M"\n    formula = <<-EOF\n',
    '      ',
    '    EOF\n  }\n  tags = { a   =   "𝒳" }\n}\n',
  ),
  literal(
    'pool.bicep',
    "var name = '漢𝒳😀'\nvar scale = { /* é漢𝒳😀 */ autoScale: { formula: '''\n",
    "''', evaluationInterval:   'PT5M' } }\n",
  ),
  literal(
    'azuredeploy.json',
    '{"resources": [{"type": "Microsoft.Batch/batchAccounts/pools", "comments": "é漢𝒳😀", "name": "pool", "properties": {"scaleSettings": {"autoScale": {"evaluationInterval": "PT5M", "formula": "',
    '"}},   "displayName": "𝒳"}}]}\n',
    jsonEscape,
    jsonText,
  ),
  literal(
    'pool.json',
    '{"id": "é漢𝒳😀", "autoScaleEvaluationInterval": "PT5M", "enableAutoScale": true, "autoScaleFormula": "',
    '",   "displayName": "𝒳"}\n',
    jsonEscape,
    jsonText,
  ),
  literal(
    'pool.json',
    '{"id": "\\u00e9\\ud835\\udcb3", "enableAutoScale": true, "autoScaleFormula": "',
    '",   "displayName": "\\ud83d\\ude00"}\n',
    asciiEscape,
    jsonText,
    'pool.json with escapes',
  ),
  indented(
    'pool.yaml',
    'id: é漢𝒳😀\nenableAutoScale: true\nautoScaleFormula: |\n',
    '  ',
    'displayName:   𝒳\n',
  ),
  literal(
    'pool.py',
    'pool = Pool(id="é漢𝒳😀", enable_auto_scale=True, auto_scale_formula="""',
    '""",   display_name="𝒳")\n',
    (unit) => (unit === '\\' ? '\\\\' : unit === '"' ? '\\"' : unit),
    (text) => text.replace(/\\(["\\])/g, '$1'),
  ),
  literal(
    'Pool.cs',
    'var id = "é漢𝒳😀"; pool.AutoScaleFormula = @"',
    '";   pool.DisplayName = "𝒳";\n',
    (unit) => (unit === '"' ? '""' : unit),
    (text) => text.replace(/""/g, '"'),
  ),
  literal(
    'pool.ps1',
    "$id = 'é漢𝒳😀'; Enable-AzBatchAutoScale -Id $id -AutoScaleFormula @'\n",
    "\n'@   -BatchContext $context # 𝒳\n",
  ),
  literal('README.md', '# é漢𝒳😀\n\n```autoscale\n', '```\n\n*  𝒳\n'),
];

/** Files with the line ends of Windows, one of them a formula alone.
 * @type {Host[]} */
export const WINDOWS = [
  { ...literal('pool.autoscale', '', ''), alone: true },
  ...HOSTS.filter(({ shape }) => shape === 'lines'),
].map(windows);
