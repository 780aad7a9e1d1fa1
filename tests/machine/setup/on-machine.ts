import { afterAll, beforeAll, describe, it } from 'vitest';
import { timed } from '../../setup/say';
import { installApp } from '../../vm/setup/guest-app';
import type { Vm } from '../../vm/setup/vm';
import { bootMachine, KERNEL_WORDS, type MachinePart } from './machine';

/** What turns the tests on a machine with systemd on. */
export const ENABLING_COMMAND = 'npm run test:machine -- --disposable';
/** Name the disks that the global set-up has made. */
export const DISK_ENV = {
  machine: 'CONTAINERS_TRACE_MACHINE_DISK',
  selinux: 'CONTAINERS_TRACE_SELINUX_DISK',
} as const satisfies Record<MachinePart, string>;
/** Set: every case. Not set: those that CI runs. */
export const playsAllCases = (): boolean => process.env['CONTAINERS_TRACE_ALL_MACHINE_CASES'] !== undefined;

/**
 * A case that is too slow for each change: it is there for `npm run test:machine` alone. A `describe` with nothing else would
 * be empty in CI, which fails there.
 */
export function itAtLength(title: string, test: () => Promise<void>): void {
  if (playsAllCases()) it(title, test);
}

/**
 * Tests on one booted machine with the built app. Where no virtual machine may be made they are skipped, and their title names
 * the command that enables them.
 * @param tests gets a function that gives the machine once it has booted
 */
export function onMachine(title: string, tests: (machine: () => Vm) => void, part: MachinePart = 'machine'): void {
  const disk = process.env[DISK_ENV[part]];
  if (disk === undefined) {
    describe.skip(`${title} (skipped: ${ENABLING_COMMAND})`, () => tests(notBooted));
    return;
  }
  describe(title, () => {
    let booted: Vm | undefined;
    beforeAll(async () => {
      const vm = await bootMachine(disk, { kernelWords: KERNEL_WORDS[part] });
      booted = vm;
      await timed('put the built app into the machine', () => installApp(vm));
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
