import { describe, expect, it } from 'vitest';
import type { Vm } from '../../vm/setup/vm';
import { mustInSession } from '../setup/machine';
import { itAtLength } from '../setup/on-machine';
import { recordBeyondSession, recordWords } from '../setup/recording';
import { cleanUpAfterFailure, setLinger, setSessionEnd } from '../setup/sessions';
import { expectStoppedAndKept } from '../setup/traces';
import { awaitNoSession, whatIsLeft } from '../setup/what-is-left';

const person = 'tester';
/** Few events of the kernel, so that reading them in the emulated machine is quick. */
const KERNEL = ['--network', 'none', '--kernel-event', 'sched_process_*'];
const STOP = `pkill -INT -f 'out/main/cli[.]js record'`;

const ENGINES = [
  { what: 'Podman', engine: 'podman', options: undefined },
  { what: 'Docker', engine: 'docker', options: undefined },
  { what: 'Podman and the kernel', engine: 'podman', options: KERNEL },
] as const;

/** A recording in the background of a session that ends. logind.conf(5): KillUserProcesses. */
export function sessionEndCases(vm: () => Vm): void {
  describe('the session ends under a recording in its background', () => {
    for (const { what, engine, options } of ENGINES)
      for (const linger of ['no', 'yes'] as const) {
        // CI runs the one that ends most: the user's manager too, and both domains.
        const test = linger === 'no' && what === 'Podman and the kernel' ? it : itAtLength;
        test(`KillUserProcesses=yes, linger ${linger}: ${what} is stopped, and its trace kept`, async () => {
          cleanUpAfterFailure(vm);
          await setSessionEnd(vm(), { kill: 'yes', linger });
          await recordBeyondSession(vm(), person, recordWords(engine, options));
          await expectStoppedAndKept(vm(), person);
          await setLinger(vm(), 'no');
          await awaitNoSession(vm());
        });

        itAtLength(
          `KillUserProcesses=no, linger ${linger}: ${what} is recorded on until somebody stops it`,
          async () => {
            cleanUpAfterFailure(vm);
            await setSessionEnd(vm(), { kill: 'no', linger });
            await recordBeyondSession(vm(), person, recordWords(engine, options));
            expect(await whatIsLeft(vm())).toContain('cli.js record');
            await mustInSession(vm(), person, STOP);
            await expectStoppedAndKept(vm(), person);
            await setSessionEnd(vm(), { kill: 'no', linger: 'no' });
            await awaitNoSession(vm());
          },
        );
      }
  });

  it('ends the session after a use of the product with Podman', async () => {
    cleanUpAfterFailure(vm);
    await setSessionEnd(vm(), { kill: 'no', linger: 'no' });
    // A pause process of an earlier session would serve this one.
    await awaitNoSession(vm());
    await mustInSession(vm(), person, recordWords('podman', undefined, ['true']));
    await awaitNoSession(vm());
  });
}
