import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containersFileSchema, type TraceReport } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { runTool } from '../setup/run-tool';
import { timed } from '../setup/say';
import { type BothDomains, readBothDomains } from './reading/both-domains';
import { compareStates } from './reading/viewed-states';
import { awaitNothingLeft, bringOut, recorded, startRootDaemon } from './setup/guest-runs';
import { inVm } from './setup/in-vm';

const UIDS = { root: 0, tester: 1000 } as const;

inVm('the demo with the kernel', (vm) => {
  it.each([
    // Root starts the root session daemon where none runs; the lasting one of the group is there only afterwards.
    { user: 'root', daemon: async () => undefined },
    { user: 'tester', daemon: () => startRootDaemon(vm()) },
  ] as const)('is recorded as $user, both domains on one clock', async ({ user, daemon }) => {
    await daemon();
    // Omit system calls, since the slow emulated machine would take a minute to read them.
    const words = ['demo', '--json', '--engine', 'podman', '--kernel', '--containers-only'];
    const report = await recorded(vm(), words, { user });
    expect(report).toMatchObject({ state: 'ready', discardedEvents: 0, lostPackets: 0, exitCode: 0, warnings: [] });
    // Nobody else's programs reach the daemon of the user's own, also while root's runs and the user is in its group.
    const own = user === 'root' ? 'root' : 'private';
    expect(Object.fromEntries(report.recordings.map((one) => [one.domain, one.daemon]))).toEqual({
      kernel: 'root',
      userspace: own,
    });
    await awaitNothingLeft(vm(), user);
    const folder = await bringOut(vm(), report.path);
    expectOwnedAlone(folder, UIDS[user]);
    await timed('read it', () => expectOneClock(folder, report));
    expectWitnesses(folder, report);
  });
});

/** Checks with babeltrace2 that the trace is complete and that each function entry matches the scheduler's events. */
async function expectOneClock(folder: string, report: TraceReport): Promise<void> {
  const read = await readBothDomains(folder);
  expect(read.warnings).toBe('');
  for (const domain of ['kernel', 'userspace'] as const)
    expect(read.counts.of(domain), domain).toBe(report.recordings.find((one) => one.domain === domain)?.events);
  expect(read.functionEntries).toBeGreaterThan(10_000);
  expect(read.offCpu).toEqual([]);
  const pidNs = report.containers[0]?.pidNs ?? 0;
  expect(read.namespaces.sawFork(pidNs)).toBe(true);
  const listings = read.namespaces.processesOf(pidNs).filter(({ procnames }) => procnames.includes('ls'));
  expect(listings).toHaveLength(5);
  for (const call of ['openat', 'getdents64'])
    expect(read.namespaces.systemCalls(pidNs, call, 'ls'), call).toBeGreaterThanOrEqual(5);
  await expectStates(folder, read);
}

/** Checks that the trace view shows each thread in the states that follow from the scheduler's events. */
async function expectStates(folder: string, { states }: BothDomains): Promise<void> {
  const cache = mkdtempSync(join(tmpdir(), 'ct-states-'));
  try {
    const compared = await compareStates(folder, cache, states);
    expect(compared.differences).toEqual([]);
    expect(compared.sums).toBeGreaterThan(1_000);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

/** Checks that the kernel's events about the container match its programs' events and the engine. */
function expectWitnesses(folder: string, report: TraceReport): void {
  const file: unknown = JSON.parse(readFileSync(join(folder, 'containers.json'), 'utf8'));
  const [container, ...others] = containersFileSchema.parse(file).containers;
  expect(others).toEqual([]);
  expect(container).toEqual(report.containers[0]);
  expect(container?.witnesses).toEqual(expect.arrayContaining(['events', 'kernel']));
  const listings = container?.processes.filter(({ procname }) => procname === 'ls') ?? [];
  expect(new Set(listings.map(({ pid }) => pid)).size).toBe(5);
  for (const { pid, vpid } of listings) expect(pid).toBeGreaterThan(vpid);
}

function expectOwnedAlone(folder: string, uid: number): void {
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  expect(runTool('find', [folder, '!', '-uid', String(uid)])).toBe('');
}
