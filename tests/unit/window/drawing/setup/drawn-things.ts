import { Brush, type BrushContext } from '../../../../../src/renderer/views/trace/drawing/canvas/brush';
import type { PlotTheme } from '../../../../../src/renderer/views/trace/drawing/theme/plot-theme';

/** What was drawn: filled boxes, outlines, texts, and shapes by their points. */
export interface DrawnThings {
  brush: Brush;
  boxes: { colour: string; opacity: number; left: number; top: number; width: number; height: number }[];
  outlines: { colour: string; left: number; top: number; width: number; height: number }[];
  texts: { colour: string; text: string; left: number; middle: number }[];
  shapes: { colour: string; points: [number, number][] }[];
}

/** A brush on a context that remembers instead of drawing. Each letter is 6 CSS pixels wide. */
export function drawnThings(theme: PlotTheme, pixelRatio = 1): DrawnThings {
  const things: Omit<DrawnThings, 'brush'> = { boxes: [], outlines: [], texts: [], shapes: [] };
  let path: [number, number][] = [];
  const ignore = (): void => undefined;
  const context: BrushContext = {
    fillStyle: '',
    strokeStyle: '',
    font: '',
    globalAlpha: 1,
    lineWidth: 1,
    textAlign: 'left',
    textBaseline: 'middle',
    beginPath: () => {
      path = [];
    },
    moveTo: (x, y) => void path.push([x, y]),
    lineTo: (x, y) => void path.push([x, y]),
    arc: (x, y) => void path.push([x, y]),
    roundRect: (x: number, y: number) => void path.push([x, y]),
    rect: ignore,
    clip: ignore,
    save: ignore,
    restore: ignore,
    stroke: ignore,
    fill: () => void things.shapes.push({ colour: `${context.fillStyle}`, points: path }),
    fillRect: (left, top, width, height) => {
      things.boxes.push({ colour: `${context.fillStyle}`, opacity: context.globalAlpha, left, top, width, height });
    },
    strokeRect: (left, top, width, height) => {
      things.outlines.push({ colour: `${context.strokeStyle}`, left, top, width, height });
    },
    fillText: (text, left, middle) => void things.texts.push({ colour: `${context.fillStyle}`, text, left, middle }),
    measureText: (text) => ({ width: [...text].length * 6 }) as TextMetrics,
  };
  return { ...things, brush: new Brush(context, theme, pixelRatio) };
}
