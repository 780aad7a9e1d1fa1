import type { Picture } from '@shared/trace-view/picture';
import type { LanePieces, TimeScale } from '../picture/lane-pieces';
import type { PlotRow, PlotScene } from '../plot/plot-scene';
import type { Palette } from '../raster/palette';
import type { Raster } from '../raster/raster';
import type { Labels } from '../text/labels';
import type { RowShape } from './row-measures';

/** What every lane is drawn with. Buffers are as wide as the plot in device pixels, and belong to the lane that is drawn. */
export interface RowInk {
  raster: Raster;
  palette: Palette;
  scene: PlotScene;
  picture: Picture;
  scale: TimeScale;
  pieces: LanePieces;
  labels: Labels;
  /** One line of pixels; all 0 between lanes. */
  line: Int32Array;
  secondLine: Int32Array;
  /** 1 where the thread of the row waited or was blocked. */
  notRunning: Uint8Array;
  /** Of the row, in CSS pixels. */
  clip: { top: number; bottom: number };
}

/** A lane in device pixels. */
export interface LaneBand {
  top: number;
  bottom: number;
}

export function shapeOf(row: PlotRow): RowShape {
  const isThread = row.kind === 'thread' || (row.kind === 'process' && row.lanesOf !== row.row);
  return { ...row, cpus: row.cpus.length, isThread };
}
