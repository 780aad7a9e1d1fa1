import { expect, it } from 'vitest';
import type { Vm } from '../../vm/setup/vm';
import { logIn, PASSWORD_OF_OTHER } from '../setup/machine';
import { clearLog, recordWords } from '../setup/recording';
import { cleanUpAfterFailure, setSessionEnd } from '../setup/sessions';
import { newestTrace } from '../setup/traces';
import { awaitNothingLeft } from '../setup/what-is-left';

const person = 'other';
/** pkttyagent(1) asks so. */
const ASKS = /Password: /;

/** Who may not use Docker is asked for a password on the terminal: there is no other agent of polkit in a session of ssh. */
export function passwordCases(vm: () => Vm): void {
  it('asks for the password on the terminal of a session without an agent of polkit', async () => {
    cleanUpAfterFailure(vm);
    await setSessionEnd(vm(), { kill: 'no', linger: 'no' });
    await clearLog(vm());
    // The privileged helper takes no network. A program that ends at once ends before the slow tracer knows it.
    const program = ['sh', '-c', 'for n in 1 2 3 4 5 6 7 8 9; do ls / >/dev/null; sleep 0.3; done'];
    const words = `exec ${recordWords('docker', [], program)}`;
    const session = logIn(vm(), person, words, { terminal: true, keepsInputOpen: true, timeoutMs: 300_000 });
    await session.seen(ASKS);
    await vm().sendInput(session, Buffer.from(`${PASSWORD_OF_OTHER}\n`));
    const { exitCode, stdout } = await session.ended;
    expect(exitCode, stdout).toBe(0);
    expect(stdout).not.toMatch(new RegExp(`${ASKS.source}${PASSWORD_OF_OTHER}`));
    await awaitNothingLeft(vm());
    const report = await newestTrace(vm(), person);
    expect(report).toMatchObject({ state: 'ready', endedBy: 'program-end', exitCode: 0 });
    expect(report.events).toBeGreaterThan(0);
  });
}
