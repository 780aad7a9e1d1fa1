import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import type { SelfTimes } from '@shared/trace-view/function-page';
import type { FunctionKey } from '@shared/trace-view/picture';
import type { TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import type { TraceView } from '../../opened/trace-view';
import { RowSelection } from '../../rows/row-selection';
import type { CallTools } from '../../serving/serve-calls';
import { functionKey } from '../function-key';
import { selfTimes } from './self-times';

const NONE: SelfTimes = {
  keys: [],
  runningNs: new Float64Array(),
  waitingNs: new Float64Array(),
  blockedNs: new Float64Array(),
};

/** What threads did in the own code of the functions of a range and of rows. @throws ReadError */
export async function viewedSelfTimes(
  view: TraceView,
  { range, rows }: TraceViewArgs<'self-times'>,
  tools: CallTools,
): Promise<SelfTimes> {
  const { answer, table } = await view.whole(tools);
  if (!answer.basis.scheduling || !answer.basis.calls) return NONE;
  const selection = new RowSelection(table, rows);
  const isSplit = table.rows.map(
    ({ kind, hasStates, callLevels }, row) =>
      kind === 'thread' && hasStates && callLevels > 0 && selection.hasThread(row),
  );
  const known = new Map<AnalysedThread, number>();
  const rowOf = (thread: AnalysedThread): number => {
    const row = known.get(thread) ?? table.ofIdentity(thread.identity);
    known.set(thread, row);
    return isSplit[row] ? row : -1;
  };
  const times = await selfTimes({
    fromNs: range.fromNs,
    rowOf,
    follow: (domain, follower) =>
      view.followThreads(
        range,
        follower,
        tools,
        (thread) => thread.domain === domain && isSplit[table.ofThread(thread)] === true,
      ),
  });
  if (!times) return NONE;
  const keys = times.map(({ thread, address }): FunctionKey => functionKey(table.parentOf(rowOf(thread)), address));
  return {
    keys,
    runningNs: Float64Array.from(times, ({ runningNs }) => runningNs),
    waitingNs: Float64Array.from(times, ({ waitingNs }) => waitingNs),
    blockedNs: Float64Array.from(times, ({ blockedNs }) => blockedNs),
  };
}
