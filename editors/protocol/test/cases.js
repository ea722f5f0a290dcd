// Every case of `cases/`, by every client and in every host file. All of them
// must get the same answer, in places of the formula.

import assert from 'node:assert/strict';
import { describe, test, before, after } from 'node:test';
import { accept, answer, cases, expected } from '../src/cases.js';
import { HOSTS, WINDOWS } from '../src/hosts.js';
import { scratch } from '../src/scratch.js';
import { client, Session } from '../src/session.js';

const UPDATE = process.env.UPDATE_CASES === '1';
const ONLY = process.env.CASE ?? '';

const CLIENTS = [
  client('vscode'),
  client('neovim'),
  client('neovim', ['utf-32']),
  client('eglot'),
];

for (const one of CLIENTS) {
  describe(`cases: ${one.name}`, () => {
    /** @type {Session} */
    let session;
    const { folder } = scratch();
    before(async () => {
      session = await Session.begin(one);
    });
    after(() => session.end());
    for (const found of cases().filter(({ name }) => name.includes(ONLY))) {
      test(found.name, async () => {
        const got = await answer(found, session, folder);
        if (UPDATE && one === CLIENTS[0]) accept(found, got);
        assert.equal(got, expected(found));
      });
      // A client of UTF-16 more would find nothing more in a host file.
      if (one.name === 'eglot') continue;
      test(`${found.name} in host files`, () => everywhere(HOSTS, found));
      if (one.name !== 'vscode') continue;
      test(`${found.name} with the line ends of Windows`, () => everywhere(WINDOWS, found));
    }

    /**
     * The answer must be the expected one in all of the hosts.
     *
     * @param {import('../src/hosts.js').Host[]} hosts
     * @param {import('../src/cases.js').Case} found
     */
    async function everywhere(hosts, found) {
      const wrong = [];
      for (const host of hosts) {
        const got = await answer(found, session, folder, host).catch((error) => `${error.stack}\n`);
        const wanted = expected(found, host);
        if (got !== wanted) wrong.push(`in ${host.name}:\n${got}but it should be:\n${wanted}`);
      }
      assert.equal(wrong.join('\n'), '');
    }
  });
}
