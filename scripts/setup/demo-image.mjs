// Whether the demo's image must be built on a base image that is not here yet. Only the built command line can tell: it knows
// the engines, and the hash of the recipe that each image was built from.
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from '../run/build.mjs';
import { inProject } from './project.mjs';

const LIMIT_MS = 60_000;

/**
 * Asks the command line. If it fails, for example because no engine is ready, nothing can be built now: the task that follows
 * reports the cause.
 * @param {string | undefined} engine by default the first one that is ready
 * @returns {boolean}
 */
export function demoNeedsBaseImage(engine) {
  ensureBuilt();
  const chosen = engine === undefined ? [] : ['--engine', engine];
  const asked = spawnSync(
    process.execPath,
    [inProject('out', 'main', 'cli.js'), 'build', 'demo', '--check', '--json', ...chosen],
    { encoding: 'utf8', timeout: LIMIT_MS, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return asked.status === 0 && JSON.parse(asked.stdout).needs === 'base-image';
}

/**
 * @param {string[]} args options of `cli demo`
 * @returns {string | undefined} the value of --engine
 */
export function engineIn(args) {
  const at = args.findLastIndex((arg) => arg === '--engine' || arg.startsWith('--engine='));
  if (at < 0) return undefined;
  return args[at] === '--engine' ? args[at + 1] : args[at].slice('--engine='.length);
}
