import { expect, it } from 'vitest';
import type { Vm } from '../../vm/setup/vm';
import { logIn } from '../setup/machine';
import { itAtLength } from '../setup/on-machine';
import { AT_WORK, clearLog, recordWords } from '../setup/recording';
import { cleanUpAfterFailure, setSessionEnd } from '../setup/sessions';
import { expectStoppedAndKept } from '../setup/traces';
import { awaitNoSession, awaitNothingLeft } from '../setup/what-is-left';

const person = 'tester';
const KILLED = 128 + 9;

/** The connection of a session with a terminal is lost: SIGHUP, and EIO for whoever writes to it. */
export function lostTerminalCases(vm: () => Vm): void {
  for (const engine of ['podman', 'docker'] as const) {
    const test = engine === 'podman' ? it : itAtLength;
    test(`a terminal that is lost stops the recording with ${engine}, the trace is kept, and the session ends`, async () => {
      cleanUpAfterFailure(vm);
      await setSessionEnd(vm(), { kill: 'no', linger: 'no' });
      await clearLog(vm());
      const session = logIn(vm(), person, `exec ${recordWords(engine)}`, { terminal: true, timeoutMs: 300_000 });
      await session.seen(AT_WORK);
      session.kill('SIGKILL');
      expect(await session.ended).toMatchObject({ exitCode: KILLED });
      await awaitNothingLeft(vm());
      await awaitNoSession(vm());
      await expectStoppedAndKept(vm(), person);
    });
  }
}
