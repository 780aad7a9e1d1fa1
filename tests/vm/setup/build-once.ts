import { ensureVm } from '../../../scripts/vm/build-vm.mjs';
import { mustNotSkip, whyNoWorld } from '../../setup/disposable';
import { say, timed } from '../../setup/say';

const CACHE = '/var/cache/containers-trace';

/**
 * Builds the parts of the virtual machines, unless they are in the cache.
 * @param enablingCommand the command that turns the tests on
 * @returns whether the tests can run on this machine
 * @throws Error in CI if they cannot
 */
export async function buildOnce(enablingCommand: string): Promise<boolean> {
  const why = process.arch === 'x64' ? whyNoWorld() : 'the virtual machine is made for x86-64';
  if (why !== undefined) {
    const message = `no virtual machine: ${why}. To run these tests: ${enablingCommand}`;
    if (mustNotSkip()) throw new Error(message);
    say(message);
    return false;
  }
  process.env['CONTAINERS_TRACE_CACHE'] ??= CACHE;
  await timed('build the virtual machine', ensureVm);
  return true;
}
