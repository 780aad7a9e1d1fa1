import { selfTimes } from '@core/trace-view/functions/self-times/self-times';
import { ThreadClock } from '@core/trace-view/functions/self-times/thread-clock';
import { THREAD_STATES } from '@reader/analysis/analysis';
import { followSpans } from '@reader/compiled/follow-spans';
import { readingOfDomain } from '@reader/packets/packets-of-domain';
import { describe, expect, it } from 'vitest';
import { kernel, type Run, type Task } from './insights/written-kernel';
import { inputOfLeaves, MS } from './insights/written-trace';
import { call, type Program, userspace } from './insights/written-userspace';

const [RUNNING, WAITING, DISK] = (['running', 'waiting-to-run', 'blocked-on-disk'] as const).map((state) =>
  THREAD_STATES.indexOf(state),
);

describe('the clock of a thread', () => {
  it('splits any time by state, and leaves out what is not known', () => {
    const clock = new ThreadClock();
    clock.add(RUNNING ?? 0, 10, 20);
    clock.add(WAITING ?? 0, 20, 25);
    clock.add(RUNNING ?? 0, 25, 30);
    clock.add(DISK ?? 0, 40, 60);
    const between = (fromNs: number, toNs: number): number[] => {
      const sum = { runningNs: 0, waitingNs: 0, blockedNs: 0 };
      clock.addTo(sum, fromNs, toNs);
      return [sum.runningNs, sum.waitingNs, sum.blockedNs];
    };
    expect(between(0, 100)).toEqual([15, 5, 20]);
    expect(between(15, 22)).toEqual([5, 2, 0]);
    expect(between(28, 45)).toEqual([2, 0, 5]);
    expect(between(0, 5)).toEqual([0, 0, 0]);
    expect(between(31, 39)).toEqual([0, 0, 0]);
  });
});

describe('the self time of functions', () => {
  const api: Program = { vpid: 7, vtid: 7, name: 'api' };
  const task: Task = { tid: 7, vpid: 7, name: 'api' };
  const [MAIN, PARSE] = [0x1000, 0x2000];
  // PARSE is called in MAIN from 10 to 30 ms and from 40 to 60 ms.
  const events = [
    ...call(api, MAIN, 0, 100 * MS),
    ...call(api, PARSE, 10 * MS, 30 * MS),
    ...call(api, PARSE, 40 * MS, 60 * MS),
  ];
  // Blocked from 20 to 25 ms, waits from 45 to 50 ms, blocked from 80 to 90 ms.
  const runs: Run[] = [
    { task, from: 0, to: 20 * MS, end: 'sleeps' },
    { task, from: 25 * MS, to: 45 * MS, end: 'preempted' },
    { task, from: 50 * MS, to: 80 * MS, end: 'sleeps' },
    { task, from: 90 * MS, to: 100 * MS, end: 'sleeps' },
  ];

  /** By address: running, waiting and blocked, in milliseconds. */
  async function timesOf(range: { fromNs: number; toNs: number }, rowOf = (): number => 0) {
    const { trace } = await inputOfLeaves([userspace(events), kernel({ runs: [runs], endNs: 100 * MS })]);
    const times = await selfTimes({
      fromNs: range.fromNs,
      rowOf,
      follow: (domain, follower) => followSpans(readingOfDomain(trace.reading, domain), { range }, follower),
    });
    const inMs = (ns: number): number => ns / MS;
    return times?.map(({ address, runningNs, waitingNs, blockedNs }) => [
      Number(address),
      ...[runningNs, waitingNs, blockedNs].map(inMs),
    ]);
  }

  it('is split by what the thread did, without the time of called functions', async () => {
    expect(await timesOf({ fromNs: 0, toNs: 101 * MS })).toEqual([
      [MAIN, 50, 0, 10],
      [PARSE, 30, 5, 5],
    ]);
  });

  it('is that of a part of the trace, with calls that began before it', async () => {
    // As in the table of functions, open calls count until the last event of the thread.
    expect(await timesOf({ fromNs: 22 * MS, toNs: 50 * MS })).toEqual([
      [MAIN, 10, 0, 0],
      [PARSE, 5, 0, 3],
    ]);
  });

  it('is not split for threads whose scheduling is not known', async () => {
    expect(await timesOf({ fromNs: 0, toNs: 101 * MS }, () => -1)).toEqual([]);
  });
});
