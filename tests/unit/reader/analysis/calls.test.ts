import type { Analysis } from '@reader/analysis/analysis';
import { describe, expect, it } from 'vitest';
import { analysisOf, enter, host, leave, spansOf, type TestRecord, user } from './hand-made';

const A = 0xa000n;
const B = 0xb000n;
const C = 0xffff_8000_0000_c000n;
const one = user(11);
const two = user(12);

const figures = ({ functions }: Analysis) =>
  functions.map(({ address, calls, selfNs, totalNs, cut }) => ({
    address,
    count: calls.count,
    durationsNs: calls.totalNs,
    selfNs,
    totalNs,
    cut,
  }));

/** `a>b 2 30 10`: path, count, total, self. */
const paths = ({ functions, tree }: Analysis): string[] =>
  [...tree.parent].map((_, node) => {
    const names: string[] = [];
    for (let at = node; at >= 0; at = tree.parent[at] as number) {
      names.unshift((functions[tree.function[at] as number]?.address ?? 0n).toString(16).slice(-4, -3));
    }
    return `${names.join('>')} ${tree.count[node]} ${tree.totalNs[node]} ${tree.selfNs[node]}`;
  });

describe('calls', () => {
  it('have a self time without the calls that they made', () => {
    const analysis = analysisOf({
      records: [enter(one, 10, A), enter(one, 20, B), leave(one, 50, B), leave(one, 110, A)],
    });
    expect(figures(analysis)).toEqual([
      { address: A, count: 1, durationsNs: 100, selfNs: 70, totalNs: 100, cut: 0 },
      { address: B, count: 1, durationsNs: 30, selfNs: 30, totalNs: 30, cut: 0 },
    ]);
    expect(paths(analysis)).toEqual(['a 1 100 70', 'a>b 1 30 30']);
  });

  it('are matched by thread, although threads run at the same time', () => {
    const analysis = analysisOf({
      records: [enter(one, 10, A), enter(two, 15, A), leave(one, 20, A), leave(two, 45, A)],
    });
    expect(figures(analysis)).toEqual([{ address: A, count: 2, durationsNs: 40, selfNs: 40, totalNs: 40, cut: 0 }]);
    expect(analysis.functions[0]?.calls).toMatchObject({ minNs: 10, maxNs: 30, maxAtNs: 15, maxThread: 1 });
    expect(analysis.threads[1]?.tid).toBe(12);
  });

  it('of other processes are other functions, although their addresses are equal', () => {
    const other = user(11, 99);
    const analysis = analysisOf({
      records: [enter(one, 10, A), leave(one, 20, A), enter(other, 30, A), leave(other, 50, A)],
    });
    expect(analysis.functions.map(({ process, calls }) => [process, calls.totalNs])).toEqual([
      [0, 10],
      [1, 20],
    ]);
    expect(analysis.processes.map(({ vpid }) => vpid)).toEqual([10, 99]);
    expect([...analysis.tree.process]).toEqual([0, 1]);
  });

  it('that recurse count once in the total time and each in the statistics', () => {
    const analysis = analysisOf({
      records: [
        enter(one, 0, A),
        enter(one, 10, B),
        enter(one, 20, A),
        leave(one, 30, A),
        leave(one, 40, B),
        leave(one, 50, A),
      ],
    });
    expect(figures(analysis)).toEqual([
      { address: A, count: 2, durationsNs: 60, selfNs: 30, totalNs: 50, cut: 0 },
      { address: B, count: 1, durationsNs: 30, selfNs: 20, totalNs: 30, cut: 0 },
    ]);
    expect(paths(analysis)).toEqual(['a 1 50 20', 'a>b 1 30 20', 'a>b>a 1 10 10']);
  });

  it('are ended by exits without address', () => {
    const analysis = analysisOf({
      records: [enter(one, 10, A), enter(one, 20, B), leave(one, 50, null), leave(one, 110, null)],
    });
    expect(figures(analysis).map(({ durationsNs }) => durationsNs)).toEqual([100, 30]);
    expect(analysisOf({ records: [leave(one, 5, null)] }).exitsWithoutEntry).toBe(1);
  });

  it('are cut where an exit of an outer function follows: a longjmp or an exception', () => {
    const analysis = analysisOf({
      records: [enter(one, 0, A), enter(one, 10, B), enter(one, 20, C), leave(one, 60, A), enter(one, 70, B)],
    });
    expect(figures(analysis)).toEqual([
      { address: A, count: 1, durationsNs: 60, selfNs: 10, totalNs: 60, cut: 0 },
      { address: B, count: 0, durationsNs: 0, selfNs: 10, totalNs: 50, cut: 2 },
      { address: C, count: 0, durationsNs: 0, selfNs: 40, totalNs: 40, cut: 1 },
    ]);
    expect(analysis.exitsWithoutEntry).toBe(0);
  });

  it('are not changed by an exit of a function that is not open', () => {
    const analysis = analysisOf({ records: [enter(one, 0, A), leave(one, 10, B), leave(one, 30, A)] });
    expect(analysis.exitsWithoutEntry).toBe(1);
    expect(figures(analysis)).toEqual([{ address: A, count: 1, durationsNs: 30, selfNs: 30, totalNs: 30, cut: 0 }]);
  });

  it.each(['exec', 'threadEnd'] as const)('are cut by %s, and later calls begin at the root', (kind) => {
    const end: TestRecord = { at: 40, thread: one, kind };
    const analysis = analysisOf({ records: [enter(one, 0, A), end, enter(one, 50, B), leave(one, 70, B)] });
    expect(figures(analysis)).toEqual([
      { address: A, count: 0, durationsNs: 0, selfNs: 40, totalNs: 40, cut: 1 },
      { address: B, count: 1, durationsNs: 20, selfNs: 20, totalNs: 20, cut: 0 },
    ]);
    expect(paths(analysis)).toEqual(['a 1 40 40', 'b 1 20 20']);
  });

  it('that are open at the begin or the end of a loss are cut, although their exit was recorded', () => {
    const records = [
      enter(one, 0, A),
      enter(one, 10, B),
      leave(one, 20, B),
      enter(one, 30, B),
      leave(one, 60, B),
      enter(one, 90, B),
      leave(one, 100, B),
      leave(one, 110, A),
    ];
    const analysis = analysisOf({ records, losses: [{ fromNs: 40, toNs: 80 }] });
    expect(figures(analysis)).toEqual([
      { address: A, count: 0, durationsNs: 0, selfNs: 60, totalNs: 110, cut: 1 },
      { address: B, count: 2, durationsNs: 20, selfNs: 50, totalNs: 50, cut: 1 },
    ]);
    expect(analysis.losses).toEqual([{ leaf: 0, stream: 0, cpu: 0, fromNs: 40, toNs: 80, events: 3, packets: 0 }]);
  });

  it('that are open at the end count until the last event of their thread', () => {
    const analysis = analysisOf({
      records: [enter(one, 10, A), enter(one, 20, B), { at: 80, thread: one, kind: 'other' }, enter(two, 900, A)],
    });
    expect(figures(analysis)).toEqual([
      { address: A, count: 0, durationsNs: 0, selfNs: 10, totalNs: 70, cut: 2 },
      { address: B, count: 0, durationsNs: 0, selfNs: 60, totalNs: 60, cut: 1 },
    ]);
  });

  it('count with the part in the range, and are cut by its begin', () => {
    const records = [
      enter(one, 10, A),
      enter(one, 90, B),
      leave(one, 130, B),
      enter(one, 140, B),
      leave(one, 150, B),
      leave(one, 200, A),
      enter(one, 250, C),
    ];
    const analysis = analysisOf({ records, fromNs: 100, toNs: 210 });
    expect(figures(analysis)).toEqual([
      { address: A, count: 0, durationsNs: 0, selfNs: 60, totalNs: 100, cut: 1 },
      { address: B, count: 1, durationsNs: 10, selfNs: 40, totalNs: 40, cut: 1 },
    ]);
    expect(analysis.threads[0]?.events).toBe(4);
  });

  it('deeper than the bound count as cut, and their exits end nothing else', () => {
    const depth = 65_540;
    const records = Array.from({ length: depth }, (_, at) => enter(one, at / 1000, A));
    const exits = Array.from({ length: depth }, (_, at) => leave(one, 100 + at / 1000, A));
    const analysis = analysisOf({ records: [...records, ...exits] });
    expect(figures(analysis)[0]).toMatchObject({ count: 65_535, cut: 5 });
    expect(analysis.exitsWithoutEntry).toBe(0);
  });

  it('deeper than the bound stay ignored after a checkpoint', () => {
    const records = Array.from({ length: 65_537 }, (_, at) => enter(one, at / 1000, A));
    const exits = [leave(one, 101, A), leave(one, 102, A), leave(one, 103, A)];
    const analysis = analysisOf({ records: [...records, ...exits], checkpointNs: 100, fromNs: 100 });
    expect(analysis.tree.parent).toHaveLength(65_535);
    expect([analysis.tree.totalNs.at(-1), analysis.tree.totalNs.at(-2)]).toEqual([3, 3]);
  });

  it('have spans with their depth; the end of open ones is not known', () => {
    const { batch, tables } = spansOf({
      records: [enter(one, 10, A), enter(one, 20, B), leave(one, 50, B), enter(one, 60, C), leave(one, 70, B)],
    });
    const { calls } = batch;
    const spans = [...calls.beginNs.subarray(0, calls.count)].map((beginNs, at) => [
      tables.functions[calls.function[at] as number]?.address,
      beginNs,
      calls.endNs[at],
      calls.depth[at],
    ]);
    expect(spans).toEqual([
      [B, 20, 50, 1],
      [C, 60, Number.NaN, 1],
      [A, 10, Number.NaN, 0],
    ]);
    expect(tables.threads[calls.thread[0] as number]).toMatchObject({ tid: 11, vpid: 10, pidNs: 7 });
  });

  it('that began before the range have spans from their begin', () => {
    const { batch } = spansOf({ records: [enter(one, 10, A), leave(one, 150, A)], fromNs: 100 });
    expect([batch.calls.beginNs[0], batch.calls.endNs[0]]).toEqual([10, 150]);
  });
});

describe('threads', () => {
  it('are one thread by vtid and namespace, and another after the inode was reused', () => {
    const records = [enter(one, 10, A), leave(one, 20, A), enter(one, 60, A), leave(one, 90, A)];
    const analysis = analysisOf({ records, epochs: [{ pidNs: 7, fromNs: 50 }] });
    expect(analysis.threads.map(({ epoch, events }) => [epoch, events])).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect(analysis.functions.map(({ process, calls }) => [process, calls.totalNs])).toEqual([
      [0, 10],
      [1, 30],
    ]);
  });

  it('that were not selected have no rows and no calls', () => {
    const analysis = analysisOf({
      records: [enter(one, 10, A), leave(one, 20, A), enter(two, 60, A), leave(two, 90, A)],
      filter: ({ tid, vpid, domain }) => tid === 12 && vpid === 10 && domain === 'userspace',
    });
    expect(analysis.threads.map(({ tid }) => tid)).toEqual([12]);
    expect(figures(analysis)[0]).toMatchObject({ count: 1, durationsNs: 30 });
  });

  it('without events have no row', () => {
    const records: TestRecord[] = [{ at: 5, thread: host(3), kind: 'wake', waker: user(99) }];
    const analysis = analysisOf({ records });
    expect(analysis.threads.map(({ tid }) => tid)).toEqual([3]);
    expect(analysis.processes).toHaveLength(1);
  });
});
