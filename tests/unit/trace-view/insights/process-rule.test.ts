import { describe, expect, it } from 'vitest';
import { containerOf } from '../../analysis/sample-analysis';
import { kernel, type OnCpu, type Run, type Task } from './written-kernel';
import { findingsOf, insightsOfLeaves, MS, PID_NS, textsOf } from './written-trace';

const shell: Task = { tid: 100, vpid: 1, name: 'sh' };
const containers = [containerOf({ name: 'build-1', pidNs: PID_NS })];

interface Started {
  count: number;
  everyMs: number;
  lifeMs: number;
  /** Into which process the n-th child is born; default: one of its own. */
  processOf?: (child: Task) => number;
}

/** A shell on CPU 0 starts children, which run on CPU 1 and execute a program in the first third of their lives. */
function started({ count, everyMs, lifeMs, processOf = ({ tid }) => tid }: Started) {
  const children = Array.from({ length: count }, (_, n): { task: Task; at: number } => ({
    task: { tid: 200 + n, vpid: 10 + n, name: n % 3 === 0 ? 'cut' : 'sed' },
    at: (1 + n * everyMs) * MS,
  }));
  const endNs = (count * everyMs + lifeMs + 1) * MS;
  const runs: Run[][] = [
    [{ task: shell, from: 0, to: endNs, end: 'sleeps' }],
    children.map(({ task, at }) => ({ task, from: at, to: at + Math.min(lifeMs, everyMs) * MS, end: 'dead' })),
  ];
  const further = children.flatMap(({ task, at }): OnCpu[] => [
    { cpu: 0, at, event: { forks: task, process: processOf(task) } },
    { cpu: 1, at: at + (lifeMs * MS) / 3, event: { executes: true } },
    { cpu: 1, at: at + lifeMs * MS, event: { exits: true } },
  ]);
  return kernel({ runs, further, endNs });
}

const found = async (of: Started) =>
  findingsOf(await insightsOfLeaves([started(of)], { containers }), 'short-lived-processes');

describe('short-lived processes', () => {
  it('are 60 that live for 3 ms each, 50 a second', async () => {
    const findings = await found({ count: 60, everyMs: 20, lifeMs: 3 });
    expect(textsOf(findings)).toEqual([
      '60 processes of build-1 lived 3.00 ms in the median: sed and cut. 51 a second for 1.18 s, started by sh. 33 % of their lives passed between fork and exec.',
    ]);
    expect(findings[0]?.factor).toBeCloseTo(2.54, 2);
    expect(findings[0]?.place).toMatchObject({ fromNs: MS, toNs: (1 + 59 * 20 + 3) * MS });
  });

  it.each([
    ['12 start in a second', { count: 60, everyMs: 80, lifeMs: 3 }],
    ['they start within half a second', { count: 25, everyMs: 20, lifeMs: 3 }],
    ['they are threads', { count: 60, everyMs: 20, lifeMs: 3, processOf: () => shell.tid }],
  ])('are none where %s', async (_, of) => {
    expect(await found(of)).toEqual([]);
  });

  it('cannot be checked without the starts of processes', async () => {
    const runs: Run[][] = [[{ task: shell, from: 0, to: 10 * MS, end: 'sleeps' }]];
    const { unchecked } = await insightsOfLeaves([kernel({ runs, endNs: 10 * MS })]);
    expect(unchecked.map(({ rule }) => rule)).toContain('short-lived-processes');
  });
});
