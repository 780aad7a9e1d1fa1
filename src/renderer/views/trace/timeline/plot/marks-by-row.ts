import type { Marks } from '@shared/trace-view/user-events';
import type { PlotMark } from '../../drawing/plot/plot-scene';

/** User events as the drawing needs them: by row, in the order of time. */
export function marksByRow({ row, atNs, name, count, names }: Marks): ReadonlyMap<number, readonly PlotMark[]> {
  const found = new Map<number, PlotMark[]>();
  for (const [at, own] of row.entries()) {
    const mark = { row: own, atNs: atNs[at] ?? 0, name: names[name[at] ?? -1] ?? '', count: count[at] ?? 1 };
    const known = found.get(own);
    if (known) known.push(mark);
    else found.set(own, [mark]);
  }
  return found;
}
