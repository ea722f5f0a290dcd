#!/usr/bin/env node
// Runs the binary of the package for this platform, which npm installs as an
// optional dependency; nothing is downloaded here.
'use strict';

const { spawnSync } = require('node:child_process');

const platform = `${process.platform}-${process.arch}`;
const binary = process.platform === 'win32' ? 'autoscale.exe' : 'autoscale';

function locate() {
  try {
    return require.resolve(`autoscale-formulas-${platform}/${binary}`);
  } catch {
    console.error(`error: there is no \`autoscale\` for ${platform}, or npm left out optional dependencies`);
    console.error('  help: build it with `cargo install --path crates/cli`');
    process.exit(2);
  }
}

const ended = spawnSync(locate(), process.argv.slice(2), { stdio: 'inherit' });
if (ended.error) {
  console.error(`error: cannot run \`autoscale\`: ${ended.error.message}`);
  process.exit(2);
}
if (ended.signal) {
  process.kill(process.pid, ended.signal);
}
process.exit(ended.status ?? 1);
