import type { CallDetail } from '@shared/trace-view/call-detail';
import type { CallPlace } from '@shared/trace-view/trace-place';
import { durationHistogram } from '../functions/duration-histogram';
import { type TraceView, withoutProgress } from '../opened/trace-view';
import type { CallTools } from '../serving/serve-calls';
import { beginFields } from './begin-fields';
import { rankOf, statsOfKind } from './call-rank';
import { summarisedCall } from './call-summary';

/** The call or the system call at a place, with what the thread did meanwhile. @returns null if there is none @throws ReadError */
export async function callDetail(view: TraceView, place: CallPlace, tools: CallTools): Promise<CallDetail | null> {
  const quiet = withoutProgress(tools);
  const known = await summarisedCall(view, place, tools);
  if (!known) return null;
  const { summary, found, parts } = known;
  const { table, analysed } = await view.whole(quiet);
  const { row, beginNs, endNs, isEndKnown } = summary;
  const stats = statsOfKind(analysed.analysis, table, view.trace.reading, found, table.parentOf(row));
  return {
    ...summary,
    rank: isEndKnown && stats ? rankOf(endNs - beginNs, stats) : null,
    waits: parts.waits(),
    durations: stats && durationHistogram(stats),
    fields: await beginFields(view, found, row, quiet),
  };
}
