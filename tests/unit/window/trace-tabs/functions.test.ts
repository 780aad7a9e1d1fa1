import { describe, expect, it } from 'vitest';
import { neighboursOf } from '../../../../src/renderer/views/trace/functions/call-neighbours';
import { barsPath, binOf, scaleOf } from '../../../../src/renderer/views/trace/functions/duration-scale';
import { flameCallAt, flameLayout, flameNeighbour } from '../../../../src/renderer/views/trace/functions/flame-layout';
import { placeOfCall } from '../../../../src/renderer/views/trace/functions/place-of-call';
import { placeOfSlowest } from '../../../../src/renderer/views/trace/functions/place-of-slowest';
import {
  askedSort,
  DEFAULT_SORT,
  matchingFunctions,
  nextSort,
  processNames,
  sortFunctions,
} from '../../../../src/renderer/views/trace/functions/sort-functions';
import {
  ChainIds,
  heaviestBranch,
  shownNodes,
  TreeChildren,
} from '../../../../src/renderer/views/trace/functions/tree-rows';
import { treeKey } from '../../../../src/renderer/views/trace/table/tree-keys';
import type { DurationHistogram } from '../../../../src/shared/trace-view/call-detail';
import type { ViewedFunction, ViewedTree } from '../../../../src/shared/trace-view/function-page';

const viewed = (name: string, given: Partial<ViewedFunction> = {}): ViewedFunction => ({
  container: 'web',
  process: 'api',
  vpid: 7,
  processes: 1,
  function: name,
  binary: null,
  unnamed: null,
  count: 1,
  cut: 0,
  totalNs: 0,
  selfNs: 0,
  share: 0,
  minNs: null,
  p50Ns: null,
  p90Ns: null,
  p99Ns: null,
  maxNs: null,
  maxAtNs: null,
  key: `0:${name.length}`,
  maxRow: null,
  durations: null,
  ...given,
});

/** `main` calls `parse` (60) and `write` (30); `parse` calls `write` (20) and itself (10). */
const NAMES = ['main', 'parse', 'write'];
const TREE: ViewedTree = {
  direction: 'top-down',
  all: 5,
  parent: Int32Array.from([-1, 0, 0, 1, 1]),
  function: Uint32Array.from([0, 1, 2, 2, 1]),
  count: Float64Array.from([1, 4, 3, 2, 1]),
  totalNs: Float64Array.from([100, 60, 30, 20, 10]),
  selfNs: Float64Array.from([10, 30, 30, 20, 10]),
  names: NAMES,
  keys: NAMES.map((_, at) => `0:${at}`),
};

describe('the list of functions', () => {
  const functions = [
    viewed('b', { totalNs: 10, p50Ns: 3, key: '0:b' }),
    viewed('a', { totalNs: 30, p50Ns: null, key: '0:a' }),
    viewed('c', { totalNs: 10, p50Ns: 9, process: 'db', vpid: null, key: '0:c' }),
  ];
  const names = (sort: typeof DEFAULT_SORT): string =>
    sortFunctions(functions, sort)
      .map((one) => one.function)
      .join('');

  it('is sorted by total at first, equal figures by name', () => expect(names(DEFAULT_SORT)).toBe('abc'));
  it('is sorted by percentiles, with unknown ones last', () =>
    expect(names({ column: 'p50', isDescending: true })).toBe('cba'));
  it('is sorted by name in both directions', () => {
    expect(names({ column: 'name', isDescending: false })).toBe('abc');
    expect(names({ column: 'name', isDescending: true })).toBe('cba');
  });
  it('begins with the largest figure and the first name after a click, and turns round after the next one', () => {
    expect(nextSort(DEFAULT_SORT, 'self')).toEqual({ column: 'self', isDescending: true });
    expect(nextSort(DEFAULT_SORT, 'name')).toEqual({ column: 'name', isDescending: false });
    expect(nextSort(DEFAULT_SORT, 'total')).toEqual({ column: 'total', isDescending: false });
  });
  it('asks for the largest by total where the trace cannot sort', () => {
    expect([
      askedSort({ column: 'p99', isDescending: true }),
      askedSort({ column: 'p50', isDescending: true }),
    ]).toEqual(['p99', 'total']);
  });
  it('is filtered by function, process and container', () => {
    expect(matchingFunctions(functions, ' DB ').map((one) => one.function)).toEqual(['c']);
    expect(matchingFunctions(functions, '')).toBe(functions);
  });
  it('names processes only where there are several', () => {
    expect(functions.map(processNames(functions))).toEqual(['api [7]', 'api [7]', 'db']);
    expect(processNames(functions.slice(0, 2))(functions[0] ?? viewed(''))).toBeNull();
  });
});

describe('the tree of functions', () => {
  const children = new TreeChildren(TREE);
  const ids = new ChainIds().of(TREE);

  it('sorts roots and callees by time', () => {
    expect([...children.of(-1)]).toEqual([0]);
    expect([...children.of(0)]).toEqual([1, 2]);
    expect([...children.of(1)]).toEqual([3, 4]);
    expect([...children.of(4)]).toEqual([]);
  });
  it('shows open branches only', () => {
    expect(shownNodes(children, ids, new Set()).map(({ node }) => node)).toEqual([0]);
    const open = heaviestBranch(children, ids);
    expect(shownNodes(children, ids, open).map(({ node, depth, isOpen }) => [node, depth, isOpen])).toEqual([
      [0, 0, true],
      [1, 1, true],
      [3, 2, null],
      [4, 2, null],
      [2, 1, null],
    ]);
  });
  it('gives the same chain of callers the same id in another answer', () => {
    const chains = new ChainIds();
    const before = chains.of(TREE);
    const other = {
      parent: Int32Array.from([-1, 0, 0]),
      function: Uint32Array.from([0, 1, 2]),
      keys: ['0:0', '0:2', '0:1'],
    };
    const after = chains.of(other);
    expect([after[0], after[1], after[2]]).toEqual([before[0], before[2], before[1]]);
  });
  it('names chains of 20,000 calls without building their texts', () => {
    const depth = 20_000;
    const chain = new ChainIds().of({
      parent: Int32Array.from({ length: depth }, (_, at) => at - 1),
      function: new Uint32Array(depth),
      keys: ['0:1'],
    });
    expect(new Set(chain).size).toBe(depth);
  });
  it('is opened, collapsed and left by the arrow keys', () => {
    const open = new Set([String(ids[0])]);
    const rows = shownNodes(children, ids, open);
    const changes: [string, boolean][] = [];
    const tree = {
      levelOf: ({ depth }: (typeof rows)[number]) => depth,
      isOpen: ({ isOpen }: (typeof rows)[number]) => isOpen,
      setOpen: ({ id }: (typeof rows)[number], isOpen: boolean) => void changes.push([id, isOpen]),
    };
    expect(treeKey('ArrowRight', 0, rows, tree)).toBe(1);
    expect(treeKey('ArrowRight', 1, rows, tree)).toBe(1);
    expect(treeKey('ArrowLeft', 2, rows, tree)).toBe(0);
    expect(treeKey('ArrowLeft', 0, rows, tree)).toBe(0);
    expect(treeKey('Home', 0, rows, tree)).toBeNull();
    expect(changes).toEqual([
      [String(ids[1]), true],
      [String(ids[0]), false],
    ]);
  });
  it('finds callers and callees, without calls of itself', () => {
    const { callers, callees } = neighboursOf(TREE, '0:1');
    expect(callers).toEqual([{ key: '0:0', name: 'main', totalNs: 60, count: 4 }]);
    expect(callees).toEqual([{ key: '0:2', name: 'write', totalNs: 20, count: 2 }]);
    expect(neighboursOf(TREE, '0:2').callers.map(({ name, totalNs }) => [name, totalNs])).toEqual([
      ['main', 30],
      ['parse', 20],
    ]);
    expect(neighboursOf(TREE, '9:9')).toEqual({ callers: [], callees: [] });
  });
});

describe('the merged flame graph', () => {
  const children = new TreeChildren(TREE);
  const calls = flameLayout(TREE, children, 1_000);
  const of = (node: number) => calls.find((call) => call.node === node) ?? { node: -1, x: 0, width: 0, depth: 0 };

  it('is as wide as the time of each call, below its caller', () => {
    expect(of(0)).toEqual({ node: 0, x: 0, width: 1_000, depth: 0 });
    expect(of(2)).toEqual({ node: 2, x: 600, width: 300, depth: 1 });
    expect(of(4)).toEqual({ node: 4, x: 200, width: 100, depth: 2 });
  });
  it('leaves out what is narrower than a pixel', () => {
    expect(flameLayout(TREE, children, 20).map(({ node }) => node)).toEqual([0, 1, 2, 3, 4]);
    expect(flameLayout(TREE, children, 5).map(({ node }) => node)).not.toContain(4);
    expect(flameLayout({ totalNs: new Float64Array(5) }, children, 100)).toEqual([]);
  });
  it('finds the call at a point and beside another one', () => {
    expect(flameCallAt(calls, 650, 1)?.node).toBe(2);
    expect(flameCallAt(calls, 950, 1)).toBeNull();
    expect(flameNeighbour('ArrowRight', of(1), calls, TREE)?.node).toBe(2);
    expect(flameNeighbour('ArrowUp', of(4), calls, TREE)?.node).toBe(1);
    expect(flameNeighbour('ArrowDown', of(0), calls, TREE)?.node).toBe(1);
    expect(flameNeighbour('ArrowLeft', of(0), calls, TREE)).toBeNull();
  });
});

describe('durations', () => {
  const histogram: DurationHistogram = {
    fromNs: [0, 1e3, 1e6],
    toNs: 1e9,
    counts: [1, 0, 4],
    p50Ns: 2e6,
    p90Ns: 5e6,
    p99Ns: 8e6,
  };

  it('are on one logarithmic scale for all functions', () => {
    const scale = scaleOf([histogram, null, { ...histogram, fromNs: [10], toNs: 1e6 }]);
    expect(scale?.of(1)).toBe(0);
    expect(scale?.of(1e9)).toBe(1);
    expect(scale?.of(1e3)).toBeCloseTo(1 / 3, 6);
    expect(scaleOf([null])).toBeNull();
  });
  it('draw a bar for each bin with calls, and none for others', () => {
    const scale = scaleOf([histogram]);
    expect(scale && barsPath(histogram, scale, 90, 10).match(/M/g)).toHaveLength(2);
    expect(binOf(histogram, 2)).toEqual({ fromNs: 1e6, toNs: 1e9 });
  });
});

describe('going to a call', () => {
  it('leaves time around it, inside of the trace', () => {
    expect(placeOfCall({ row: 3, depth: 2, beginNs: 100_000 }, 40_000, 1e6)).toEqual({
      tab: 'timeline',
      range: { fromNs: 80_000, toNs: 160_000 },
      call: { row: 3, depth: 2, atNs: 100_000 },
    });
    expect(placeOfCall({ row: 3, depth: 0, beginNs: 0 }, 900_000, 1e6).range).toEqual({ fromNs: 0, toNs: 1e6 });
  });
  it('finds the depth of the slowest call', async () => {
    const slow = viewed('slow', { maxAtNs: 500, maxNs: 80_000, maxRow: 4, key: '0:5' });
    let asked: unknown;
    const ask = async (_call: string, args: unknown) => {
      asked = args;
      return {
        all: 2,
        row: Uint32Array.from([4, 4]),
        depth: Uint16Array.from([1, 3]),
        beginNs: Float64Array.from([100, 500]),
        endNs: Float64Array.from([80_100, 80_500]),
      };
    };
    const place = await placeOfSlowest(slow, 1e6)?.({ ask } as never);
    expect(place).toMatchObject({ function: '0:5', call: { row: 4, depth: 3, atNs: 500 } });
    // Its begin and end are inside of the range that is asked for: at an edge they would not be known.
    expect(asked).toMatchObject({ range: { fromNs: 0, toNs: 81_500 }, durations: { fromNs: 80_000, toNs: 80_001 } });
  });
  it('selects no call if the slowest one is not found', async () => {
    const slow = viewed('slow', { maxAtNs: 500, maxNs: 80_000, maxRow: 4, key: '0:5' });
    const none = { all: 0, row: new Uint32Array(), depth: new Uint16Array(), beginNs: new Float64Array() };
    expect(await placeOfSlowest(slow, 1e6)?.({ ask: async () => none } as never)).toMatchObject({ call: null });
    expect(placeOfSlowest(viewed('open'), 1e6)).toBeNull();
  });
});
