import type { TimeRange } from '@reader/trace-reading';
import { oneLine } from '@shared/model/plain-text';
import { eventsIn } from '@shared/trace-view/events-in';
import type { TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import type { Marks } from '@shared/trace-view/user-events';
import { Numbered } from '../../analysis/formats/numbered';
import type { Whole } from '../opened/read-whole';
import { type TraceView, withoutProgress } from '../opened/trace-view';
import { viewRange } from '../opened/view-range';
import type { CallTools } from '../serving/serve-calls';
import { markClasses } from './mark-classes';
import type { MarkList } from './mark-list';
import { readMarks } from './read-marks';

/** User events of a trace that are kept while it is open: 12 MB. */
export const MOST_KEPT = 2 ** 20;
/** Events of a range that are read for one answer, about a fifth of a second. */
const MOST_READ = 2 ** 20;

type Args = TraceViewArgs<'marks'>;

/**
 * The user events of rows in a range. The trace is read for them once, unless it has too many: then only ranges with few events are.
 * @throws ReadError, AbortError
 */
export async function viewMarks(view: TraceView, args: Args, tools: CallTools): Promise<Marks> {
  const whole = await view.whole(withoutProgress(tools));
  const { range, columns, rows } = args;
  const list = await listFor(view, whole, range, tools);
  const names = new Numbered<string>();
  const marks = { row: [] as number[], atNs: [] as number[], name: [] as number[], count: [] as number[] };
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    list?.marksOf(row, range, columns, (atNs, eventClass, count) => {
      marks.row.push(row);
      marks.atNs.push(atNs);
      marks.name.push(names.indexOf(oneLine(view.trace.reading.eventClasses[eventClass]?.class.name ?? '')));
      marks.count.push(count);
    });
  }
  return {
    ...range,
    columns,
    row: Uint32Array.from(marks.row),
    atNs: Float64Array.from(marks.atNs),
    name: Uint32Array.from(marks.name),
    count: Uint32Array.from(marks.count),
    names: names.values,
    isTooMany: list === null,
  };
}

/** @returns null if there are too many; undefined if the trace has none */
async function listFor(
  view: TraceView,
  whole: Whole,
  range: TimeRange,
  tools: CallTools,
): Promise<MarkList | null | undefined> {
  const all = countMarks(view, whole);
  if (all === 0) return undefined;
  if (all <= MOST_KEPT) return view.marks(tools);
  if (eventsIn(whole.answer.density, range) > MOST_READ) return null;
  return readMarks(view.trace, whole.table, viewRange(range, view.lengthNs), tools);
}

/** User events of the whole trace, also those without a row. */
export function countMarks(
  { trace: { reading } }: TraceView,
  { analysed: { analysis } }: Pick<Whole, 'analysed'>,
): number {
  let all = 0;
  for (const index of markClasses(reading).values()) all += analysis.eventCounts[index] ?? 0;
  return all;
}
