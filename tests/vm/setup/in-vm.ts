import { afterAll, beforeAll, describe } from 'vitest';
import { say, timed } from '../../setup/say';
import { installApp } from './guest-app';
import { giveImageReport } from './image-report';
import { Vm } from './vm';

/** What turns the tests in a real kernel on. */
export const ENABLING_COMMAND = 'npm run test:vm -- --disposable';
/** Names the disk of the image stores that the global set-up has made. */
export const STORES_ENV = 'CONTAINERS_TRACE_VM_STORES';
/** Names the folder of what the product knows about the demo image. */
export const REPORTS_ENV = 'CONTAINERS_TRACE_VM_REPORTS';

/**
 * Tests in one booted guest with the built app and the demo image in everybody's store. Where no virtual machine may be made
 * they are skipped, and their title names the command that enables them.
 * @param tests gets a function that gives the guest once it has booted
 */
export function inVm(title: string, tests: (vm: () => Vm) => void): void {
  const { [STORES_ENV]: stores, [REPORTS_ENV]: reports } = process.env;
  if (stores === undefined || reports === undefined) {
    describe.skip(`${title} (skipped: ${ENABLING_COMMAND})`, () => tests(notBooted));
    return;
  }
  describe(title, () => {
    let booted: Vm | undefined;
    beforeAll(async () => {
      const vm = await Vm.boot({ stores });
      booted = vm;
      say(`${title}: booted Linux ${vm.kernel} in ${(vm.bootMs / 1000).toFixed(1)} s`);
      await timed('put the built app into the guest', async () => {
        await installApp(vm);
        await giveImageReport(vm, reports);
      });
    });
    afterAll(async () => {
      await booted?.close();
    });
    tests(() => booted ?? notBooted());
  });
}

function notBooted(): never {
  throw new Error('The virtual machine has not booted.');
}
