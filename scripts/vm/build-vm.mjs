// Builds the parts of the tests' virtual machines, each once for each state of its inputs.
import { existsSync } from 'node:fs';
import { buildBeside, removeOlder, removePartials } from '../run/build-beside.mjs';
import { runLocked } from '../run/project-lock.mjs';
import { inProject, isRoot } from '../setup/project.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { PARTS, partFolders, vmFolder } from './parts.mjs';

/** Builds the parts that are not in the cache. @throws {SetupError} */
export function ensureVm() {
  const folders = partFolders();
  if (!wantedParts().every(({ name }) => existsSync(folders[name]))) runLocked('locked:vm');
}

const wantedParts = () =>
  PARTS.filter(({ atLength }) => !atLength || process.env.CONTAINERS_TRACE_ALL_MACHINE_CASES !== undefined);

/** Runs under the project's lock. */
export async function buildVm() {
  if (!isRoot())
    throw new SetupError('Only root can build the virtual machine of the kernel tests (mmdebstrap, mounts).');
  const folders = partFolders();
  removePartials(vmFolder());
  for (const { name, suite, script, needs } of wantedParts()) {
    if (existsSync(folders[name])) continue;
    const inputs = needs.map((need) => folders[need]);
    await buildBeside(folders[name], suite, [inProject('scripts', 'vm', 'steps', script)], inputs);
    removeOlder(name, folders[name]);
  }
}
