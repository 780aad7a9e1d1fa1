// Builds a folder of the cache under a partial name and renames it, so an existing folder is always complete.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError, say } from '../setup/setup-error.mjs';
import { aptOptions, mirror } from '../vm/parts.mjs';
import { runChild } from './child.mjs';

const STEP_LIMIT = '900';
const PARTIAL = '.partial';

/**
 * Runs a script that builds a Debian system or parts of one. The script has separate mount and pid namespaces
 * (unshare(1)), so no mount or process remains, however it ends.
 * @param {string} folder the folder to build
 * @param {string} suite of Debian
 * @param {string[]} command the script; its arguments are the folder to fill and `inputs`
 * @param {string[]} inputs
 * @throws {SetupError}
 */
export async function buildBeside(folder, suite, command, inputs = []) {
  say(`Building ${folder}`);
  const beganMs = performance.now();
  const partial = `${folder}${PARTIAL}`;
  const work = path.join(partial, 'work');
  const out = path.join(partial, 'out');
  for (const made of [work, out]) mkdirSync(made, { recursive: true, mode: 0o755 });
  const aptConf = path.join(partial, 'apt.conf');
  writeFileSync(aptConf, `${aptOptions().join('\n')}\n`);
  const env = {
    ...process.env,
    VM_SUITE: suite,
    VM_MIRROR: mirror(),
    VM_APT_CONF: aptConf,
    VM_WORK: work,
    TMPDIR: work,
  };
  const isolated = ['--mount', '--propagation', 'private', '--pid', '--mount-proc', '--fork', '--kill-child=KILL'];
  const limited = ['unshare', ...isolated, '--', 'timeout', '--kill-after=10', STEP_LIMIT, ...command, out, ...inputs];
  const code = await runChild('env', limited, { env, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new SetupError(`${command.join(' ')} failed with exit code ${code}. See above.`, undefined, 1);
  renameSync(out, folder);
  rmSync(partial, { recursive: true, force: true });
  say(`  ${path.basename(folder)}: ${((performance.now() - beganMs) / 1000).toFixed(1)} s`);
}

/**
 * Removes the partial folders of killed builds. Their mounts ended with the build.
 * @param {string} folder the parent of the partial folders
 */
export function removePartials(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(folder)) if (name.endsWith(PARTIAL)) removeTree(path.join(folder, name));
}

/**
 * Removes the folders of the same name with outdated inputs.
 * @param {string} name
 * @param {string} current
 */
export function removeOlder(name, current) {
  const folder = path.dirname(current);
  for (const other of readdirSync(folder))
    if (other.startsWith(`${name}-`) && other !== path.basename(current)) removeTree(path.join(folder, other));
}

function removeTree(folder) {
  rmSync(folder, { recursive: true, force: true });
}
