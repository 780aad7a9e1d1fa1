import type {
  PlotOverlay,
  PlotRow,
  PlotScene,
  TimeRange,
} from '../../../../src/renderer/views/trace/drawing/plot/plot-scene';
import { createTimelinePlot } from '../../../../src/renderer/views/trace/drawing/plot/timeline-plot';
import { rowHeight } from '../../../../src/renderer/views/trace/drawing/rows/row-measures';
import { type PlotTheme, readPlotTheme } from '../../../../src/renderer/views/trace/drawing/theme/plot-theme';
import type { Picture } from '../../../../src/shared/trace-view/picture';
import type { LossMark } from '../../../../src/shared/trace-view/trace-facts';
import { type MadeTrace, makeTrace, pictureOf } from './synthetic-trace';

/** How often each kind of frame is drawn. */
const FRAMES = 120;
const LENGTH_NS = 2.4e9;
const SIZE = { width: 1_688, height: 1_056 };

/** What the bench asks of the page. Milliseconds: `draw` of the drawing alone, `frame` from one frame to the next, with its way to the screen. */
export interface FrameTimes {
  spans: number;
  pieces: number;
  draw: Record<string, number[]>;
  frame: Record<string, number[]>;
}

const canvas = (): HTMLCanvasElement => {
  const made = document.createElement('canvas');
  Object.assign(made.style, {
    position: 'absolute',
    left: '0',
    top: '0',
    width: `${SIZE.width}px`,
    height: `${SIZE.height}px`,
  });
  document.body.append(made);
  return made;
};

/** 44 rows: as many collapsed ones as the others leave room for. */
export function benchRows(trace: MadeTrace, openRows: number): PlotRow[] {
  const levels = Math.max(...trace.lanes.map(({ depth }) => depth)) + 1;
  let y = 0;
  return Array.from({ length: 44 }, (_, row) => {
    const shape = {
      kind: 'thread' as const,
      isOpen: row < openRows,
      callLevels: levels,
      hasSyscalls: true,
      hasStates: true,
      isThread: true,
      cpus: 0,
    };
    const height = rowHeight(shape);
    const made: PlotRow = { ...shape, row, y, height, lanesOf: row, threads: 0, cpus: [] };
    y += height;
    return made;
  });
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Draws frames while the range moves, while it zooms, and while only the pointer moves. */
export async function measureFrames(requestMs: number, openRows: number): Promise<FrameTimes> {
  const [lower, upper] = [canvas(), canvas()];
  const theme: PlotTheme = readPlotTheme(lower);
  const plot = createTimelinePlot(lower, upper);
  const trace = makeTrace({ threads: 44, lengthNs: LENGTH_NS, requestMs, levels: 6 });
  const losses: LossMark[] = [{ domain: 'userspace', cpu: 1, fromNs: 1.4e9, toNs: 1.42e9, events: 12_400, packets: 0 }];
  const rows = benchRows(trace, openRows);
  const sceneOf = (picture: Picture, view: TimeRange): PlotScene => {
    const nothing = { marks: new Map(), function: null, selected: null, selectedMark: null };
    return { ...SIZE, pixelRatio: 1, theme, view, picture, rows, losses, ...nothing };
  };
  const whole = pictureOf(trace, 0, LENGTH_NS, 1_920);
  const tenth = pictureOf(trace, 0.9e9, 1.2e9, 1_920);
  const kinds: Record<string, (frame: number) => void> = {
    'whole trace': () => plot.draw(sceneOf(whole, { fromNs: 0, toNs: LENGTH_NS })),
    'pan at a tenth': (n) => plot.draw(sceneOf(tenth, { fromNs: 0.9e9 + n * 5e5, toNs: 1.1e9 + n * 5e5 })),
    zoom: (n) => plot.draw(sceneOf(whole, { fromNs: n * 8e6, toNs: LENGTH_NS - n * 8e6 })),
    'pointer alone': (n) => {
      const atNs = 0.91e9 + n * 1e6;
      const hovered = plot.hitTest(n * 10, (n * 7) % SIZE.height);
      const overlay: PlotOverlay = { hoverNs: atNs, hovered, wakeUps: [], brackets: [], measure: null, insight: null };
      plot.drawOverlay(overlay);
    },
  };
  const draw: Record<string, number[]> = {};
  const frame: Record<string, number[]> = {};
  for (const [name, drawFrame] of Object.entries(kinds)) {
    const [drawn, framed]: [number[], number[]] = [[], []];
    let before = await nextFrame();
    for (let n = 0; n < FRAMES; n += 1) {
      const began = performance.now();
      drawFrame(n);
      drawn.push(performance.now() - began);
      const next = await nextFrame();
      framed.push(next - before);
      before = next;
    }
    // The first frames compile the code.
    draw[name] = drawn.slice(10);
    frame[name] = framed.slice(10);
  }
  lower.remove();
  upper.remove();
  return { spans: trace.spans, pieces: whole.spans.value.length, draw, frame };
}

Object.assign(globalThis, { measureFrames });
