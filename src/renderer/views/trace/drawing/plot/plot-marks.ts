import type { PlotMark } from './plot-scene';

/** CSS pixels. Closer marks become one. */
const LEAST_DISTANCE = 10;

export interface MarkGroup {
  /** CSS pixels from the left of the plot: of the first mark. */
  x: number;
  /** Events of all marks of the group. */
  count: number;
  marks: PlotMark[];
}

/**
 * Marks of a row in sight, from left to right. Those closer than 10 CSS pixels to the first of a group are in one group.
 * @param marks in the order of time
 */
export function markGroups(
  marks: readonly PlotMark[],
  { fromNs, toNs }: { fromNs: number; toNs: number },
  width: number,
): MarkGroup[] {
  const groups: MarkGroup[] = [];
  const perNs = width / (toNs - fromNs);
  for (let at = firstFrom(marks, fromNs - LEAST_DISTANCE / perNs); at < marks.length; at += 1) {
    const mark = marks[at] as PlotMark;
    const x = (mark.atNs - fromNs) * perNs;
    if (x > width + LEAST_DISTANCE) break;
    const last = groups.at(-1);
    if (last !== undefined && x - last.x < LEAST_DISTANCE) {
      last.marks.push(mark);
      last.count += mark.count;
    } else groups.push({ x, count: mark.count, marks: [mark] });
  }
  return groups;
}

/** Index of the first mark that is not before a time. */
function firstFrom(marks: readonly PlotMark[], atNs: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((marks[middle]?.atNs ?? 0) < atNs) low = middle + 1;
    else high = middle;
  }
  return low;
}
