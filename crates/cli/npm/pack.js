// Packs the npm packages: `node pack.js VERSION BINARY FOLDER` writes one for
// this platform, which holds BINARY, and the main one, which names the packages
// of all platforms as optional dependencies.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-arm64', 'win32-x64'];

const [version, binary, folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node pack.js VERSION BINARY FOLDER');
  process.exit(2);
}
const main = { ...require('./package.json'), version };
const root = path.join(__dirname, '../../..');
const licences = ['LICENSE-APACHE', 'LICENSE-MIT'].map((name) => path.join(root, name));

function pack(manifest, program) {
  const stage = path.join(folder, manifest.name);
  fs.rmSync(stage, { recursive: true, force: true });
  fs.mkdirSync(stage, { recursive: true });
  const contents = [program, ...licences];
  for (const file of contents) {
    fs.copyFileSync(file, path.join(stage, path.basename(file)));
  }
  const files = contents.map((file) => path.basename(file));
  fs.writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify({ ...manifest, files }, null, 2)}\n`);
  fs.chmodSync(path.join(stage, path.basename(program)), 0o755);
  const npm = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, stage];
  process.stdout.write(execFileSync('npm', npm, { shell: process.platform === 'win32' }));
}

const { description, keywords, license } = main;
const platform = `${process.platform}-${process.arch}`;
pack(
  {
    name: `${main.name}-${platform}`,
    version,
    description: `${description}: the binary for ${platform}`,
    keywords,
    license,
    os: [process.platform],
    cpu: [process.arch],
  },
  binary,
);
pack(
  {
    ...main,
    optionalDependencies: Object.fromEntries(PLATFORMS.map((name) => [`${main.name}-${name}`, version])),
  },
  path.join(__dirname, 'autoscale.js'),
);
