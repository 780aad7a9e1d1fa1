import { chmodSync, chownSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIMITS_ENV, type Limits } from '@core/limits';
import { TRACER_SILENT } from '@core/runs/watch/loss-watch';
import type { RunEvent } from '@shared/model/run-event';
import { traceReportSchema } from '@shared/model/trace-record';
import { TRACER_ENDED_CODES } from '@shared/tracing/tracer-ended';
import { beforeAll, expect, it } from 'vitest';
import { findProgram } from '../../scripts/setup/presence.mjs';
import { awaitClean, worldEngines, worldScope } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { runCli } from '../setup/run-cli';
import { world } from '../setup/world-state';
import { demoOrEndless } from './entries/accident-engines';
import { runIdOf, startAccident } from './entries/accident-run';
import { buildEntries } from './entries/build-entries';

/** Many polls fit into the rest of the recording. */
const OFTEN: Partial<Limits> = { tracerLook: 100 };
/** Reports of the trace's size after the daemon's end, one every half second. */
const REPORTS_AFTER = 6;
/** A poll in progress, and one request of each undo. */
const MOST_CALLS_AFTER = 4;

inWorld('a session daemon that is killed in the middle of a recording', () => {
  let entry = '';
  beforeAll(async () => {
    entry = (await buildEntries(world().app)).accidentCli;
  });

  /** A folder with an `lttng` that notes each call before it executes the real one. */
  function notingLttng(): { path: string; calls(): number } {
    const { folder, user } = world();
    const path = mkdtempSync(join(folder, 'lttng-'));
    const notes = join(path, 'calls');
    writeFileSync(notes, '');
    writeFileSync(join(path, 'lttng'), `#!/bin/sh\necho "$*" >>'${notes}'\nexec '${findProgram('lttng')}' "$@"\n`);
    for (const name of ['', 'lttng', 'calls']) chownSync(join(path, name), user.uid, user.gid);
    chmodSync(join(path, 'lttng'), 0o755);
    return { path, calls: () => readFileSync(notes, 'utf8').split('\n').length - 1 };
  }

  it('is reported once with its signal, is asked no more, and the trace keeps what was written', async () => {
    const lttng = notingLttng();
    const { run, events } = startAccident(entry, demoOrEndless('podman', 'run-1'), {
      as: 'user',
      accident: { stepId: 'run-1', when: 2_500, act: { to: 'session-daemon', signal: 'SIGKILL' } },
      env: { PATH: `${lttng.path}:${world().actors.user.env['PATH']}`, [LIMITS_ENV]: JSON.stringify(OFTEN) },
    });
    const isEnd = (event: RunEvent): boolean =>
      event.type === 'warned' && TRACER_ENDED_CODES.some((code) => code === event.code);
    await awaitCondition(() => events().some(isEnd), { what: "the report of the daemon's end", timeoutMs: 60_000 });
    const before = lttng.calls();
    expect(before).toBeGreaterThan(0);
    const grown = (): number => events().filter(({ type }) => type === 'trace-grew').length;
    const target = grown() + REPORTS_AFTER;
    await awaitCondition(() => grown() >= target, { what: 'the recording to continue', timeoutMs: 30_000 });
    run.kill('SIGINT');
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(1);
    expect(lttng.calls() - before).toBeLessThanOrEqual(MOST_CALLS_AFTER);

    const codes = events().flatMap((event) => (event.type === 'warned' ? event.code : []));
    expect(codes.filter((one) => one === TRACER_SILENT || TRACER_ENDED_CODES.some((ended) => ended === one))).toEqual([
      'userspace-tracer-ended',
    ]);
    const shown = await runCli(['show', runIdOf(events()), '--json'], { as: 'user' });
    const report = traceReportSchema.parse(shown.json());
    const [ended, ...others] = report.warnings;
    expect(ended).toMatchObject({ code: 'userspace-tracer-ended', message: expect.stringContaining('SIGKILL') });
    expect(others).toEqual([]);
    expect(report).toMatchObject({ state: 'ready', endedBy: 'stop' });
    expect(report.events).toBeGreaterThan(0);
    await awaitClean(worldScope([worldEngines()['podman rootless']]));
  });
});
