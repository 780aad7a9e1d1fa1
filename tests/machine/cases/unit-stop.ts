import type { Vm } from '../../vm/setup/vm';
import { mustInSession } from '../setup/machine';
import { itAtLength } from '../setup/on-machine';
import { awaitWork, clearLog, LOG_PROPERTIES, type MachineEngine, recordWords } from '../setup/recording';
import { cleanUpAfterFailure, setLinger } from '../setup/sessions';
import { expectStoppedAndKept } from '../setup/traces';

const person = 'tester';
const UNIT = 'recording';

/** systemd.kill(5): KillMode=control-group, the default, signals all processes of a unit at once. */
const SIGNALS = {
  'SIGTERM alone': [],
  'SIGTERM and SIGHUP': ['-p', 'SendSIGHUP=yes'],
} as const;
type Signals = keyof typeof SIGNALS;

const started = (signals: Signals, engine: MachineEngine, more: readonly string[]): string =>
  [
    ...['systemd-run', '--quiet', '--collect', `--unit=${UNIT}`, ...more],
    ...['-p', 'KillMode=control-group', ...SIGNALS[signals], ...LOG_PROPERTIES, recordWords(engine)],
  ].join(' ');

/** A unit that records is stopped. The fault matrix plays the same signals in each run, without systemd. */
export function unitStopCases(vm: () => Vm): void {
  for (const engine of ['podman', 'docker'] as const)
    for (const signals of ['SIGTERM and SIGHUP', 'SIGTERM alone'] as const) {
      const ends = `is stopped by ${signals} to all: ${engine} ends, and the trace is kept`;

      itAtLength(`a unit of the user's manager that records ${ends}`, async () => {
        cleanUpAfterFailure(vm);
        await clearLog(vm());
        await mustInSession(vm(), person, `loginctl enable-linger && ${started(signals, engine, ['--user'])}`);
        await awaitWork(vm());
        await mustInSession(vm(), person, `systemctl --user stop ${UNIT} && loginctl disable-linger`);
        await expectStoppedAndKept(vm(), person);
      });

      itAtLength(`a unit of the system that records ${ends}`, async () => {
        cleanUpAfterFailure(vm);
        await clearLog(vm());
        // Rootless Podman needs /run/user/UID, which a unit of the system does not create (service-units.ts).
        await setLinger(vm(), 'yes');
        await vm().must(started(signals, engine, ['-p', `User=${person}`]));
        await awaitWork(vm());
        await vm().must(['systemctl', 'stop', UNIT]);
        await setLinger(vm(), 'no');
        await expectStoppedAndKept(vm(), person);
      });
    }
}
