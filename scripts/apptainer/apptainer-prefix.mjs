// Apptainer for the tests, in the cache: a folder whose name holds a hash of all that it is made from.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fingerprint } from '../run/build.mjs';
import { runChild } from '../run/child.mjs';
import { runLocked } from '../run/project-lock.mjs';
import { openCache } from '../setup/cache-folder.mjs';
import { inProject } from '../setup/project.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';
import { mirror } from '../vm/parts.mjs';

const STEP = 'scripts/apptainer/steps/prefix.sh';
const STEP_LIMIT = '300';
const PARTIAL = '.partial';

/** Where it is, whether it is there or not: `usr/bin/apptainer`, and `singularity-only` for PATH. */
export function apptainerPrefix() {
  const made = [mirror(), process.arch, fingerprint(inProject(), [STEP])].join('\0');
  return path.join(folder(), `prefix-${createHash('sha256').update(made).digest('hex').slice(0, 16)}`);
}

const folder = () => path.join(openCache(), 'apptainer-for-tests');

/** Cheap when it is there. @throws {SetupError} */
export function ensureApptainer() {
  if (!existsSync(apptainerPrefix())) runLocked('locked:apptainer');
}

/** The part that runs under the project's lock. Made beside and renamed, so that what is there is whole; no root is needed. */
export async function installApptainer() {
  const prefix = apptainerPrefix();
  if (existsSync(prefix)) return;
  if (!mirror())
    throw new SetupError(
      'The Apptainer of the tests is put together from the mirror that a Debian machine uses, and this one uses none',
      'Run the tests on Debian, or in a container of it.',
    );
  mkdirSync(folder(), { recursive: true, mode: 0o755 });
  for (const name of readdirSync(folder())) rmSync(path.join(folder(), name), { recursive: true, force: true });
  say(`Puts Apptainer into ${prefix}`);
  const beganMs = performance.now();
  const partial = `${prefix}${PARTIAL}`;
  const [out, work] = ['out', 'work'].map((name) => path.join(partial, name));
  for (const made of [out, work]) mkdirSync(made, { recursive: true, mode: 0o755 });
  const env = { ...process.env, APPTAINER_MIRROR: mirror(), APPTAINER_WORK: work };
  const words = ['--kill-after=10', STEP_LIMIT, inProject(STEP), out, prefix];
  const code = await runChild('timeout', words, { env, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new SetupError(`${path.basename(STEP)} failed with exit code ${code}, see above`, undefined, 1);
  renameSync(out, prefix);
  rmSync(partial, { recursive: true, force: true });
  say(`  ${((performance.now() - beganMs) / 1000).toFixed(1)} s`);
}
