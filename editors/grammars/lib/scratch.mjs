// Case files on disk, for programs that read files.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = process.env.AUTOSCALE_SCRATCH ?? tmpdir();

/** Writes the texts to a folder of their own; tells it and their paths. */
export function laidOut(files) {
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(join(root, 'cases-'));
  const paths = files.map((file, index) => {
    const path = join(folder, `${index}.autoscale`);
    writeFileSync(path, file.text);
    return path;
  });
  const list = join(folder, 'list');
  writeFileSync(list, paths.join('\n') + '\n');
  return { folder, list, paths };
}

/** Where each line of a text begins, in bytes. Only `\n` ends a line. */
export function lineStarts(text) {
  const bytes = Buffer.from(text);
  const starts = [0];
  bytes.forEach((byte, at) => {
    if (byte === 10) starts.push(at + 1);
  });
  return starts;
}
