import { describe, expect, it } from 'vitest';
import { paintMarks } from '../../../../src/renderer/views/trace/drawing/plot/paint-marks';
import { paintOverlay } from '../../../../src/renderer/views/trace/drawing/plot/paint-overlay';
import { markGroups } from '../../../../src/renderer/views/trace/drawing/plot/plot-marks';
import { visibleBands } from '../../../../src/renderer/views/trace/drawing/plot/visible-bands';
import { marksByRow } from '../../../../src/renderer/views/trace/timeline/plot/marks-by-row';
import { drawnThings } from './setup/drawn-things';
import { testPicture } from './setup/test-picture';
import { testRow, testScene } from './setup/test-scene';

const MARKS = {
  fromNs: 0,
  toNs: 100,
  columns: 100,
  row: Uint32Array.of(4, 4, 4, 9),
  atNs: Float64Array.of(5, 50, 55, 20),
  name: Uint32Array.of(0, 1, 0, 1),
  count: Uint32Array.of(1, 3, 2, 1),
  names: ['shop:order', 'shop:paid'],
  isTooMany: false,
};

const scene = testScene(testPicture([]), [testRow({ row: 4 })], { marks: marksByRow(MARKS), width: 400 });

function drawn() {
  const things = drawnThings(scene.theme);
  paintMarks(things.brush, scene, visibleBands(scene.rows, scene.height));
  return things;
}

describe('user events', () => {
  it('are grouped where they are close, with the number of all events', () => {
    const marks = marksByRow(MARKS).get(4) ?? [];
    const view = { fromNs: 0, toNs: 100 };
    expect(markGroups(marks, view, 400).map(({ x, count }) => [x, count])).toEqual([
      [20, 1],
      [200, 3],
      [220, 2],
    ]);
    expect(markGroups(marks, view, 100).map(({ x, count }) => [x, count])).toEqual([
      [5, 1],
      [50, 5],
    ]);
    expect(markGroups(marks, { fromNs: 40, toNs: 60 }, 100).map(({ x }) => x)).toEqual([50, 75]);
  });
  it('are a diamond and a line in their row alone, with their name or number', () => {
    const { texts, shapes } = drawn();
    expect(shapes.map(({ points }) => points[0]?.[0])).toEqual([20, 200, 220]);
    expect(texts.map(({ text }) => text)).toEqual(['order', '3', '2']);
  });
  it('are drawn in the accent when selected, and not when they are out of sight', () => {
    const nothing = { hoverNs: null, hovered: null, wakeUps: [], brackets: [], measure: null, insight: null };
    for (const [selectedMark, shapes] of [
      [{ row: 4, atNs: 50 }, [scene.theme.accent.css]],
      [{ row: 4, atNs: 150 }, []],
      [{ row: 9, atNs: 20 }, []],
    ] as const) {
      const things = drawnThings(scene.theme);
      paintOverlay(things.brush, { ...scene, selectedMark }, nothing);
      expect(things.shapes.map(({ colour }) => colour)).toEqual(shapes);
    }
  });
});
