import { ensureVm } from '../../../scripts/vm/build-vm.mjs';
import { mustNotSkip, whyNoWorld } from '../../setup/disposable';
import { say, timed } from '../../setup/say';
import { provideImageReport } from './image-report';
import { provideImageStores } from './image-stores';
import { ENABLING_COMMAND, REPORTS_ENV, STORES_ENV } from './in-vm';

const CACHE = '/var/cache/containers-trace';

/** vitest's global set-up of the kernel tests: builds everything that a boot needs before the first boot. */
export default async function setUp(): Promise<void> {
  const why = process.arch === 'x64' ? whyNoWorld() : 'the virtual machine is made for x86-64';
  if (why !== undefined) {
    const message = `no virtual machine: ${why}. To run these tests: ${ENABLING_COMMAND}`;
    if (mustNotSkip()) throw new Error(message);
    say(message);
    return;
  }
  process.env['CONTAINERS_TRACE_CACHE'] ??= CACHE;
  await timed('build the virtual machine', ensureVm);
  const stores = await provideImageStores();
  process.env[REPORTS_ENV] = await provideImageReport(stores);
  process.env[STORES_ENV] = stores;
}
