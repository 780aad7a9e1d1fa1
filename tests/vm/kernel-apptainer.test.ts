import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { containersFileSchema, type TraceReport } from '@shared/model/trace-record';
import { DEMO_COMMAND } from '@shared/request/demo-run';
import { beforeAll, expect, it } from 'vitest';
import { timed } from '../setup/say';
import { type BothDomains, readBothDomains } from './reading/both-domains';
import { GUEST_SANDBOX, giveApptainer } from './setup/guest-apptainer';
import { awaitNothingLeft, bringOut, recorded, startRootDaemon } from './setup/guest-runs';
import { inVm } from './setup/in-vm';
import type { Vm } from './setup/vm';

inVm('the demo with the kernel and Apptainer', (vm) => {
  beforeAll(() => giveApptainer(vm()));

  it('is recorded as root, and identified by its mount namespace among the machine’s processes', async () => {
    // Omit system calls, since reading those of the whole machine would take a minute.
    const { report, read } = await demo(vm(), 'root', ['--kernel', 'scheduling']);
    const [container] = report.containers;
    expect(container?.witnesses).toEqual(expect.arrayContaining(['events', 'mounts']));
    expect(container?.pidNs).toBe(await namespaceIn(vm(), 'pid'));
    expect(container?.namespaces['mnt']).not.toBe(await namespaceIn(vm(), 'mnt'));
    const tids = new Set(read.timeline.stays.map(({ tid }) => tid));
    for (const { vpid } of listingsOf(report)) expect(tids, 'the scheduler had it').toContain(vpid);
  });

  it('is recorded for the group with the container’s process ids, as in the kernel’s events', async () => {
    await startRootDaemon(vm());
    const words = ['--kernel', '--containers-only', '--engine-option', 'containall'];
    const { report, read } = await demo(vm(), 'tester', words);
    const [container] = report.containers;
    expect(container?.witnesses).toEqual(expect.arrayContaining(['events', 'kernel']));
    for (const { pid, vpid } of listingsOf(report)) expect(pid).toBeGreaterThan(vpid);
    const pidNs = container?.pidNs ?? 0;
    expect(read.namespaces.sawFork(pidNs)).toBe(true);
    for (const call of ['openat', 'getdents64'])
      expect(read.namespaces.systemCalls(pidNs, call, 'ls'), call).toBeGreaterThanOrEqual(5);
  });
});

/** Records it whole and reads it by babeltrace2 alone: each function entry at a time when the scheduler had its thread on that CPU. */
async function demo(
  vm: Vm,
  user: 'root' | 'tester',
  options: readonly string[],
): Promise<{ report: TraceReport; read: BothDomains }> {
  const image = ['--engine', 'apptainer', '--image', GUEST_SANDBOX, '--network', 'none'];
  const report = await recorded(vm, ['record', '--json', ...image, ...options, '--', ...DEMO_COMMAND], { user });
  expect(report).toMatchObject({ state: 'ready', discardedEvents: 0, lostPackets: 0, exitCode: 0, warnings: [] });
  await awaitNothingLeft(vm, user);
  const folder = await bringOut(vm, report.path);
  const read = await timed('read it', () => readBothDomains(folder));
  expect(read.warnings).toBe('');
  for (const domain of ['kernel', 'userspace'] as const)
    expect(read.counts.of(domain), domain).toBe(report.recordings.find((one) => one.domain === domain)?.events);
  expect(read.functionEntries).toBeGreaterThan(10_000);
  expect(read.offCpu).toEqual([]);
  const file: unknown = JSON.parse(readFileSync(join(folder, 'containers.json'), 'utf8'));
  expect(containersFileSchema.parse(file).containers).toEqual(report.containers);
  expect(new Set(listingsOf(report).map(({ vpid }) => vpid)).size).toBe(5);
  return { report, read };
}

const listingsOf = ({ containers }: TraceReport) =>
  containers.flatMap(({ processes }) => processes.filter(({ procname }) => procname === 'ls'));

/** Inode of a namespace that the guest's first process is in. */
async function namespaceIn(vm: Vm, kind: 'pid' | 'mnt'): Promise<number> {
  return Number((await vm.must(['readlink', `/proc/1/ns/${kind}`])).replace(/\D/g, ''));
}
