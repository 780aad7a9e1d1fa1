import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { traceReportSchema, traceRowSchema } from '@shared/model/trace-record';
import { KERNEL_OUTPUT } from '@shared/planning/plan-run';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { snapshotSaved } from '../../src/cli/run-reporter';
import { asPrinted } from '../setup/as-printed';
import { cancelTwice } from '../setup/cancel-twice';
import { EventCounts } from './reading/event-counts';
import { readEvents } from './reading/read-events';
import { runCli, startCli } from './setup/guest-app';
import type { GuestProgram } from './setup/guest-program';
import {
  AT_WORK,
  awaitNothingLeft,
  bringOut,
  ENDLESS,
  recorded,
  recordWords,
  reportOf,
  startRootDaemon,
  whatIsLeft,
} from './setup/guest-runs';
import { inVm } from './setup/in-vm';

const KILLED = 128 + 9;
const CANCELLED = 130;
const user = 'tester';
/** Few events, so that reading them back in the emulated machine is quick. */
const SCHEDULER = ['--kernel-event', 'sched_switch', '--kernel-event', 'sched_process_*'];

/** Starts a process all the time, and makes few events of userspace. */
const SLEEPER = ['sh', '-c', 'echo "at work $((40 + 2))"; while :; do sleep 0.05; done'];
/** Waits for the first complete part of the kernel's events. To look more often would keep the emulated machine busy. */
const AWAIT_PART = `until ls -d ~/.local/share/containers-trace/traces/*/${KERNEL_OUTPUT}/archives/*; do sleep 1; done`;

inVm('recording the kernel by accident and design', (vm) => {
  beforeAll(() => startRootDaemon(vm()));

  const start = (options: readonly string[]): GuestProgram =>
    startCli(vm(), recordWords(options, ENDLESS), { user, timeoutMs: 300_000 });

  async function countsOf(path: string): Promise<EventCounts> {
    const counts = new EventCounts();
    expect(await readEvents(await bringOut(vm(), path), [counts.listen])).toBe('');
    return counts;
  }

  it('stop keeps both domains', async () => {
    const run = start(SCHEDULER);
    await run.seen(AT_WORK);
    run.kill('SIGINT');
    const report = reportOf(await run.ended);
    expect(report).toMatchObject({ state: 'ready', endedBy: 'stop', discardedEvents: 0 });
    await awaitNothingLeft(vm(), user);
    const counts = await countsOf(report.path);
    for (const domain of ['kernel', 'userspace'] as const) expect(counts.of(domain), domain).toBeGreaterThan(100);
  });

  it('cancel keeps nothing', async () => {
    const run = start(SCHEDULER);
    await run.seen(AT_WORK);
    await cancelTwice(run);
    expect(await run.ended).toMatchObject({ exitCode: CANCELLED });
    await awaitNothingLeft(vm(), user);
  });

  it('kill -9 leaves nothing running, and the trace can be read', async () => {
    const run = start(SCHEDULER);
    await run.seen(AT_WORK);
    run.kill('SIGKILL');
    expect(await run.ended).toMatchObject({ exitCode: KILLED });
    await awaitNothingLeft(vm(), user);
    expect((await runCli(vm(), ['recover', '--json'], { user })).exitCode).toBe(0);
    const counts = await countsOf(await newestTrace());
    for (const domain of ['kernel', 'userspace'] as const) expect(counts.of(domain), domain).toBeGreaterThan(100);
  });

  /** Its folder, once it is ready. */
  async function newestTrace(): Promise<string> {
    const { stdout } = await runCli(vm(), ['list', '--json'], { user });
    const [newest] = z.array(traceRowSchema).parse(JSON.parse(stdout));
    expect(newest).toMatchObject({ state: 'ready' });
    const shown = await runCli(vm(), ['show', newest?.id ?? '', '--json'], { user });
    return traceReportSchema.parse(JSON.parse(shown.stdout)).path;
  }

  it('the disk guard ends both recorders before a small file system is full', async () => {
    await vm().must('mkdir -p /mnt/small && mount -t tmpfs -o size=64m,uid=1000,gid=1000,mode=700 tmpfs /mnt/small');
    const floor = ['--library', '/mnt/small/traces', '--disk-floor', '56m'];
    const report = await recorded(vm(), recordWords([...SCHEDULER, ...floor], ENDLESS), { user });
    expect(report).toMatchObject({ state: 'ready', endedBy: 'disk-floor' });
    await countsOf(report.path);
    await awaitNothingLeft(vm(), user);
    await vm().must('umount /mnt/small');
  });

  it('a flight recorder saves the last seconds on request and at the end', async () => {
    const run = start([...SCHEDULER, '--flight-recorder']);
    await run.seen(AT_WORK);
    run.kill('SIGUSR1');
    await run.seen(asPrinted(snapshotSaved(1)));
    run.kill('SIGINT');
    const report = reportOf(await run.ended);
    for (const { domain, leaves } of report.recordings) {
      expect(
        leaves.map(({ part }) => part?.kind),
        domain,
      ).toEqual(['snapshot', 'snapshot']);
      expect(leaves.map(({ part }) => part?.number).sort(), "lttng's own numbers").toEqual([0, 1]);
    }
    const folder = await bringOut(vm(), report.path);
    for (const { leaves } of report.recordings)
      for (const { path } of leaves) expect(readdirSync(join(folder, path))).toContain('metadata');
    await awaitNothingLeft(vm(), user);
  });

  it('rotation makes many leaves of one trace', async () => {
    const options = ['--kernel-event', 'sched_*', '--containers-only', '--rotate-size', '1m'];
    const run = startCli(vm(), recordWords(options, SLEEPER), { user, timeoutMs: 300_000 });
    await run.seen(AT_WORK);
    await vm().must(AWAIT_PART, { user, timeoutMs: 300_000 });
    run.kill('SIGINT');
    const report = reportOf(await run.ended);
    const kernel = report.recordings.find(({ domain }) => domain === 'kernel');
    expect(kernel?.leaves.length).toBeGreaterThan(1);
    expect(new Set(kernel?.leaves.map(({ part }) => part?.kind))).toEqual(new Set(['rotation']));
    expect((await countsOf(report.path)).of('kernel')).toBe(kernel?.events);
  });

  it('recover destroys a leftover session, and keeps a stranger’s', async () => {
    await vm().must(
      'lttng --no-sessiond create stranger --output=/tmp/stranger && lttng --no-sessiond enable-event -k -s stranger sched_switch && lttng --no-sessiond start stranger',
    );
    const run = start(SCHEDULER);
    await run.seen(AT_WORK);
    // Kill command line and watchdog at once, so that no process cleans up.
    await vm().must(`pkill -KILL -u ${user} -f '[c]ontainers-trace/out/main/(cli|watchdog)'`);
    expect(await run.ended).toMatchObject({ exitCode: KILLED });
    expect(await whatIsLeft(vm(), user)).toMatch(/\bct-\d{8}-\S+-k/);
    expect((await runCli(vm(), ['recover', '--json'], { user })).exitCode).toBe(0);
    await awaitNothingLeft(vm(), user);
    expect(await vm().must('lttng --no-sessiond list')).toContain('stranger');
    await vm().must('lttng --no-sessiond destroy stranger');
    await countsOf(await newestTrace());
  });

  it('recover finds the incomplete trace after a power cut', async () => {
    const run = start(SCHEDULER);
    await run.seen(AT_WORK);
    await vm().must(['sync']);
    await vm().powerCut();
    await expect(run.ended).rejects.toThrow('switched off');
    const recovery = await runCli(vm(), ['recover', '--json'], { user });
    expect(recovery, recovery.stderr).toMatchObject({ exitCode: 0 });
    await awaitNothingLeft(vm(), user);
    const rows = await runCli(vm(), ['list', '--json'], { user });
    expect(
      z
        .array(traceRowSchema)
        .parse(JSON.parse(rows.stdout))
        .map(({ state }) => state),
    ).not.toContain('recording');
  });
});
