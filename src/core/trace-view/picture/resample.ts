import type { TimeRange } from '@reader/trace-reading';

/** Values of bins of equal length. */
export interface Binned {
  fromNs: number;
  widthNs: number;
  values: ArrayLike<number>;
}

/**
 * Values of columns of a range, of equal length. A column that is wider than a bin gets the mean or the most of its bins, a narrower
 * one the value of its bin; NaN where there are no bins.
 */
export function resampled(binned: Binned, range: TimeRange, columns: number, how: 'mean' | 'most'): Float32Array {
  const { fromNs, widthNs, values } = binned;
  const result = new Float32Array(columns);
  const columnNs = (range.toNs - range.fromNs) / columns;
  for (let column = 0; column < columns; column++) {
    const begin = (range.fromNs + column * columnNs - fromNs) / widthNs;
    const first = Math.floor(begin);
    const end = Math.min(values.length, Math.max(first + 1, Math.round(begin + columnNs / widthNs)));
    let [sum, most, count] = [0, Number.NEGATIVE_INFINITY, 0];
    for (let bin = Math.max(0, first); bin < end; bin++) {
      const value = values[bin] ?? Number.NaN;
      sum += value;
      most = Math.max(most, value);
      count += 1;
    }
    result[column] = count === 0 ? Number.NaN : how === 'mean' ? sum / count : most;
  }
  return result;
}
