import type { Analysis } from '@reader/analysis/analysis';
import { binsOf } from '@reader/analysis/range-analysis';
import type { ReadPicture } from '@reader/picture/picture';
import type { TimeRange } from '@reader/trace-reading';
import type { PictureCurve } from '@shared/trace-view/picture';
import type { RowTable } from '../rows/row-table';
import { resampled } from './resample';
import { processRowsOf } from './row-picture';

/** Running threads of containers: the mean of each column. @param wanted rows, also of other kinds */
export function runningCurves(
  read: ReadPicture,
  table: RowTable,
  wanted: readonly number[],
  range: TimeRange,
  columns: number,
): PictureCurve[] {
  const { fromNs, widthNs, count } = read.columns;
  const containers = processRowsOf(read, table).map((row) => table.parentOf(row));
  return wanted
    .filter((row) => table.rows[row]?.kind === 'container' && table.rows[row]?.hasStates === true)
    .map((row) => {
      const values = new Float64Array(count);
      for (const [index, process] of read.running.process.entries()) {
        if (containers[process] !== row) continue;
        for (let bin = 0; bin < count; bin++)
          values[bin] = (values[bin] ?? 0) + (read.running.ns[index * count + bin] ?? 0) / widthNs;
      }
      return { row, kind: 'running-threads', values: resampled({ fromNs, widthNs, values }, range, columns, 'mean') };
    });
}

/**
 * Memory in use of processes, the most of each column. It is of the pass over the whole trace, since what was allocated before a range
 * is not known in it.
 */
export function memoryCurves(
  whole: Analysis,
  table: RowTable,
  wanted: readonly number[],
  range: TimeRange,
  columns: number,
): PictureCurve[] {
  const processRows = table.ofProcesses(whole);
  return whole.memory.flatMap(({ process, mostBytes }): PictureCurve[] => {
    const row = processRows[process] ?? -1;
    if (!wanted.includes(row)) return [];
    const { widthNs } = binsOf({ fromNs: whole.fromNs, toNs: whole.toNs }, mostBytes.length);
    const values = resampled({ fromNs: whole.fromNs, widthNs, values: mostBytes }, range, columns, 'most');
    return [{ row, kind: 'memory', values }];
  });
}
