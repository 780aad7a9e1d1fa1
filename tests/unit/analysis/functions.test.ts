import { Attribution } from '@core/analysis/attribution/attribution';
import { bottomUpTree, topDownTree } from '@core/analysis/functions/call-trees';
import { mergedStats, NO_DURATIONS, percentileNs } from '@core/analysis/functions/duration-stats';
import { functionFigures, type Grouping, namedFunctions } from '@core/analysis/functions/function-figures';
import { namedProcesses } from '@core/analysis/names/process-names';
import type { Symboliser } from '@core/symbols/symboliser';
import type { Analysis, DurationStats } from '@reader/analysis/analysis';
import { bucketOf } from '@reader/analysis/duration-buckets';
import { sortedFunctions } from '@shared/analysis/function-table';
import { describe, expect, it } from 'vitest';
import { analysisOf, containerOf, functionRow, processRow, stats, thread } from './sample-analysis';

/** The statistics of these durations. */
function statsOf(durations: readonly number[]): DurationStats {
  const numbers = new Map<number, number>();
  for (const ns of durations) numbers.set(bucketOf(ns), (numbers.get(bucketOf(ns)) ?? 0) + 1);
  const sorted = [...numbers].sort(([a], [b]) => a - b);
  return stats({
    count: durations.length,
    totalNs: durations.reduce((sum, ns) => sum + ns, 0),
    minNs: Math.min(...durations),
    maxNs: Math.max(...durations),
    buckets: Uint32Array.from(sorted.flat()),
  });
}

describe('percentiles', () => {
  const hundred = statsOf(Array.from({ length: 100 }, (_, index) => (index + 1) * 1_000));

  it('are at most 3.2 % too small', () => {
    for (const [share, exact] of [
      [0.5, 50_000],
      [0.9, 90_000],
      [0.99, 99_000],
    ] as const) {
      const found = percentileNs(hundred, share) ?? 0;
      expect(found).toBeLessThanOrEqual(exact);
      expect(found).toBeGreaterThan(exact * 0.968);
    }
  });

  it('are within the shortest and the longest duration', () => {
    expect(percentileNs(statsOf([1_001]), 0.5)).toBe(1_001);
    expect(percentileNs(hundred, 1)).toBeLessThanOrEqual(100_000);
    expect(percentileNs(NO_DURATIONS, 0.5)).toBeNull();
  });

  it('of two tables together are those of all durations', () => {
    const [odd, even] = [
      [1, 300, 5_000],
      [2, 300, 70_000],
    ] as const;
    const both = mergedStats({ ...statsOf(odd), maxAtNs: 1 }, { ...statsOf(even), maxAtNs: 2 });
    expect(both).toEqual({ ...statsOf([...odd, ...even]), maxAtNs: 2 });
    expect(mergedStats(NO_DURATIONS, both)).toBe(both);
  });
});

/** Names that the test gives to addresses; others are in a stripped file. */
const symbolsOf = (names: Record<string, string>): Symboliser => ({
  executableOf: () => null,
  functionAt: (_process, address) => {
    const name = names[String(address)];
    return name === undefined
      ? { name: null, gap: { kind: 'stripped', binary: '/bin/ls' }, binary: '/bin/ls', fileAddress: Number(address) }
      : { name, rawName: name, binary: '/bin/ls', offset: 0 };
  },
});

/** Two containers that run the same program, and one process of the machine. */
const REPEATED: Analysis = analysisOf({
  processes: [processRow({ pidNs: 100 }), processRow({ pidNs: 200 }), processRow({ pidNs: 4026531836, vpid: 9 })],
  threads: [thread({ pidNs: 100 }), thread({ pidNs: 200, process: 1 }), thread({ pidNs: 4026531836, process: 2 })],
  functions: [
    functionRow({ process: 0, address: 1n, selfNs: 100, calls: statsOf([100, 200]) }),
    functionRow({ process: 1, address: 1n, selfNs: 200, calls: statsOf([400]) }),
    functionRow({ process: 1, address: 2n, selfNs: 700, calls: NO_DURATIONS, cut: 3 }),
    functionRow({ process: 2, address: 1n, selfNs: 0 }),
  ],
});

function figures(grouping: Grouping) {
  const containers = [containerOf({ name: 'a', pidNs: 100 }), containerOf({ name: 'b', pidNs: 200 })];
  const attribution = new Attribution(containers, { beginNs: 0n, isAbsolute: false, hasClock: true }, false);
  const symbols = symbolsOf({ 1: 'main' });
  const named = namedProcesses(REPEATED, attribution, containers, symbols);
  return sortedFunctions(functionFigures(namedFunctions(REPEATED, named, symbols), grouping), 'self');
}

describe('the figures of functions', () => {
  it('of all processes together are sums, with the largest and smallest of all', () => {
    const [first, second] = figures('name');
    expect(second).toMatchObject({ function: 'main', container: null, process: 'ls', vpid: null, processes: 3 });
    expect(second).toMatchObject({ count: 5, selfNs: 300, maxNs: 400, minNs: 100, share: 0.3 });
    expect(first).toMatchObject({ function: 'ls+0x2', container: 'b', count: 0, cut: 3, p50Ns: null, minNs: null });
  });

  it('say why a name is missing', () => {
    expect(figures('name').map(({ unnamed }) => unnamed)).toEqual([
      expect.stringContaining('/bin/ls is stripped'),
      null,
    ]);
  });

  it('of each container and program are apart', () => {
    expect(figures('subject').map((one) => [one.container, one.function, one.selfNs])).toEqual([
      ['b', 'ls+0x2', 700],
      ['b', 'main', 200],
      ['a', 'main', 100],
      [null, 'main', 0],
    ]);
  });

  it('are in the order of the figure that is asked for', () => {
    const rows = figures('subject');
    const firstBy = (sort: 'count' | 'total' | 'max' | 'p99') => sortedFunctions(rows, sort)[0]?.container;
    expect([firstBy('count'), firstBy('max')]).toEqual(['a', 'b']);
  });
});

describe('a call tree', () => {
  /** main calls read twice from two places: main → load → read and main → read. */
  const tree: Analysis['tree'] = {
    parent: Int32Array.of(-1, 0, 1, 0),
    process: Uint32Array.of(0, 0, 0, 0),
    function: Uint32Array.of(0, 1, 2, 2),
    count: Float64Array.of(1, 1, 5, 7),
    totalNs: Float64Array.of(1_000, 600, 500, 300),
    selfNs: Float64Array.of(100, 100, 500, 300),
  };
  const label = (index: number): string | undefined => ['main', 'load', 'read'][index];

  it('from the top has the time of each path', () => {
    expect(topDownTree({ tree }, label).map((node) => [node.parent, node.function, node.totalNs, node.selfNs])).toEqual(
      [
        [-1, 'main', 1_000, 100],
        [0, 'load', 600, 100],
        [1, 'read', 500, 500],
        [0, 'read', 300, 300],
      ],
    );
  });

  it('from the bottom has the self time of each function by its callers', () => {
    const nodes = bottomUpTree({ tree }, label);
    const roots = nodes.filter(({ parent }) => parent === -1);
    expect(roots.map((node) => [node.function, node.selfNs, node.count])).toEqual([
      ['main', 100, 1],
      ['load', 100, 1],
      ['read', 800, 12],
    ]);
    const read = nodes.findIndex((node) => node.parent === -1 && node.function === 'read');
    expect(nodes.filter(({ parent }) => parent === read).map((node) => [node.function, node.totalNs])).toEqual([
      ['load', 500],
      ['main', 300],
    ]);
  });

  it('joins processes, leaves out what is not selected, and ends at a limit', () => {
    const deep = 1_000;
    const chain: Analysis['tree'] = {
      parent: Int32Array.from({ length: deep }, (_, index) => index - 1),
      process: new Uint32Array(deep),
      function: new Uint32Array(deep),
      count: new Float64Array(deep).fill(1),
      totalNs: Float64Array.from({ length: deep }, (_, index) => deep - index),
      selfNs: new Float64Array(deep).fill(1),
    };
    const nodes = topDownTree({ tree: chain }, () => 'f');
    expect(nodes.length).toBe(200);
    expect(nodes.reduce((sum, { selfNs }) => sum + selfNs, 0)).toBe(deep);
    expect(topDownTree({ tree }, (index) => (index === 0 ? undefined : label(index)))).toEqual([]);
  });
});
