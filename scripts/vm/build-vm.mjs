// Builds the parts of the kernel tests' virtual machine, each once for each state of its inputs.
import { existsSync } from 'node:fs';
import { buildBeside, removeOlder, removePartials } from '../run/build-beside.mjs';
import { runLocked } from '../run/project-lock.mjs';
import { inProject, isRoot } from '../setup/project.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { PARTS, partFolders, SUITE, vmFolder } from './parts.mjs';

/** Builds the parts that are not in the cache. @throws {SetupError} */
export function ensureVm() {
  const folders = Object.values(partFolders());
  if (!folders.every((folder) => existsSync(folder))) runLocked('locked:vm');
}

/** Runs under the project's lock. */
export async function buildVm() {
  if (!isRoot())
    throw new SetupError('Only root can build the virtual machine of the kernel tests (mmdebstrap, mounts).');
  const folders = partFolders();
  removePartials(vmFolder());
  for (const { name, script, needs } of PARTS) {
    if (existsSync(folders[name])) continue;
    const inputs = needs.map((need) => folders[need]);
    await buildBeside(folders[name], SUITE, [inProject('scripts', 'vm', 'steps', script)], inputs);
    removeOlder(name, folders[name]);
  }
}
