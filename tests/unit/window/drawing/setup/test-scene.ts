import { PlotPainter } from '../../../../../src/renderer/views/trace/drawing/plot/paint-plot';
import type { PlotRow, PlotScene } from '../../../../../src/renderer/views/trace/drawing/plot/plot-scene';
import { visibleBands } from '../../../../../src/renderer/views/trace/drawing/plot/visible-bands';
import { type Palette, paletteOf } from '../../../../../src/renderer/views/trace/drawing/raster/palette';
import { shapeOf } from '../../../../../src/renderer/views/trace/drawing/rows/row-ink';
import { rowHeight } from '../../../../../src/renderer/views/trace/drawing/rows/row-measures';
import { Labels } from '../../../../../src/renderer/views/trace/drawing/text/labels';
import type { Picture } from '../../../../../src/shared/trace-view/picture';
import { testTheme } from './test-theme';

/** A row of a thread, open and with three levels of calls. */
export function testRow(change: Partial<PlotRow> = {}): PlotRow {
  const row = change.row ?? 0;
  const made: PlotRow = {
    row,
    kind: 'thread',
    y: 0,
    height: 0,
    isOpen: true,
    lanesOf: row,
    callLevels: 3,
    hasSyscalls: true,
    hasStates: true,
    threads: 1,
    cpus: [],
    ...change,
  };
  return { ...made, height: change.height ?? rowHeight(shapeOf(made)) };
}

/** 100 × 100 CSS pixels, one for each nanosecond of the view. */
export function testScene(
  picture: Picture | null,
  rows: readonly PlotRow[],
  change: Partial<PlotScene> = {},
): PlotScene {
  const view = { fromNs: 0, toNs: 100 };
  const theme = testTheme('light');
  return {
    width: 100,
    height: 100,
    pixelRatio: 1,
    theme,
    view,
    picture,
    rows,
    losses: [],
    marks: new Map(),
    function: null,
    selected: null,
    selectedMark: null,
    ...change,
  };
}

export interface Painted {
  palette: Palette;
  /** The pixel at a place in device pixels. */
  at: (x: number, y: number) => number;
  /** Texts with their places, in the order in which they were drawn. */
  texts: { text: string; x: number; y: number }[];
}

/** Paints a scene. Each letter is 6 CSS pixels wide. */
export function painted(scene: PlotScene): Painted {
  const texts: Painted['texts'] = [];
  const ignore = (): void => undefined;
  const context = {
    font: '',
    fillStyle: '',
    textBaseline: 'middle' as const,
    measureText: (text: string) => ({ width: [...text].length * 6 }) as TextMetrics,
    fillText: (text: string, x: number, y: number) => void texts.push({ text, x, y }),
    save: ignore,
    restore: ignore,
    beginPath: ignore,
    rect: ignore,
    clip: ignore,
  };
  const labels = new Labels(context);
  labels.begin(scene.theme);
  const raster = new PlotPainter(labels).paint(scene, visibleBands(scene.rows, scene.height));
  labels.paint(scene.theme);
  const at = (x: number, y: number): number => raster.pixels[y * raster.width + x] ?? 0;
  return { palette: paletteOf(scene.theme, scene.pixelRatio), at, texts };
}
