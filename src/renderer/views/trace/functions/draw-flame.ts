import type { ViewedTree } from '@shared/trace-view/function-page';
import type { FunctionKey } from '@shared/trace-view/picture';
import { clearedContext } from '../drawing/canvas/sized-canvas';
import { functionColour } from '../drawing/theme/function-colour';
import type { PlotTheme } from '../drawing/theme/plot-theme';
import { shareText } from '../table/trace-figures';
import type { FlameCall } from './flame-layout';

/** Height of a row with its gap, pixels. */
export const FLAME_ROW = 19;
const CALL = FLAME_ROW - 1;
const LEAST_LABEL = 32;
const LEAST_LETTERS = 4;

interface Flame {
  tree: ViewedTree;
  calls: readonly FlameCall[];
  /** Total time of the roots, nanoseconds. */
  all: number;
  selected: FunctionKey | null;
  /** Node with the selection; other calls of the function get a line at their foot. */
  focused: number | null;
  hovered: number | null;
  /** Pixels that are scrolled out above. */
  top: number;
  width: number;
  height: number;
}

/** Draws the part of the graph that is in sight. */
export function drawFlame(canvas: HTMLCanvasElement, flame: Flame, theme: PlotTheme): void {
  const { calls, top, width, height } = flame;
  const pen = clearedContext(canvas, { width, height, pixelRatio: window.devicePixelRatio });
  pen.font = `11px ${theme.font}`;
  pen.textBaseline = 'middle';
  for (const call of calls) {
    const y = call.depth * FLAME_ROW - top;
    if (y + FLAME_ROW < 0 || y > height) continue;
    drawCall(pen, call, y, flame, theme);
  }
}

function drawCall(pen: CanvasRenderingContext2D, call: FlameCall, y: number, flame: Flame, theme: PlotTheme): void {
  const { tree, all, selected, focused, hovered } = flame;
  const at = tree.function[call.node] ?? 0;
  const name = tree.names[at] ?? '';
  const colour = functionColour(name);
  const x = Math.round(call.x);
  const width = Math.max(1, Math.round(call.x + call.width) - x - 1);
  pen.fillStyle = theme.functions[colour]?.css ?? '';
  pen.fillRect(x, y, width, CALL);
  if (width > 3) {
    pen.fillStyle = theme.functionEdges[colour]?.css ?? '';
    pen.fillRect(x, y, width > 8 ? 2 : 1, CALL);
  }
  if (width >= LEAST_LABEL) {
    pen.fillStyle = theme.functionText.css;
    pen.fillText(
      fitted(pen, name, shareText((tree.totalNs[call.node] ?? 0) / all), width - 10),
      x + 6,
      y + CALL / 2 + 0.5,
    );
  }
  if (tree.keys[at] === selected) {
    pen.fillStyle = theme.accent.css;
    if (focused === null || focused === call.node) outline(pen, x, y, width, 2);
    else pen.fillRect(x, y + CALL - 2, width, 2);
  }
  if (hovered === call.node) {
    pen.fillStyle = theme.text.css;
    outline(pen, x, y, width, 1.5);
  }
}

function outline(pen: CanvasRenderingContext2D, x: number, y: number, width: number, thick: number): void {
  pen.fillRect(x, y, width, thick);
  pen.fillRect(x, y + CALL - thick, width, thick);
  pen.fillRect(x, y, thick, CALL);
  pen.fillRect(x + width - thick, y, thick, CALL);
}

/** The name with its share, the name, or its beginning; empty if four letters do not fit. */
function fitted(pen: CanvasRenderingContext2D, name: string, share: string, room: number): string {
  const fits = (text: string): boolean => pen.measureText(text).width <= room;
  // Isolated, so that a name from right to left does not reorder the share (Unicode annex 9, FSI and PDI).
  const both = `\u2068${name.slice(0, 500)}\u2069  ${share}`;
  if (fits(both)) return both;
  if (name.length <= 500 && fits(name)) return name;
  let low = 0;
  let high = Math.min(name.length, 500);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(`${name.slice(0, middle)}…`)) low = middle;
    else high = middle - 1;
  }
  return low >= LEAST_LETTERS ? `${name.slice(0, low)}…` : '';
}
