import { statSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { runTool } from '../setup/run-tool';
import { readBothDomains } from './reading/both-domains';
import { startCli } from './setup/guest-app';
import type { GuestProgram } from './setup/guest-program';
import {
  AT_WORK,
  awaitNothingLeft,
  bringOut,
  ENDLESS,
  recorded,
  recordWords,
  startRootDaemon,
  whatIsLeft,
} from './setup/guest-runs';
import { inVm } from './setup/in-vm';
import { answerPkexec, startPolkit } from './setup/polkit';

const user = 'other';
const UID = 1001;
const KILLED = 128 + 9;
const SCHEDULER = ['--kernel-event', 'sched_switch', '--kernel-event', 'sched_process_*'];
/** Its pid in the guest; empty when none runs. */
const HELPER = `pgrep -u root -f '[o]ut/helper/helper.mjs /run/user' || true`;

/**
 * Through sudo-prompt, a real pkexec and polkit, whose rule says yes in place of a person; on Debian's own Node, which may not
 * change its user, so that a child of the user's meets the app.
 */
inVm('the kernel through sudo-prompt and the helper, for a user who is not in the group', (vm) => {
  beforeAll(async () => {
    await startPolkit(vm());
    await answerPkexec(vm(), user, 'YES');
  });

  /** Nothing of the helper's either: no process of root's, no mount. */
  async function awaitAllGone(): Promise<void> {
    await awaitNothingLeft(vm(), user);
    expect((await vm().must(HELPER)).trim()).toBe('');
    expect(await vm().must('ls -d /run/containers-trace 2>/dev/null || true')).toBe('');
  }

  const start = (): GuestProgram => startCli(vm(), recordWords(SCHEDULER, ENDLESS), { user, timeoutMs: 300_000 });

  it('records the demo: both domains on one clock, every file the user’s, nothing left', async () => {
    const report = await recorded(vm(), ['demo', '--json', '--engine', 'podman', '--kernel', '--containers-only'], {
      user,
    });
    expect(report).toMatchObject({ state: 'ready', discardedEvents: 0, lostPackets: 0, exitCode: 0, warnings: [] });
    await awaitAllGone();
    expect(await vm().must('pgrep -x lttng-sessiond || true'), 'its daemon ended with it').toBe('');
    expect(await vm().must(['find', report.path, '!', '-user', user])).toBe('');
    const folder = await bringOut(vm(), report.path);
    expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
    expect(runTool('find', [folder, '!', '-uid', String(UID)])).toBe('');
    const read = await readBothDomains(folder);
    expect(read.warnings).toBe('');
    expect(read.functionEntries).toBeGreaterThan(10_000);
    expect(read.offCpu).toEqual([]);
    const pidNs = report.containers[0]?.pidNs ?? 0;
    for (const call of ['openat', 'getdents64'])
      expect(read.namespaces.systemCalls(pidNs, call, 'ls'), call).toBeGreaterThanOrEqual(5);
  });

  it.each(['the command line', 'the helper'] as const)(
    'kill -9 of %s leaves nothing, also on a daemon that goes on',
    async (victim) => {
      await startRootDaemon(vm());
      const run = start();
      await run.seen(AT_WORK);
      expect(await whatIsLeft(vm(), user)).toMatch(/\bct-\d{8}-\S+-k/);
      if (victim === 'the helper') await vm().must(`kill -9 $(${HELPER})`);
      else run.kill('SIGKILL');
      const { exitCode } = await run.ended;
      if (victim === 'the helper') expect(exitCode).not.toBe(0);
      else expect(exitCode).toBe(KILLED);
      await awaitAllGone();
      expect(await vm().must('lttng --no-sessiond list'), 'the daemon goes on').not.toContain('ct-');
    },
  );
});
