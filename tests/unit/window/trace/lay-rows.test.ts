import type { RowFigures, TimelineRow } from '@shared/trace-view/timeline-rows';
import { expect, test } from 'vitest';
import { ROWS_AT_FIRST, type RowChoice, revealed } from '../../../../src/renderer/models/trace-view/row-choice';
import { firstRowAt, layRows, rowsBetween } from '../../../../src/renderer/views/trace/timeline/rows/lay-rows';
import { movedOrder } from '../../../../src/renderer/views/trace/timeline/rows/moved-order';
import { rowTree, shownRow } from '../../../../src/renderer/views/trace/timeline/rows/row-children';

const row = (
  kind: TimelineRow['kind'],
  parent: number,
  name: string,
  more: Partial<TimelineRow> = {},
): TimelineRow => ({
  kind,
  parent,
  name,
  fullName: null,
  isOfTracer: false,
  number: null,
  why: null,
  events: 1,
  firstNs: 0,
  lastNs: 1,
  callLevels: 0,
  levels: [],
  hasSyscalls: false,
  hasStates: true,
  hasMemory: false,
  ...more,
});

const ROWS: TimelineRow[] = [
  row('container', -1, 'checkout-1'),
  row('process', 0, 'api', { number: 7, hasMemory: true, firstNs: 5 }),
  row('thread', 1, 'main', { number: 7 }),
  row('thread', 1, 'worker-10', { number: 11, callLevels: 4, hasSyscalls: true }),
  row('thread', 1, 'worker-2', { number: 12, callLevels: 2 }),
  row('process', 0, 'sh', { number: 1, firstNs: 1 }),
  row('thread', 5, 'sh', { number: 1, callLevels: 3 }),
  row('cpus', -1, ''),
  row('cpu', 7, '', { number: 0 }),
  row('cpu', 7, '', { number: 1 }),
];

const figures = (events: number[], runningNs = events.map(() => Number.NaN)): RowFigures => ({
  fromNs: 0,
  toNs: 1,
  events: Float64Array.from(events),
  runningNs: Float64Array.from(runningNs),
  waitingNs: new Float64Array(events.length),
  blockedNs: new Float64Array(events.length),
});
const WHOLE = figures([9, 8, 1, 5, 7, 1, 1, 0, 0, 0]);
const tree = rowTree(ROWS, false);
const lay = (choice: Partial<RowChoice> = {}, ofRange = WHOLE, selected: number[] = []) =>
  layRows({
    tree,
    whole: WHOLE,
    figures: ofRange,
    choice: { ...ROWS_AT_FIRST, ...choice },
    zoom: 0,
    call: null,
    selected: new Set(selected),
  });
const order = (layout: ReturnType<typeof lay>): number[] => layout.rows.map((one) => one.row);

test('rows follow each other by activity, and the CPUs are pinned', () => {
  const layout = lay();
  expect(order(layout)).toEqual([0, 1, 4, 3, 2, 5]);
  expect(layout.pinned.map((one) => one.row)).toEqual([7]);
  expect(layout.rows.map((one) => one.level)).toEqual([0, 1, 2, 2, 2, 1]);
  layout.rows.forEach((one, at) => {
    const before = layout.rows[at - 1];
    expect(one.y).toBe(before ? before.y + before.height : 0);
  });
  expect(layout.height).toBe((layout.rows.at(-1)?.y ?? 0) + (layout.rows.at(-1)?.height ?? 0));
});

test('a row is moved among its siblings, which keep that order until another sorting', () => {
  const layout = lay();
  expect(movedOrder(tree, layout, 3, -1)).toEqual([3, 4, 2]);
  expect(order(lay({ order: new Map([[1, [3, 4, 2]]]) }))).toEqual([0, 1, 3, 4, 2, 5]);
  // Rows that appear later follow by the sorting.
  expect(order(lay({ order: new Map([[1, [2]]]), sort: 'name' }))).toEqual([0, 1, 2, 4, 3, 5]);
  expect(order(lay({ order: new Map([[0, [5, 1]]]) }))).toEqual([0, 5, 1, 4, 3, 2]);
});

test('a row at an end, alone or of a CPU is not moved', () => {
  const layout = lay({ pinned: new Set(), toggled: new Map([[7, true]]) });
  for (const [one, by] of [
    [4, -1],
    [2, 1],
    [0, 1],
    [7, -1],
    [8, 1],
  ] as const)
    expect(movedOrder(tree, layout, one, by)).toBeNull();
});

test('a process with one thread is one row with the lanes of its thread, unless it has a memory curve', () => {
  expect(lay().rows.find((one) => one.row === 5)).toMatchObject({ lanesOf: 6, isExpanded: false });
  expect(shownRow(tree, 6)).toBe(5);
  expect(shownRow(tree, 3)).toBe(3);
  const withMemory = rowTree(
    ROWS.map((one, at) => (at === 5 ? { ...one, hasMemory: true } : one)),
    false,
  );
  expect(withMemory.lanesOf[5]).toBe(5);
});

test('the two busiest threads with calls are open at first, and any row can be opened and collapsed', () => {
  const open = (layout: ReturnType<typeof lay>) => layout.rows.filter((one) => one.isExpanded).map((one) => one.row);
  expect(open(lay())).toEqual([0, 1, 4, 3]);
  expect(
    open(
      lay({
        toggled: new Map([
          [5, true],
          [3, false],
        ]),
      }),
    ),
  ).toEqual([0, 1, 4, 5]);
  expect(order(lay({ toggled: new Map([[1, false]]) }))).toEqual([0, 1, 5]);
  expect(lay().rows.find((one) => one.row === 2)?.isExpanded).toBeNull();
  const cpus = lay({ toggled: new Map([[7, true]]) });
  expect(cpus.pinned.map((one) => one.row)).toEqual([7, 8, 9]);
});

test('rows are sorted by name with numbers as numbers, and by their first event', () => {
  expect(order(lay({ sort: 'name' }))).toEqual([0, 1, 2, 4, 3, 5]);
  expect(order(lay({ sort: 'time' }))).toEqual([0, 5, 1, 2, 3, 4]);
});

test('a filter keeps what it names with the rows above and below, and counts the others', () => {
  const layout = lay({ filter: 'worker' });
  expect(order(layout)).toEqual([0, 1, 4, 3]);
  expect(layout.hiddenCount).toBe(2 + 1); // main, sh and the CPUs
  expect(order(lay({ filter: 'api' }))).toEqual([0, 1, 4, 3, 2]);
  expect(order(lay({ filter: 'worker 12' }))).toEqual([0, 1, 4]);
});

test('hidden rows and rows without activity in the range are left out and counted, and can be shown', () => {
  const quiet = figures([9, 8, 0, 5, 7, 0, 0, 0, 0, 0]);
  expect(order(lay({ hidden: new Set([4]) }, quiet))).toEqual([0, 1, 3]);
  expect(lay({ hidden: new Set([4]) }, quiet).hiddenCount).toBe(3);
  expect(order(lay({ hidden: new Set([4]), showsHidden: true }, quiet))).toEqual([0, 1, 4, 3, 2, 5]);
  expect(order(lay({}, quiet, [2]))).toEqual([0, 1, 4, 3, 2]);
  expect(order(lay({ hidden: new Set([0]) }))).toEqual([]);
});

test('pinned rows leave the list with everything below them', () => {
  const layout = lay({ pinned: new Set([1]) });
  expect(order(layout)).toEqual([0, 5, 7]);
  expect(layout.pinned.map((one) => one.row)).toEqual([1, 4, 3, 2]);
});

test('ten thousand threads are laid out, and the ones in sight are found', () => {
  const many = [ROWS[0], ROWS[1], ...Array.from({ length: 10_000 }, (_, n) => row('thread', 1, `t${n}`))];
  const rows = many.filter((one) => one !== undefined);
  const all = figures(rows.map((_, n) => n));
  const layout = layRows({
    tree: rowTree(rows, false),
    whole: all,
    figures: all,
    choice: ROWS_AT_FIRST,
    zoom: 0,
    call: null,
    selected: new Set([0, 1]),
  });
  expect(layout.rows).toHaveLength(10_002);
  const at = firstRowAt(layout.rows, 120_000);
  expect(layout.rows[at]?.y).toBeLessThanOrEqual(120_000);
  expect(rowsBetween(layout.rows, 120_000, 120_400)).toHaveLength(18);
});

test("the tracer's own threads are rows only on request, and a process with one thread beside them is one row", () => {
  const rows = [...ROWS, row('thread', 5, 'sh-ust', { number: 2, isOfTracer: true })];
  const all = figures([9, 8, 1, 5, 7, 1, 1, 0, 0, 0, 3]);
  const layout = (showsTracer: boolean) =>
    layRows({
      tree: rowTree(rows, showsTracer),
      whole: all,
      figures: all,
      choice: { ...ROWS_AT_FIRST, showsTracer },
      zoom: 0,
      call: null,
      selected: new Set(),
    });
  expect(order(layout(false))).toEqual([0, 1, 4, 3, 2, 5]);
  expect(layout(false)).toMatchObject({ hiddenCount: 0, tracerRows: 1 });
  expect(layout(false).rows.find((one) => one.row === 5)?.lanesOf).toBe(6);
  expect(order(layout(true))).toEqual([0, 1, 4, 3, 2, 5, 10, 6]);
});

test('a filter also finds a container by its own name', () => {
  const rows = ROWS.map((one, at) => (at === 0 ? { ...one, name: 'api (debian)', fullName: 'ct-20261130-1' } : one));
  const layout = layRows({
    tree: rowTree(rows, false),
    whole: WHOLE,
    figures: WHOLE,
    choice: { ...ROWS_AT_FIRST, filter: 'ct-20261130' },
    zoom: 0,
    call: null,
    selected: new Set(),
  });
  expect(order(layout)).toEqual([0, 1, 4, 3, 2, 5]);
});

test('a selected row is revealed: nothing hides it, and only a filter that leaves it out is cleared', () => {
  const choice: RowChoice = {
    ...ROWS_AT_FIRST,
    hidden: new Set([1, 5]),
    toggled: new Map([[0, false]]),
    filter: 'worker-10',
  };
  expect(order(lay(choice))).toEqual([]);
  const shown = revealed(choice, ROWS, 4);
  expect(order(lay(shown))).toEqual(expect.arrayContaining([0, 1, 4]));
  expect(shown).toMatchObject({ filter: '', hidden: new Set([5]) });
  for (const kept of [0, 1, 3]) expect(revealed(choice, ROWS, kept).filter).toBe('worker-10');
  const cpu = revealed({ ...ROWS_AT_FIRST, pinned: new Set() }, ROWS, 9);
  expect(order(lay(cpu))).toContain(9);
});
