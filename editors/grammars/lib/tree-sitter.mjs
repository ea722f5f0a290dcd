// Colours by the tree-sitter grammar and its highlights query.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { laidOut, lineStarts } from './scratch.mjs';

const grammar = fileURLToPath(new URL('../../tree-sitter/', import.meta.url));
const program = process.env.TREE_SITTER ?? 'tree-sitter';

const CLASSES = {
  comment: 'comment',
  string: 'string',
  number: 'number',
  'string.special': 'placeholder',
  operator: 'operator',
  'punctuation.delimiter': 'delimiter',
  'punctuation.bracket': 'bracket',
  'variable.builtin': 'target',
  'variable.builtin.readonly': 'metric',
  'constant.builtin': 'constant',
  'constant.builtin.option': 'option',
  'function.builtin': 'function',
  'function.method': 'method',
  property: 'member',
  function: 'unknown-call',
  'variable.member': 'unknown-member',
  variable: 'variable',
};

const run = (...args) => {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: grammar,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error) throw error;
  return { status, stdout, stderr };
};

/** Each file's class of every byte, and whether its tree has errors. */
export function colours(files) {
  const { list, paths } = laidOut(files);
  const parsed = run('parse', '--quiet', '--paths', list);
  const broken = new Set();
  for (const line of parsed.stdout.split('\n')) {
    if (/\((?:ERROR|MISSING) /.test(line)) broken.add(line.split('\t')[0].trim());
  }
  const { status, stdout, stderr } = run(
    'query', '--captures', '--paths', list, 'queries/highlights.scm',
  );
  if (status !== 0) throw new Error(stderr);
  const found = new Map(paths.map((path) => [path, []]));
  let starts, bytes;
  for (const line of stdout.split('\n')) {
    const capture = line.match(
      /capture: \d+ - ([\w.]+), start: \((\d+), (\d+)\), end: \((\d+), (\d+)\)/,
    );
    if (!capture) {
      const index = paths.indexOf(line.trim());
      if (index >= 0) {
        starts = lineStarts(files[index].text);
        bytes = found.get(paths[index]);
      }
      continue;
    }
    const name = CLASSES[capture[1]];
    if (!name) throw new Error(`highlights.scm: \`${capture[1]}\` is no class`);
    const [row, column, endRow, endColumn] = capture.slice(2).map(Number);
    for (let at = starts[row] + column; at < starts[endRow] + endColumn; at++) {
      if (bytes[at]) throw new Error(`highlights.scm captures something twice: ${line}`);
      bytes[at] = name;
    }
  }
  return paths.map((path) => ({ bytes: found.get(path), broken: broken.has(path) }));
}
