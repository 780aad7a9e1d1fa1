import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { LIMITS_ENV } from '@core/limits';
import { traceReportSchema } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { awaitClean, worldEngines } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { startCli } from '../setup/run-cli';
import { world } from '../setup/world-state';

const LIMITS = { tracerLook: 300, tracerSilence: 2_500, tracerCall: 4_000, engineLook: 500, engineAnswer: 4_000 };
/** Longer than each of the limits above, and than the time limit of the recording. */
const STANDSTILL_MS = 12_000;
const TIME_LIMIT_S = 10;
/** sleep(1) ends at once when it is continued, since its time has passed. */
const PROGRAM = ['sh', '-c', 'ls -la /; echo begun; sleep 8; ls -la /'];

inWorld('a recording whose processes all stand still for a while', () => {
  /** All processes of the plain user: command line, guards, daemons, Podman's service, monitor and container. */
  function theirs(program?: RegExp): { pid: number; state: string }[] {
    const { uid } = world().user;
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const status = read(`/proc/${name}/status`);
        const isTheirs = status.includes(`\nUid:\t${uid}\t`) && !/^State:\s+[ZX]/m.test(status);
        if (!isTheirs || (program && !program.test(read(`/proc/${name}/cmdline`)))) return [];
        return [{ pid: Number(name), state: /^State:\s+(\S)/m.exec(status)?.[1] ?? '' }];
      });
  }

  const signal = (name: NodeJS.Signals, program?: RegExp): void => {
    for (const { pid } of theirs(program)) {
      try {
        process.kill(pid, name);
      } catch (error) {
        expect(error, 'it has ended meanwhile').toMatchObject({ code: 'ESRCH' });
      }
    }
  };

  it('is complete, no limit ends it, and the trace says that there was a standstill', async () => {
    const { images } = world();
    const target = ['--engine', 'podman', '--image', images.demo, '--network', 'none'];
    const args = ['record', '--json', ...target, '--max-duration', String(TIME_LIMIT_S), '--', ...PROGRAM];
    const run = startCli(args, { as: 'user', env: { [LIMITS_ENV]: JSON.stringify(LIMITS) } });
    try {
      await run.seen(/begun/);
      // A request to the tracer is in progress when everything stops.
      signal('SIGSTOP', /lttng-sessiond/);
      await awaitCondition(() => theirs(/^lttng\0/).length > 0, { what: 'a request to the tracer', timeoutMs: 10_000 });
      await awaitCondition(
        () => {
          signal('SIGSTOP');
          return theirs().every(({ state }) => state === 'T');
        },
        { what: 'all processes to stop', timeoutMs: 10_000 },
      );
      await delay(STANDSTILL_MS); // the time itself is tested
    } finally {
      signal('SIGCONT');
    }
    const end = await run.ended;
    expect(end.code, end.stderr).toBe(0);
    const report = traceReportSchema.parse(end.json());
    expect(report, JSON.stringify(report.warnings)).toMatchObject({
      state: 'ready',
      endedBy: 'program-end',
      exitCode: 0,
    });
    expect(report.warnings.map(({ code }) => code)).toEqual(['standstill']);
    expect(report.events).toBeGreaterThan(0);
    await awaitClean({
      engines: [worldEngines()['podman rootless']],
      libraries: [],
      runtimeBases: [world().actors.user.runtimeBase],
    });
  });
});

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}
