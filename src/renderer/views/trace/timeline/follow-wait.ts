import { lengthOf, movedInside, type TimeRange } from '../../../models/trace-view/time-range';
import { announce } from '../../../stores/announce';
import { useSelectedCall } from '../../../stores/trace-view/selected-call';
import { rangeOf, useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { usePlot, whenDrawn } from './plot/plot-store';

const { keys: labels } = texts.traceTimeline;

/**
 * Selects what the waking thread did at the end of a wait: its system call if it was in one, or else its innermost call. Where the picture
 * does not show the thread yet, its row is selected first.
 * @param index of the wait; default: the longest one whose end is known to be of a thread
 */
export function followWait(index?: number): void {
  const { facts, history, go } = useTraceView.getState();
  const { waits = [] } = useSelectedCall.getState().detail ?? {};
  const wait = index === undefined ? waits.find(({ wokenBy }) => wokenBy !== null) : waits[index];
  if (!facts || !wait || wait.wokenBy === null) {
    announce(labels.noWaker);
    return;
  }
  const atNs = Math.round(wait.fromNs + wait.durationNs);
  const row = wait.wokenBy;
  const range = inSight(atNs, rangeOf(history.place, facts.lengthNs), facts.lengthNs);
  go({ tab: 'timeline', rows: [row], call: null, function: null, ...range });
  whenDrawn(row, () => selectInnermost(row, atNs), atNs);
}

/** Selects the system call of a row at a time, or else its innermost call, without a step in the history. */
function selectInnermost(row: number, atNs: number): void {
  const { plot } = usePlot.getState();
  const isInSyscall = plot?.spanAt({ row, kind: 'syscall', depth: 0 }, atNs) != null;
  let calls = 0;
  while (plot?.spanAt({ row, kind: 'call', depth: calls }, atNs)) calls += 1;
  const depth = isInSyscall ? -1 : calls - 1;
  if (isInSyscall || calls > 0) useTraceView.getState().go({ call: { row, depth, atNs } }, 'replace');
}

/** A range of the same length around a time that is not in the range. */
function inSight(atNs: number, range: TimeRange, traceNs: number): { range?: TimeRange } {
  if (atNs >= range.fromNs && atNs <= range.toNs) return {};
  const half = lengthOf(range) / 2;
  return { range: movedInside({ fromNs: atNs - half, toNs: atNs + half }, traceNs) };
}
