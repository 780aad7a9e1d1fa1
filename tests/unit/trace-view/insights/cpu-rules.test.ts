import { describe, expect, it } from 'vitest';
import { containerOf } from '../../analysis/sample-analysis';
import { kernel, type Run, type Task } from './written-kernel';
import { findingsOf, insightsOfLeaves, MS, PID_NS, textsOf } from './written-trace';

const api: Task = { tid: 101, vpid: 1, name: 'api' };
const other: Task = { tid: 202, vpid: 2, name: 'batch' };
const END = 400 * MS;

describe('short of CPU', () => {
  /** Two threads share a CPU in turns of 10 ms. */
  const turns: Run[] = Array.from({ length: 40 }, (_, index) => ({
    task: index % 2 === 0 ? api : other,
    from: index * 10 * MS,
    to: (index + 1) * 10 * MS,
    end: 'preempted',
  }));

  it('are two threads on one CPU, each for half of the time', async () => {
    const insights = await insightsOfLeaves([kernel({ runs: [turns], endNs: END })]);
    const texts = textsOf(findingsOf(insights, 'short-of-cpu'));
    expect(texts).toHaveLength(2);
    // The first wait of `batch` is not known: nothing says that it could run before it did.
    expect(texts).toContainEqual(
      'api waited 200 ms to run while other threads had its CPUs. Its threads ran 200 ms. Meanwhile ran batch (200 ms).',
    );
  });

  it('is none while another CPU, on which the thread ran before, was idle', async () => {
    const idle: Run[] = [
      { task: api, from: 0, to: MS, end: 'preempted' },
      { task: other, from: MS, to: 2 * MS, end: 'preempted' },
    ];
    const later = turns.map((run) => ({ ...run, from: run.from + 10 * MS, to: run.to + 10 * MS }));
    const insights = await insightsOfLeaves([kernel({ runs: [later, idle], endNs: END + 10 * MS })]);
    expect(findingsOf(insights, 'short-of-cpu')).toEqual([]);
  });

  it('cannot be checked where events of the kernel were lost', async () => {
    const insights = await insightsOfLeaves([kernel({ runs: [turns], endNs: END, discarded: 3 })]);
    expect(insights.unchecked).toContainEqual(
      expect.objectContaining({ rule: 'short-of-cpu', missing: 'events of the kernel were lost' }),
    );
  });
});

describe('CPU limit', () => {
  const containers = [containerOf({ name: 'checkout-1', pidNs: PID_NS })];
  /** Two threads run on a CPU each for 25 ms of each 100 ms, and could run all the time. */
  const stopped = (end: Run['end'], runMs = 25): Run[][] =>
    [api, other].map((task) =>
      Array.from({ length: 4 }, (_, period) => ({
        task,
        from: period * 100 * MS,
        to: (period * 100 + runMs) * MS,
        end,
      })),
    );

  it('is told where all threads were stopped for 75 ms of each 100 ms', async () => {
    const insights = await insightsOfLeaves([kernel({ runs: stopped('preempted'), endNs: END })], { containers });
    expect(textsOf(findingsOf(insights, 'cpu-limit'))).toEqual([
      'checkout-1 was stopped 4 times, 300 ms in all, while CPUs were idle: its CPU limit. The stops ended every 100 ms on average. The longest took 75.0 ms.',
    ]);
    expect(findingsOf(insights, 'short-of-cpu')).toEqual([]);
  });

  it.each([
    ['sleep', stopped('sleeps')],
    [
      'wait for a CPU that others have',
      [
        stopped('preempted')[0]?.flatMap((run): Run[] => [
          run,
          { task: { tid: 9, vpid: 0, name: 'host' }, from: run.to, to: run.from + 100 * MS, end: 'preempted' },
        ]) ?? [],
      ],
    ],
    ['wait 3 ms for the scheduler to move them', stopped('preempted', 97)],
  ])('is not told where threads %s', async (_, runs) => {
    const insights = await insightsOfLeaves([kernel({ runs, endNs: END })], { containers });
    expect(findingsOf(insights, 'cpu-limit')).toEqual([]);
  });
});

describe('one does the work', () => {
  const worker = (number: number): Task => ({ tid: 300 + number, vpid: 9, name: `worker-${number}` });
  const main: Task = { tid: 300, vpid: 9, name: 'pool' };
  /** Each worker runs on a CPU of its own. */
  const pool = (runningMs: readonly number[], nameOf: (number: number) => Task = worker) =>
    kernel({
      runs: [
        [{ task: main, from: 0, to: MS, end: 'sleeps' }],
        ...runningMs.map((ms, index): Run[] => [
          { task: nameOf(index + 1), from: MS, to: (1 + ms) * MS, end: 'sleeps' },
        ]),
      ],
      endNs: END,
    });

  it('is worker-1 that ran 300 ms where the others ran 40 ms', async () => {
    const insights = await insightsOfLeaves([pool([300, 40, 40, 40])]);
    expect(textsOf(findingsOf(insights, 'one-does-the-work'))).toEqual([
      'worker-1 did 71 % of the work of 4 threads worker-*. It ran 300 ms of 400 ms. The median of the threads was 40.0 ms, so it ran 7.5 × that.',
    ]);
  });

  it.each([
    ['where all do the same', [300, 300, 300, 300], worker],
    ['of two threads', [300, 40], worker],
    ['that ran for a quarter of the trace', [100, 10, 10], worker],
    [
      'of threads that have the name of their process',
      [300, 1, 1],
      (number: number) => ({ ...main, tid: 300 + number }),
    ],
  ])('is none %s', async (_, running, nameOf) => {
    expect(findingsOf(await insightsOfLeaves([pool(running, nameOf)]), 'one-does-the-work')).toEqual([]);
  });
});
