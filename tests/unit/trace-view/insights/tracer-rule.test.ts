import { describe, expect, it } from 'vitest';
import { containerOf } from '../../analysis/sample-analysis';
import { kernel, type Run, type Task } from './written-kernel';
import { findingsOf, insightsOfLeaves, MS, PID_NS, textsOf, US } from './written-trace';
import { call, type Program, userspace } from './written-userspace';

const RULE = 'tracers-own-cost';
const api: Program = { vpid: 7, vtid: 7, name: 'api' };
const LEAF = 0x1000;

/** A function that is called again and again. */
const calls = (count: number, everyNs: number, callNs: number) =>
  userspace(Array.from({ length: count }, (_, n) => call(api, LEAF, n * everyNs, n * everyNs + callNs)).flat());

describe('the cost of function events', () => {
  it('is 24 ms for 60 000 events of 0.4 µs', async () => {
    const findings = findingsOf(await insightsOfLeaves([calls(30_000, 4 * US, 400)]), RULE);
    expect(textsOf(findings)).toEqual([
      'Recording took about 20 % of the elapsed time of api. 24.0 ms of 120 ms: 60 000 function events of about 400 ns, the time of the shortest call.',
    ]);
    expect(findings[0]?.factor).toBeCloseTo(4, 1);
    expect(findings[0]?.group).toBe('recording');
  });

  it.each([
    ['a share of 4 %', calls(30_000, 20 * US, 400)],
    ['20 ms in all', calls(20_000, 4 * US, 400)],
    ['a call that does something itself', calls(30_000, 4 * US, 600)],
  ])('is not told below %s', async (_, leaf) => {
    expect(findingsOf(await insightsOfLeaves([leaf]), RULE)).toEqual([]);
  });
});

describe('the threads of the tracer', () => {
  const program: Task = { tid: 101, vpid: 1, name: 'api' };
  const consumer: Task = { tid: 55, vpid: 55, name: 'lttng-consumerd', pidNs: PID_NS + 1 };
  const own: Task = { tid: 102, vpid: 1, name: 'api-ust' };
  const containers = [containerOf({ name: 'api-1', pidNs: PID_NS })];
  /** The tracer preempts the program for so long in each of 10 periods of 30 ms; on another CPU, it does not. */
  const ran = (tracer: Task, ms: number, isElsewhere = false): Run[][] => {
    const periods = Array.from({ length: 10 }, (_, period) => period * 30);
    const turns = periods.flatMap((at): [Run, Run] => [
      { task: program, from: at * MS, to: (at + 30 - ms) * MS, end: 'preempted' },
      { task: tracer, from: (at + 30 - ms) * MS, to: (at + 30) * MS, end: 'sleeps' },
    ]);
    if (!isElsewhere) return [turns];
    return [[{ task: program, from: 0, to: 300 * MS, end: 'sleeps' }], turns.filter(({ task }) => task === tracer)];
  };
  const found = async (runs: Run[][]) =>
    findingsOf(await insightsOfLeaves([kernel({ runs, endNs: 300 * MS })], { containers }), RULE);

  it('had the CPU of the program for 3 ms of each 30 ms', async () => {
    expect(textsOf(await found(ran(consumer, 3)))).toEqual([
      'Programs waited 30.0 ms to run while threads of the tracer had their CPUs. 10 % of the running and waiting time of the programs: lttng-consumerd.',
    ]);
    expect(textsOf(await found(ran(own, 3)))).toEqual([expect.stringContaining('api-ust')]);
  });

  it.each([
    ['had it for 1 ms', ran(consumer, 1)],
    ['ran on another CPU', ran(consumer, 3, true)],
    ['are those of another program', ran({ ...consumer, name: 'lttngish' }, 3)],
    ['have the name of the tracer in a container', ran({ ...consumer, pidNs: PID_NS }, 3)],
  ])('are not told where they %s', async (_, runs) => {
    expect(await found(runs)).toEqual([]);
  });
});

it('cannot be checked without calls and scheduling', async () => {
  const { unchecked } = await insightsOfLeaves([userspace([])]);
  expect(unchecked.map(({ rule }) => rule)).toContain(RULE);
});
