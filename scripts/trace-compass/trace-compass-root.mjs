// Builds a real Trace Compass for the tests of the window in the cache, once for each state of its inputs.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from '../run/build.mjs';
import { buildBeside, removeOlder, removePartials } from '../run/build-beside.mjs';
import { runLocked } from '../run/project-lock.mjs';
import { openCache } from '../setup/cache-folder.mjs';
import { inProject, isRoot } from '../setup/project.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { aptOptions, mirror } from '../vm/parts.mjs';

/** The last Debian that has the package. */
const SUITE = 'bullseye';
const NAME = 'root';
const OURS = 'scripts/trace-compass';
const FILES = [`${OURS}/launcher.sh`, `${OURS}/steps/root.sh`];

/**
 * Builds Trace Compass unless it is in the cache.
 * @returns {string} the program
 * @throws {SetupError}
 */
export function ensureTraceCompass() {
  const program = path.join(rootFolder(), 'usr/bin/tracecompass');
  if (!existsSync(program)) runLocked('locked:trace-compass');
  return program;
}

/** Runs under the project's lock. Takes about 80 s and 0.9 GB. */
export async function buildTraceCompass() {
  if (!isRoot()) throw new SetupError('Only root can build Trace Compass for the tests (mmdebstrap).');
  const folder = rootFolder();
  removePartials(path.dirname(folder));
  if (existsSync(folder)) return;
  await buildBeside(folder, SUITE, [inProject(OURS, 'steps/root.sh')], [inProject(OURS, 'launcher.sh')]);
  removeOlder(NAME, folder);
}

function rootFolder() {
  const inputs = [SUITE, mirror(), ...aptOptions(), fingerprint(inProject(), FILES)];
  const key = createHash('sha256').update(inputs.join('\0')).digest('hex').slice(0, 16);
  return path.join(openCache(), 'trace-compass', `${NAME}-${key}`);
}
