import { expect } from 'vitest';
import { awaitCondition } from '../../setup/await-condition';
import { say } from '../../setup/say';
import type { Vm } from '../../vm/setup/vm';
import { itAtLength } from '../setup/on-machine';
import { type MachineEngine, recordInSession, recordWords } from '../setup/recording';
import { cleanUpAfterFailure } from '../setup/sessions';
import { expectStoppedAndKept, newestTrace, recover } from '../setup/traces';
import { awaitNothingLeft, podmanContainers } from '../setup/what-is-left';

const person = 'tester';
const FIRST_DATA_LIMIT_MS = 120_000;
/** Small enough that the emulated machine fills one in seconds. */
const SMALL_BUFFERS = ['--network', 'none', '--buffers', '8x64'];
/** Stream files that have a packet. */
const WITH_DATA = `find /home/${person}/.local/share/containers-trace/traces -name 'userspace_*' -not -path '*/index/*' -size +0`;

/** The machine is booted again in the middle of a recording, by its user or by a power cut. */
export function machineEndCases(vm: () => Vm): void {
  for (const engine of ['podman', 'docker'] as const satisfies readonly MachineEngine[]) {
    itAtLength(`a reboot stops the recording with ${engine}, and the trace is kept`, async () => {
      cleanUpAfterFailure(vm);
      await recordInSession(vm(), person, recordWords(engine));
      say(`reboot with a recording: ${((await vm().reboot()) / 1000).toFixed(0)} s`);
      const said = await recover(vm(), person);
      // Docker ends with the machine, so its image cannot be read for the names of functions. They are read when they are needed.
      const report = await expectStoppedAndKept(vm(), person, engine === 'docker' ? ['symbols'] : []);
      expect(report.endedBy, said).toBe('stop');
    });

    itAtLength(`recover keeps what a power cut left of a recording with ${engine}`, async () => {
      cleanUpAfterFailure(vm);
      await recordInSession(vm(), person, recordWords(engine, SMALL_BUFFERS));
      await awaitCondition(async () => (await vm().must(WITH_DATA)).trim() !== '', {
        what: 'the first packet on the disk',
        timeoutMs: FIRST_DATA_LIMIT_MS,
      });
      await vm().must(['sync']);
      await vm().powerCut();
      const said = await recover(vm(), person);
      await awaitNothingLeft(vm());
      expect(await podmanContainers(vm(), person)).toBe('');
      const report = await newestTrace(vm(), person);
      expect(report, said).toMatchObject({ state: 'ready', endedBy: 'accident' });
      expect(report.events, said).toBeGreaterThan(0);
    });
  }
}
