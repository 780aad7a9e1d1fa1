import { basename, dirname } from 'node:path';
import { ensureVm } from '../../../scripts/vm/build-vm.mjs';
import { whyNoWorld } from '../../setup/disposable';
import { installApp } from '../../vm/setup/guest-app';
import { provideImageStores } from '../../vm/setup/image-stores';
import { putFiles } from '../../vm/setup/transfer';
import { Vm } from '../../vm/setup/vm';

/** Where the tests in the virtual machine keep its parts, too. */
const CACHE = '/var/cache/containers-trace';

/** Why no virtual machine may be made here; undefined where it may. */
export const whyNoVm = (): string | undefined =>
  process.arch === 'x64' ? whyNoWorld() : 'the virtual machine is made for x86-64';

/** A booted guest with the built app and the demo image in each user's store. */
export async function openBenchVm(): Promise<Vm> {
  process.env['CONTAINERS_TRACE_CACHE'] ??= CACHE;
  ensureVm();
  const vm = await Vm.boot({ stores: await provideImageStores() });
  await installApp(vm);
  return vm;
}

/**
 * Puts the Node that runs here before the guest's own: Debian's has libuv as a shared library, and such a Node refuses to
 * change its user and groups, by which the helper becomes its caller ("io_uring may be enabled", CVE-2024-22017).
 */
export async function installOwnNode(vm: Vm): Promise<void> {
  await putFiles(vm, dirname(process.execPath), [basename(process.execPath)], '/usr/local/bin');
}
