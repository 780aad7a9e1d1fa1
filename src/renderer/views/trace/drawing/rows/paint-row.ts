import { laneOf } from '../picture/picture-lanes';
import type { PlotRow } from '../plot/plot-scene';
import { paintCalls } from './paint-calls';
import { curveOf, paintArea, paintCurve } from './paint-curve';
import { paintStates } from './paint-states';
import { paintCpu, paintSyscalls } from './paint-syscalls';
import { type LaneBand, type RowInk, shapeOf } from './row-ink';
import { type LaneBox, laneBoxes } from './row-measures';

/** CSS pixels from the edges of a row to its curve. */
const AREA = { top: 4, bottom: 4 } as const;
const CURVE = { top: 4, bottom: 4, foot: 2 } as const;

/** Draws what is known of a row above its ground. `marked`: index of the function whose calls are marked, or -1. */
export function paintRow(ink: RowInk, row: PlotRow, marked: number): void {
  const boxes = laneBoxes(shapeOf(row));
  if (boxes.length === 0) {
    paintCurves(ink, row);
    return;
  }
  readStates(ink, row, boxes);
  for (const box of boxes) if (box.kind !== 'state') paintLane(ink, row, box, marked);
}

function paintLane(ink: RowInk, row: PlotRow, box: LaneBox, marked: number): void {
  const band = bandOf(ink, row.y + box.top, row.y + box.top + box.height);
  if (band.bottom <= ink.raster.clipTop || band.top >= ink.raster.clipBottom) return;
  if (box.kind === 'cpu') {
    const cpu = row.kind === 'cpu' ? row.row : row.cpus[box.depth]?.row;
    paintCpu(ink, cpu === undefined ? null : laneOf(ink.picture, { row: cpu, kind: 'cpu', depth: 0 }), band);
    return;
  }
  const lane = laneOf(ink.picture, { row: row.lanesOf, kind: box.kind, depth: box.depth });
  if (lane === null) return;
  if (box.kind === 'call')
    paintCalls(ink, lane, band, { hasText: box.hasText, depth: box.depth, row: row.lanesOf, marked });
  else paintSyscalls(ink, lane, band, box.hasText);
}

/** Comes first: the calls of the row depend on the states, also where the strip itself is covered. */
function readStates(ink: RowInk, row: PlotRow, boxes: readonly LaneBox[]): void {
  const box = boxes.find(({ kind }) => kind === 'state');
  const lane = laneOf(ink.picture, { row: row.lanesOf, kind: 'state', depth: 0 });
  if (lane === null) ink.notRunning.fill(0);
  else paintStates(ink, lane, box === undefined ? null : bandOf(ink, row.y + box.top, row.y + box.top + box.height));
}

function paintCurves(ink: RowInk, row: PlotRow): void {
  const running = row.kind === 'container' ? curveOf(ink.picture, row.row, 'running-threads') : null;
  if (running !== null) {
    paintArea(ink, running, bandOf(ink, row.y + AREA.top, row.y + row.height - AREA.bottom), row.threads);
  }
  const memory = row.kind === 'process' ? curveOf(ink.picture, row.row, 'memory') : null;
  if (memory !== null) {
    const foot = Math.round((row.y + row.height - CURVE.foot) * ink.scene.pixelRatio);
    paintCurve(ink, memory, bandOf(ink, row.y + CURVE.top, row.y + row.height - CURVE.bottom), foot);
  }
}

function bandOf({ scene }: RowInk, top: number, bottom: number): LaneBand {
  return { top: Math.round(top * scene.pixelRatio), bottom: Math.round(bottom * scene.pixelRatio) };
}
