// Colours by the Vim syntax file.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { laidOut, lineStarts } from './scratch.mjs';

const runtime = fileURLToPath(new URL('../../vim', import.meta.url));
const dump = fileURLToPath(new URL('dump.vim', import.meta.url));

const CLASSES = {
  Comment: 'comment',
  String: 'string',
  UnclosedString: 'foreign',
  Error: 'foreign',
  Number: 'number',
  Placeholder: 'placeholder',
  Operator: 'operator',
  Delimiter: 'delimiter',
  Bracket: 'bracket',
  Target: 'target',
  Metric: 'metric',
  Constant: 'constant',
  Option: 'option',
  Function: 'function',
  Method: 'method',
  Member: 'member',
  UnknownCall: 'unknown-call',
  UnknownMethod: 'unknown-call',
  UnknownMember: 'unknown-member',
  Variable: 'variable',
};

/** True when the program is there. */
export const has = (program) => spawnSync(program, ['--version']).status === 0;

/** Each file's class of every byte, by Vim or Neovim. */
export function colours(program, files) {
  const { folder, paths } = laidOut(files);
  const silent = program.includes('nvim') ? ['--headless'] : ['-es', '-N', '--not-a-term'];
  const { status, stderr, error } = spawnSync(
    program,
    [...silent, '-u', 'NONE', '-i', 'NONE', '-n', '-S', dump],
    {
      env: { ...process.env, AUTOSCALE_VIM: runtime, AUTOSCALE_CASES: folder },
      encoding: 'utf8',
      timeout: 120_000,
    },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return paths.map((path, index) => {
    const starts = lineStarts(files[index].text);
    const bytes = [];
    // A line a line of text: runs of `column-end:group`, both counted from 1.
    const rows = readFileSync(join(folder, `${index}.groups`), 'utf8').split('\n');
    rows.forEach((row, line) => {
      for (const run of row.split(' ').filter(Boolean)) {
        const [, first, last, group] = run.match(/^(\d+)-(\d+):autoscale(\w+)$/);
        for (let at = +first; at <= +last; at++) bytes[starts[line] + at - 1] = CLASSES[group];
      }
    });
    return bytes;
  });
}
