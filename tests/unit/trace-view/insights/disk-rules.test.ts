import { describe, expect, it } from 'vitest';
import { kernel, type OnCpu, type Run, syscall, type Task, wake } from './written-kernel';
import { findingsOf, insightsOfLeaves, MS, textsOf, US } from './written-trace';

const postgres: Task = { tid: 132, vpid: 32, name: 'postgres' };
const KSWAPD: Task = { tid: 50, vpid: 0, name: 'kswapd0' };
const ENOENT = -2;

/** Runs 1 ms, and is in the call for 3 ms, of which it is blocked for 2; 4 ms a time. */
function callsThatBlock(count: number, name: string, end: Run['end']): { runs: Run[]; further: OnCpu[] } {
  const times = Array.from({ length: count }, (_, index) => index * 4 * MS);
  return {
    runs: times
      .flatMap((at): Run[] => [
        { task: postgres, from: at, to: at + 1.5 * MS, end },
        { task: postgres, from: at + 3.5 * MS, to: at + 4 * MS, end: 'sleeps' },
      ])
      .map((run, index, all) => (run.end === 'sleeps' && index < all.length - 1 ? { ...run, end: 'preempted' } : run)),
    further: times.flatMap((at) => [
      { cpu: 0, at: at + MS, event: { enters: name } },
      wake(1, at + 3.4 * MS, postgres),
      { cpu: 0, at: at + 3.9 * MS, event: { leaves: name, result: 0 } },
    ]),
  };
}

const trace = ({ runs, further }: { runs: Run[]; further: OnCpu[] }, endNs = 400 * MS) =>
  kernel({ runs: [runs, [{ task: KSWAPD, from: 0, to: MS, end: 'sleeps' }]], further, endNs });

describe('blocked on disk', () => {
  it('is a thread that was uninterruptible for 1.9 ms of each 4 ms in pread64', async () => {
    const insights = await insightsOfLeaves([trace(callsThatBlock(100, 'pread64', 'disk'))]);
    const found = findingsOf(insights, 'blocked-on-disk');
    expect(textsOf(found)).toEqual([
      expect.stringMatching(
        /^postgres was blocked on disk for 48 % of its time\. 190 ms of 400 ms, 190 ms of them in pread64, in 100 waits\.$/,
      ),
    ]);
    expect(found[0]?.evidence).toMatchObject({ kind: 'states', lengthNs: 400 * MS, bracketNs: 190 * MS });
  });

  it('is none that sleeps in a call on a socket', async () => {
    const insights = await insightsOfLeaves([trace(callsThatBlock(100, 'recvfrom', 'sleeps'))]);
    expect(findingsOf(insights, 'blocked-on-disk')).toEqual([]);
  });

  it('is none that is uninterruptible without a call on a file', async () => {
    const insights = await insightsOfLeaves([trace(callsThatBlock(100, 'ioctl', 'disk'))]);
    expect(findingsOf(insights, 'blocked-on-disk')).toEqual([]);
  });
});

describe('page faults', () => {
  const faulting = (blockedMs: number): Run[] => [
    { task: postgres, from: 0, to: 10 * MS, end: 'disk' },
    { task: postgres, from: (10 + blockedMs) * MS, to: 200 * MS, end: 'sleeps' },
  ];
  const further: OnCpu[] = [...syscall(0, 'getpid', MS, 2 * MS), { cpu: 0, at: 9 * MS, event: { faults: true } }];

  it('are told where a thread waited 60 ms of 200 ms in one', async () => {
    const insights = await insightsOfLeaves([trace({ runs: faulting(60), further }, 200 * MS)]);
    expect(textsOf(findingsOf(insights, 'page-fault-waits'))).toEqual([
      'postgres waited 60.0 ms in page faults. 30 % of its time, in 1 wait and 1 page fault. The longest took 60.0 ms.',
    ]);
  });

  it('are not told where they took 10 ms', async () => {
    const insights = await insightsOfLeaves([trace({ runs: faulting(10), further }, 200 * MS)]);
    expect(findingsOf(insights, 'page-fault-waits')).toEqual([]);
  });
});

describe('flush after flush', () => {
  it('is a process that spent 2.9 ms of each 4 ms in fdatasync', async () => {
    const insights = await insightsOfLeaves([trace(callsThatBlock(50, 'fdatasync', 'disk'), 200 * MS)]);
    expect(textsOf(findingsOf(insights, 'flush-after-flush'))).toEqual([
      expect.stringMatching(
        /^postgres spent 73 % of its time in 50 flushes\. 145 ms of 200 ms in fdatasync\. The longest took 2\.90 ms\.$/,
      ),
    ]);
  });

  it('is none that flushes once at its end', async () => {
    const insights = await insightsOfLeaves([trace(callsThatBlock(9, 'fsync', 'disk'), 36 * MS)]);
    expect(findingsOf(insights, 'flush-after-flush')).toEqual([]);
  });
});

describe('failing calls', () => {
  const opens = (count: number, failed: number, name = 'openat') =>
    kernel({
      runs: [[{ task: postgres, from: 0, to: 300 * MS, end: 'sleeps' }]],
      further: Array.from({ length: count }, (_, index) =>
        syscall(0, name, (index + 1) * 100 * US, (index + 1) * 100 * US + 1_000, index < failed ? ENOENT : 3),
      ).flat(),
      endNs: 300 * MS,
    });

  it('are told where openat failed 960 of 1 000 times', async () => {
    const found = findingsOf(await insightsOfLeaves([opens(1_000, 960)]), 'failing-calls');
    expect(textsOf(found)).toEqual([
      'openat of postgres failed 960 of 1 000 times. 96 % of the calls returned an error.',
    ]);
    expect(found[0]?.factor).toBeCloseTo(3.2);
  });

  it.each([
    ['200 of 1 000 fail', 1_000, 200, 'openat'],
    ['there are 500', 500, 500, 'openat'],
    ['a failure is no error of the program', 1_000, 1_000, 'recvfrom'],
  ] as const)('are none where %s', async (_, count, failed, name) => {
    expect(findingsOf(await insightsOfLeaves([opens(count, failed, name)]), 'failing-calls')).toEqual([]);
  });
});
