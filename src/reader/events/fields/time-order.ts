/**
 * The rows of a column of times in ascending order; equal times keep their order. The times are a few ascending runs, one for each
 * packet, so the runs are merged: a comparing sort of a million rows takes a second.
 */
export function timeOrder(timeNs: Float64Array, count: number): Uint32Array {
  let order = new Uint32Array(count);
  for (let row = 0; row < count; row++) order[row] = row;
  let runs = runsOf(timeNs, count);
  let other = new Uint32Array(runs.length > 1 ? count : 0);
  while (runs.length > 1) {
    const merged: number[] = [];
    for (let run = 0; run < runs.length; run += 2) {
      const begin = runs[run] as number;
      const middle = runs[run + 1] ?? count;
      merge(timeNs, order, other, begin, middle, runs[run + 2] ?? count);
      merged.push(begin);
    }
    [order, other] = [other, order];
    runs = merged;
  }
  return order;
}

/** Where ascending runs begin. */
function runsOf(timeNs: Float64Array, count: number): number[] {
  const runs = count > 0 ? [0] : [];
  for (let row = 1; row < count; row++) if ((timeNs[row] as number) < (timeNs[row - 1] as number)) runs.push(row);
  return runs;
}

function merge(
  timeNs: Float64Array,
  from: Uint32Array,
  to: Uint32Array,
  begin: number,
  middle: number,
  end: number,
): void {
  let [left, right] = [begin, middle];
  for (let at = begin; at < end; at++) {
    const takesLeft =
      right === end ||
      (left < middle && (timeNs[from[left] as number] as number) <= (timeNs[from[right] as number] as number));
    to[at] = from[takesLeft ? left++ : right++] as number;
  }
}
