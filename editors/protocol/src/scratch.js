// Folders for files that the server reads from the disk.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after } from 'node:test';

/** An empty folder, gone when all tests are done. */
export function scratch() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'autoscale-protocol-')));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    /** @param {string} name */
    uri: (name) => pathToFileURL(join(folder, name)).href,
    /**
     * @param {string} name
     * @param {string} text
     */
    write(name, text) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return pathToFileURL(path).href;
    },
    /** @param {string} name */
    remove: (name) => rmSync(join(folder, name)),
  };
}
