// Builds the virtual machine of the kernel tests, part by part, each once for what it is made from.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runChild } from '../run/child.mjs';
import { runLocked } from '../run/project-lock.mjs';
import { inProject, isRoot } from '../setup/project.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';
import { aptOptions, mirror, PARTS, partFolders, SUITE, vmFolder } from './parts.mjs';

const STEP_LIMIT = '900';
const PARTIAL = '.partial';

/** Cheap when all parts are there. @throws {SetupError} */
export function ensureVm() {
  const folders = Object.values(partFolders());
  if (!folders.every((folder) => existsSync(folder))) runLocked('locked:vm');
}

/** The part that runs under the project's lock. */
export async function buildVm() {
  if (!isRoot()) throw new SetupError('The virtual machine of the kernel tests is built as root (mmdebstrap, mounts)');
  const folders = partFolders();
  removePartials();
  for (const part of PARTS) if (!existsSync(folders[part.name])) await buildPart(part, folders);
}

/**
 * Builds beside and renames, so that what is there is whole. Each script has mounts and processes of its own (unshare(1)):
 * however it ends, nothing stays mounted or running.
 */
async function buildPart({ name, script, needs }, folders) {
  say(`Builds ${folders[name]}`);
  const beganMs = performance.now();
  const partial = `${folders[name]}${PARTIAL}`;
  const work = path.join(partial, 'work');
  const out = path.join(partial, 'out');
  for (const folder of [work, out]) mkdirSync(folder, { recursive: true, mode: 0o755 });
  const aptConf = path.join(partial, 'apt.conf');
  writeFileSync(aptConf, `${aptOptions().join('\n')}\n`);
  const env = {
    ...process.env,
    VM_SUITE: SUITE,
    VM_MIRROR: mirror(),
    VM_APT_CONF: aptConf,
    VM_WORK: work,
    TMPDIR: work,
  };
  const command = [inProject('scripts', 'vm', 'steps', script), out, ...needs.map((need) => folders[need])];
  const isolated = ['--mount', '--propagation', 'private', '--pid', '--mount-proc', '--fork', '--kill-child=KILL'];
  const limited = ['unshare', ...isolated, '--', 'timeout', '--kill-after=10', STEP_LIMIT, ...command];
  const code = await runChild('env', limited, { env, stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new SetupError(`${script} failed with exit code ${code}, see above`, undefined, 1);
  renameSync(out, folders[name]);
  rmSync(partial, { recursive: true, force: true });
  removeOlder(name, folders[name]);
  say(`  ${name}: ${((performance.now() - beganMs) / 1000).toFixed(1)} s`);
}

/** Builds that were killed. Their mounts went with them. */
function removePartials() {
  mkdirSync(vmFolder(), { recursive: true, mode: 0o755 });
  for (const name of readdirSync(vmFolder()))
    if (name.endsWith(PARTIAL)) rmSync(path.join(vmFolder(), name), { recursive: true, force: true });
}

function removeOlder(name, current) {
  for (const other of readdirSync(vmFolder()))
    if (other.startsWith(`${name}-`) && other !== path.basename(current))
      rmSync(path.join(vmFolder(), other), { recursive: true, force: true });
}
