import type { CallLevel, TimelineRow } from '@shared/trace-view/timeline-rows';
import { describe, expect, it, test, vi } from 'vitest';
import { ROWS_AT_FIRST } from '../../../../src/renderer/models/trace-view/row-choice';
import { layRows } from '../../../../src/renderer/views/trace/timeline/rows/lay-rows';
import { rowTree } from '../../../../src/renderer/views/trace/timeline/rows/row-children';
import { shownLevels, zoomStep } from '../../../../src/renderer/views/trace/timeline/rows/shown-levels';
import { figuresOf, timelineRow } from '../trace-tabs/rows';

vi.stubGlobal('window', new EventTarget());
const { anchorShift } = await import('../../../../src/renderer/views/trace/timeline/rows/use-anchored-scroll');

const MS = 1e6;
const S = 1e9;
const level = (spans: number, drawnNs: number, extentNs = drawnNs): CallLevel => ({
  spans,
  drawnNs,
  fromNs: 0,
  toNs: extentNs,
});
const row = (levels: CallLevel[]): TimelineRow => timelineRow({ kind: 'thread', callLevels: levels.length, levels });
/** `main` for ten seconds, and twelve levels of calls within one millisecond. */
const BURST = row([level(1, 10 * S), ...Array.from({ length: 12 }, () => level(2, MS))]);
const stepOf = (rangeNs: number): number => zoomStep(rangeNs, null);

describe('the levels of calls of a row', () => {
  it('are few where its calls are too short to be seen, and all where they are seen', () => {
    expect(shownLevels(BURST, stepOf(10 * S))).toBe(2);
    expect(shownLevels(BURST, stepOf(1 * S))).toBe(2);
    expect(shownLevels(BURST, stepOf(20 * MS))).toBe(13);
    expect(shownLevels(BURST, stepOf(1_000))).toBe(13);
  });
  it('are all where short calls are spread over the trace, since each is a pixel', () => {
    const spread = row(Array.from({ length: 8 }, () => level(500, 500 * 1_000, 10 * S)));
    expect(shownLevels(spread, stepOf(10 * S))).toBe(8);
  });
  it('are few where a busy part of the trace is a few pixels, however many calls it has', () => {
    const busy = row(Array.from({ length: 5 }, () => level(7, 10 * S, 11 * S)));
    expect(shownLevels(busy, stepOf(3_748 * S))).toBe(2);
    expect(shownLevels(busy, stepOf(12 * S))).toBe(5);
  });
  it('are never fewer when the range gets shorter', () => {
    const mixed = row([level(1, 10 * S), level(3, S), level(2, 100 * MS), level(1, MS), level(1, 10)]);
    let before = 0;
    for (let rangeNs = 100 * S; rangeNs > 10; rangeNs /= 1.3) {
      const shown = shownLevels(mixed, stepOf(rangeNs));
      expect(shown).toBeGreaterThanOrEqual(before);
      before = shown;
    }
    expect(before).toBe(5);
  });
  it('are all if the picture of the trace had no room for them, and one level stays one', () => {
    expect(shownLevels({ callLevels: 30, levels: [] }, stepOf(10 * S))).toBe(30);
    expect(shownLevels(row([level(1, 5)]), stepOf(10 * S))).toBe(1);
  });
});

test('the step of the zoom does not change by panning, nor around its edge', () => {
  const step = stepOf(1.5 * S);
  for (const rounding of [-1, 0, 1]) expect(zoomStep(1.5 * S + rounding, step)).toBe(step);
  const edge = 2 ** 20 * 1_024;
  expect(zoomStep(edge - 1, 20)).toBe(20);
  expect(zoomStep(edge + 1, 19)).toBe(19);
  expect(zoomStep(edge * 1.2, 19)).toBe(20);
  expect(zoomStep(edge / 1.2, 20)).toBe(19);
});

const laid = (zoom: number, call: { row: number; depth: number; atNs: number } | null = null) => {
  const rows = [
    timelineRow({ kind: 'container', name: 'c' }),
    timelineRow({ kind: 'process', parent: 0 }),
    { ...BURST, parent: 1 },
  ];
  const figures = {
    ...figuresOf([
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
    ]),
    events: Float64Array.of(1, 1, 1),
  };
  const choice = { ...ROWS_AT_FIRST, toggled: new Map([[1, true]]) };
  return layRows({ tree: rowTree(rows, false), whole: figures, figures, choice, zoom, call, selected: new Set() });
};

test('an open row is as high as the levels that it shows, and shows the level of the selected call', () => {
  const [far, near] = [laid(stepOf(10 * S)), laid(stepOf(MS))];
  expect(far.rows[1]?.callLevels).toBe(2);
  expect(near.rows[1]?.callLevels).toBe(13);
  expect((near.rows[1]?.height ?? 0) - (far.rows[1]?.height ?? 0)).toBe(11 * 16);
  expect(laid(stepOf(10 * S), { row: 2, depth: 6, atNs: 5 }).rows[1]?.callLevels).toBe(7);
  expect(laid(stepOf(10 * S), { row: 9, depth: 6, atNs: 5 }).rows[1]?.callLevels).toBe(2);
});

test('the row under the pointer stays where it is when rows above it change their height', () => {
  const rows = (height: number) => {
    const [container, first] = laid(0).rows;
    if (!container || !first) throw new Error('no rows');
    return [container, { ...first, height }, { ...first, row: 7, y: first.y + height }];
  };
  const [low, high] = [rows(60), rows(200)];
  expect(anchorShift(low, high, 0, 100)).toBe(140);
  expect(anchorShift(high, low, 150, 100)).toBe(-140);
  expect(anchorShift(low, high, 0, 30)).toBe(0);
  expect(anchorShift(low, high.slice(0, 2), 0, 100)).toBe(0);
});
