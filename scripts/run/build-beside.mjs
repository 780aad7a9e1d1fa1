// Builds a folder of the cache beside its place and renames it, so that what is there is whole.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError, say } from '../setup/setup-error.mjs';
import { aptOptions, mirror } from '../vm/parts.mjs';
import { runChild } from './child.mjs';

const STEP_LIMIT = '900';
const PARTIAL = '.partial';

/**
 * Runs a script that makes a Debian, or something of one. It has mounts and processes of its own (unshare(1)): however it
 * ends, nothing stays mounted or running.
 * @param {string} folder what is made
 * @param {string} suite of Debian
 * @param {string[]} command the script; the folder to fill stands behind it, then `inputs`
 * @param {string[]} inputs
 * @throws {SetupError}
 */
export async function buildBeside(folder, suite, command, inputs = []) {
  say(`Builds ${folder}`);
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
  if (code !== 0) throw new SetupError(`${command.join(' ')} failed with exit code ${code}, see above`, undefined, 1);
  renameSync(out, folder);
  rmSync(partial, { recursive: true, force: true });
  say(`  ${path.basename(folder)}: ${((performance.now() - beganMs) / 1000).toFixed(1)} s`);
}

/**
 * Builds that were killed. Their mounts went with them.
 * @param {string} folder in which they were under way
 */
export function removePartials(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(folder)) if (name.endsWith(PARTIAL)) removeTree(path.join(folder, name));
}

/**
 * Those of the same name that were made from something else.
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
