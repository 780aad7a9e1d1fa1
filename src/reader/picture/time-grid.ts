import type { DensityBins } from '../scan/scan-result';
import type { CpuRows } from './cpu-lanes';
import { ONE_SPAN, type PictureRows } from './picture-rows';

/** The most cells of one grid. */
const MOST_CELLS = 2 ** 22;

/** Times by row and column: `ns[index * bins.count + column]` is of the row `rows[index]`. */
export interface TimeGrid {
  rows: Uint32Array;
  ns: Float64Array;
  /** Rows that do not fit, those with the least time. */
  leftOut: number;
}

/**
 * Adds up the times in which threads ran.
 * @param rowOf by row of CPUs: the grid's row, less than `most`
 */
export function timeGrid(
  bins: DensityBins,
  { order, column }: CpuRows,
  rows: PictureRows,
  rowOf: Uint32Array,
  most: number,
): TimeGrid {
  const sums = new Float64Array(most);
  for (const row of order) {
    const to = rowOf[row] as number;
    sums[to] = (sums[to] as number) + coveredNsOf(rows, row);
  }
  const used: number[] = [];
  for (let row = 0; row < most; row++) if ((sums[row] as number) > 0) used.push(row);
  const fitting = Math.floor(MOST_CELLS / bins.count);
  let kept = used;
  if (used.length > fitting) {
    const byTime = [...used].sort((one, other) => (sums[other] as number) - (sums[one] as number) || one - other);
    kept = byTime.slice(0, fitting).sort((one, other) => one - other);
  }
  const indexOf = new Int32Array(most).fill(-1);
  for (const [index, row] of kept.entries()) indexOf[row] = index;
  const ns = new Float64Array(kept.length * bins.count);
  for (const row of order) {
    const index = indexOf[rowOf[row] as number] as number;
    if (index >= 0) addRow(ns, index * bins.count, bins, rows, row, column[row] as number);
  }
  return { rows: Uint32Array.from(kept), ns, leftOut: used.length - kept.length };
}

const coveredNsOf = ({ beginNs, endNs, coveredNs }: PictureRows, row: number): number =>
  coveredNs[row] === ONE_SPAN ? (endNs[row] as number) - (beginNs[row] as number) : (coveredNs[row] as number);

/** Of merged spans, which begin in one column, only the last can reach into the next one. */
function addRow(
  ns: Float64Array,
  to: number,
  { fromNs, widthNs, count }: DensityBins,
  rows: PictureRows,
  row: number,
  first: number,
): void {
  const endNs = rows.endNs[row] as number;
  let column = first;
  let leftNs = coveredNsOf(rows, row);
  for (; column < count - 1; column++) {
    const behindNs = endNs - (fromNs + (column + 1) * widthNs);
    if (behindNs <= 0) break;
    ns[to + column] = (ns[to + column] as number) + leftNs - behindNs;
    leftNs = behindNs;
  }
  ns[to + column] = (ns[to + column] as number) + leftNs;
}
