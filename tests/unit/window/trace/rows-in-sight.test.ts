import { expect, test } from 'vitest';
import { peakPerSecond, shareOf, shortCount } from '../../../../src/renderer/views/trace/overview/density-figures';
import type { LaidRow, RowLayout } from '../../../../src/renderer/views/trace/timeline/rows/lay-rows';
import { pinnedFrom, rowsInSight, scrollTo } from '../../../../src/renderer/views/trace/timeline/rows/rows-in-sight';

const HEIGHT = 24;
/** A container with 99 threads, twice, and two pinned rows. */
function layoutOf(rows = 200, pinned = 2): RowLayout {
  const laid = (row: number, level: number): LaidRow => ({
    row,
    kind: level === 0 ? 'container' : 'thread',
    level,
    y: 0,
    height: HEIGHT,
    lanesOf: row,
    isExpanded: null,
    callLevels: 0,
    position: 1,
    siblings: 1,
  });
  const list = (all: LaidRow[]) => all.map((one, at) => ({ ...one, y: at * HEIGHT }));
  return {
    rows: list(Array.from({ length: rows }, (_, row) => laid(row, row % 100 === 0 ? 0 : 1))),
    pinned: list(Array.from({ length: pinned }, (_, at) => laid(1_000 + at, 0))),
    height: rows * HEIGHT,
    pinnedHeight: pinned * HEIGHT,
    hiddenCount: 0,
    tracerRows: 0,
  };
}

test('only rows in sight and a few more are shown, and the pinned ones at the bottom', () => {
  const seen = rowsInSight(layoutOf(), { top: 1_200, height: 480 });
  expect(seen.length).toBeLessThan(45);
  const pinned = seen.filter(({ place }) => place === 'pinned');
  expect(pinned.map(({ top }) => top)).toEqual([432, 456]);
});

test('the container of the first row stays on top until its last row leaves', () => {
  const onTop = (top: number) => rowsInSight(layoutOf(), { top, height: 480 }).find(({ place }) => place === 'on-top');
  expect(onTop(0)).toBeUndefined();
  expect(onTop(1_200)).toMatchObject({ row: 0, top: 0 });
  expect(onTop(100 * HEIGHT - 30)).toMatchObject({ row: 0, top: 0 });
  expect(onTop(100 * HEIGHT - 10)).toMatchObject({ row: 0, top: -14 });
  expect(onTop(100 * HEIGHT)).toBeUndefined();
  expect(onTop(100 * HEIGHT + 1)).toMatchObject({ row: 100, top: 0 });
});

test('pinned rows follow a short list, and never take more than half of the place', () => {
  expect(pinnedFrom(layoutOf(3), 480)).toBe(3 * HEIGHT);
  expect(pinnedFrom(layoutOf(200, 50), 480)).toBe(240);
});

test('a selected row comes into sight below the container and above the pinned rows', () => {
  const layout = layoutOf();
  const scroll = { top: 1_200, height: 480 };
  expect(scrollTo(layout, scroll, 60)).toBeNull();
  expect(scrollTo(layout, scroll, 10)).toBe(10 * HEIGHT - HEIGHT);
  expect(scrollTo(layout, scroll, 80)).toBe(81 * HEIGHT - 432);
  expect(scrollTo(layout, scroll, 1_000)).toBeNull();
});

test('numbers of events have two digits and a unit, shares are whole percent, the peak is of all domains', () => {
  expect([3_100_000, 9_960_000, 999_600, 84_200, 9_999, 0].map((n) => shortCount(Float64Array.of(n)))).toEqual([
    '3.1 M',
    '10 M',
    '1.0 M',
    '84 k',
    '9,999',
    '0',
  ]);
  const density = {
    binNs: 2e6,
    isExact: false,
    lanes: [
      { domain: 'userspace' as const, counts: Float64Array.of(10, 200, 0) },
      { domain: 'kernel' as const, counts: Float64Array.of(100, 40) },
    ],
  };
  expect(shareOf(density, 'userspace')).toBe(60);
  expect(peakPerSecond(density)).toBe(120_000);
});
