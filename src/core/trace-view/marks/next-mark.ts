import type { MarkPlace } from '@shared/trace-view/trace-place';
import type { TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import { type TraceView, withoutProgress } from '../opened/trace-view';
import { viewRange } from '../opened/view-range';
import { RowSelection } from '../rows/row-selection';
import type { CallTools } from '../serving/serve-calls';
import type { MarkList } from './mark-list';
import { readMarks } from './read-marks';
import { countMarks, MOST_KEPT } from './view-marks';

/** The first part of the trace that is read for the next user event. It doubles until there is one. */
const FIRST_SHARE = 1 / 256;

/** The nearest user event of rows before or after a time; null if there is none. @throws ReadError, AbortError */
export async function nextMark(
  view: TraceView,
  { rows, atNs, direction }: TraceViewArgs<'next-user-event'>,
  tools: CallTools,
): Promise<MarkPlace | null> {
  const whole = await view.whole(withoutProgress(tools));
  const selection = new RowSelection(whole.table, rows);
  const inList = (list: MarkList): MarkPlace | null => list.next((row) => selection.hasThread(row), atNs, direction);
  const all = countMarks(view, whole);
  if (all === 0) return null;
  if (all <= MOST_KEPT) return inList(await view.marks(tools));
  for (let share = FIRST_SHARE; ; share *= 2) {
    const room = view.lengthNs * share;
    const range = {
      fromNs: Math.max(0, direction === 'next' ? atNs : atNs - room),
      toNs: direction === 'next' ? atNs + room : atNs,
    };
    const found =
      range.fromNs < range.toNs
        ? inList(await readMarks(view.trace, whole.table, viewRange(range, view.lengthNs), tools))
        : null;
    if (found || share >= 1) return found;
  }
}
