// Installs Apptainer for the tests into the cache. The folder's name contains a hash of its inputs.
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

/** The folder of `usr/bin/apptainer`, and of `singularity-only` for PATH. The folder may not exist yet. */
export function apptainerPrefix() {
  const made = [mirror(), process.arch, fingerprint(inProject(), [STEP])].join('\0');
  return path.join(folder(), `prefix-${createHash('sha256').update(made).digest('hex').slice(0, 16)}`);
}

const folder = () => path.join(openCache(), 'apptainer-for-tests');

/** Installs Apptainer unless it is installed already. @throws {SetupError} */
export function ensureApptainer() {
  if (!existsSync(apptainerPrefix())) runLocked('locked:apptainer');
}

/**
 * Runs under the project's lock. Builds in a partial folder and renames it, so an existing prefix is always complete.
 * Does not need root.
 */
export async function installApptainer() {
  const prefix = apptainerPrefix();
  if (existsSync(prefix)) return;
  if (!mirror())
    throw new SetupError(
      'Apptainer for the tests is installed from a Debian mirror, and this machine does not use one.',
      'Run the tests on Debian, or in a Debian container.',
    );
  mkdirSync(folder(), { recursive: true, mode: 0o755 });
  for (const name of readdirSync(folder())) rmSync(path.join(folder(), name), { recursive: true, force: true });
  say(`Installing Apptainer into ${prefix}`);
  const beganMs = performance.now();
  const partial = `${prefix}${PARTIAL}`;
  const [out, work] = ['out', 'work'].map((name) => path.join(partial, name));
  for (const made of [out, work]) mkdirSync(made, { recursive: true, mode: 0o755 });
  const env = { ...process.env, APPTAINER_MIRROR: mirror(), APPTAINER_WORK: work };
  const args = ['--kill-after=10', STEP_LIMIT, inProject(STEP), out, prefix];
  const code = await runChild('timeout', args, { env, stdio: ['ignore', 2, 2] });
  if (code !== 0)
    throw new SetupError(`${path.basename(STEP)} failed with exit code ${code}. See above.`, undefined, 1);
  renameSync(out, prefix);
  rmSync(partial, { recursive: true, force: true });
  say(`  ${((performance.now() - beganMs) / 1000).toFixed(1)} s`);
}
