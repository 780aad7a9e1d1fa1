import { ensureVm } from '../../../scripts/vm/build-vm.mjs';
import { whyNoWorld } from '../../setup/disposable';
import { installApp } from '../../vm/setup/guest-app';
import { provideImageStores } from '../../vm/setup/image-stores';
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
