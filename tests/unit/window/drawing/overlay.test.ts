import { describe, expect, it } from 'vitest';
import { paintOverlay } from '../../../../src/renderer/views/trace/drawing/plot/paint-overlay';
import { hitTest } from '../../../../src/renderer/views/trace/drawing/plot/plot-hits';
import type { PlotOverlay, PlotScene } from '../../../../src/renderer/views/trace/drawing/plot/plot-scene';
import { drawnThings } from './setup/drawn-things';
import { testPicture } from './setup/test-picture';
import { testRow, testScene } from './setup/test-scene';

const picture = testPicture([
  { row: 1, kind: 'state', spans: [[0, 100, 'running']] },
  { row: 2, kind: 'call', spans: [[10, 60, 'work']] },
]);
const upper = testRow({ row: 1 });
const lower = testRow({ row: 2, y: upper.height });
const scene = testScene(picture, [upper, lower], { height: 200 });
const { accent, text } = scene.theme;
const NOTHING: PlotOverlay = { hoverNs: null, hovered: null, wakeUps: [], brackets: [], measure: null, insight: null };

function overlaid(overlay: Partial<PlotOverlay>, change: Partial<PlotScene> = {}) {
  const things = drawnThings(scene.theme);
  paintOverlay(things.brush, { ...scene, ...change }, { ...NOTHING, ...overlay });
  return things;
}

describe('what is drawn over the plot', () => {
  it('is nothing without pointer and selection', () => {
    const { boxes, outlines, texts, shapes } = overlaid({});
    expect([boxes, outlines, texts, shapes]).toEqual([[], [], [], []]);
  });
  it('is a line through all rows under the pointer, and an outline around its call', () => {
    const hovered = hitTest(scene, 30, lower.y + 35);
    const { boxes, outlines } = overlaid({ hoverNs: 30, hovered });
    expect(boxes).toContainEqual({ colour: text.css, opacity: 0.55, left: 30, top: 0, width: 1, height: 200 });
    expect(outlines).toEqual([{ colour: text.css, left: 9, top: lower.y + 30, width: 51, height: 17 }]);
  });
  it('is an outline in the accent around the selected call', () => {
    const { outlines } = overlaid({}, { selected: { row: 2, depth: 0, atNs: 20 } });
    expect(outlines).toEqual([{ colour: accent.css, left: 9, top: lower.y + 30, width: 51, height: 17 }]);
  });
  it('is no outline when the selected call is not in the picture or its row not in sight', () => {
    expect(overlaid({}, { selected: { row: 2, depth: 0, atNs: 90 } }).outlines).toEqual([]);
    expect(overlaid({}, { selected: { row: 2, depth: 0, atNs: 20 }, rows: [upper] }).outlines).toEqual([]);
  });
  it('is an arrow between the state strips of the waking and the woken thread', () => {
    const [line, head] = [
      overlaid({ wakeUps: [{ fromRow: 1, toRow: 2, atNs: 50 }] }).boxes[0],
      overlaid({ wakeUps: [{ fromRow: 1, toRow: 2, atNs: 50 }] }).shapes.at(-1),
    ];
    expect(line).toMatchObject({ colour: accent.css, top: upper.y + 8 });
    expect(head?.points[0]).toEqual([50, lower.y + 4 - 1]);
  });
  it('points up when the waking thread is below, and begins at the edge when it is out of sight', () => {
    const upwards = overlaid({ wakeUps: [{ fromRow: 2, toRow: 1, atNs: 50 }] }).shapes.at(-1);
    expect(upwards?.points[0]).toEqual([50, upper.y + 12 + 1]);
    const hidden = overlaid({ wakeUps: [{ fromRow: 7, toRow: 2, atNs: 50 }] });
    expect(hidden.boxes[0]).toMatchObject({ top: 0 });
    expect(overlaid({ wakeUps: [{ fromRow: 1, toRow: 7, atNs: 50 }] }).boxes).toEqual([]);
  });
  it('is a bracket whose text stays in the plot', () => {
    const { texts } = overlaid({ brackets: [{ row: 1, fromNs: -500, toNs: 30, text: 'holds\u202e it' }] });
    expect(texts).toEqual([{ colour: accent.css, text: 'holds it', left: 5, middle: 71 }]);
  });
  it('is the measured time between two dashed lines, in either direction', () => {
    const forward = overlaid({ measure: { fromNs: 20, toNs: 40 } }).boxes;
    expect(forward[0]).toEqual({ colour: text.css, opacity: 0.05, left: 20, top: 0, width: 20, height: 200 });
    expect(overlaid({ measure: { fromNs: 40, toNs: 20 } }).boxes).toEqual(forward);
  });
});
