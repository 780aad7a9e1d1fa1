#!/usr/bin/env node
// The entry of every npm script: node scripts/ct.mjs TASK [arguments]. Every Node with module support (12.20 and newer) can
// parse this file, so a Node that is older than package.json allows gets a one-line error. Other files are imported later.
import { readFileSync } from 'node:fs';

function olderThan(version, oldest) {
  const [have, need] = [version, oldest].map((text) => text.split('.').map(Number));
  const differs = need.findIndex((number, index) => have[index] !== number);
  return differs >= 0 && !(have[differs] > need[differs]);
}

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const oldest = engines.node.replace('>=', '');
if (olderThan(process.versions.node, oldest)) {
  process.stderr.write(
    `Node ${process.versions.node} is too old: Containers Trace needs Node ${oldest} or newer. Install it, then try again.\n`,
  );
  process.exitCode = 3;
} else {
  import('./run/run-task.mjs')
    .then(({ runTask }) => runTask(process.argv.slice(2)))
    .then((code) => {
      process.exitCode = code;
    });
}
