import type { CallPlace } from '@shared/trace-view/trace-place';
import { errorOf } from '../../../bridge';
import { lengthOf, movedInside, type TimeRange, withRoom } from '../../../models/trace-view/time-range';
import { announce, announceUrgently } from '../../../stores/announce';
import { useSelectedCall } from '../../../stores/trace-view/selected-call';
import { rangeOf, useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { usePlot, whenDrawn } from './plot/plot-store';

const { keys: labels } = texts.traceTimeline;

/** Selects a call, and moves the range if the call is not in sight. */
export function goToCall(call: CallPlace, functionKey: string | null, span: TimeRange | null = null): void {
  const { facts, history, go } = useTraceView.getState();
  if (!facts) return;
  const range = rangeOf(history.place, facts.lengthNs);
  const isInSight = call.atNs >= range.fromNs && call.atNs <= range.toNs;
  const half = lengthOf(range) / 2;
  const next = isInSight
    ? {}
    : {
        range:
          span && lengthOf(span) > lengthOf(range)
            ? withRoom(span, facts.lengthNs)
            : movedInside({ fromNs: call.atNs - half, toNs: call.atNs + half }, facts.lengthNs),
      };
  go({ tab: 'timeline', call, function: functionKey, rows: [call.row], ...next });
}

/**
 * Selects the call before or after the selected one in its lane, as far as the picture shows it. Without a selected call, the first one in
 * sight of the selected row: of its calls, or else of its system calls.
 */
export function stepInRow(direction: 'previous' | 'next'): void {
  const { call, rows } = useTraceView.getState().history.place;
  const row = call?.row ?? rows[0];
  if (row !== undefined) whenDrawn(row, () => stepDrawn(row, direction));
}

function stepDrawn(row: number, direction: 'previous' | 'next'): void {
  const { plot } = usePlot.getState();
  const { facts, whole, history } = useTraceView.getState();
  const { detail } = useSelectedCall.getState();
  const { call } = history.place;
  if (!plot || !facts) return;
  const depth = call?.depth ?? (whole?.rows[row]?.callLevels === 0 ? -1 : 0);
  const lane = { row, kind: depth < 0 ? 'syscall' : 'call', depth: Math.max(0, depth) } as const;
  const { fromNs } = rangeOf(history.place, facts.lengthNs);
  const edgeNs = direction === 'next' ? detail?.endNs : detail?.beginNs;
  const span = call
    ? plot.neighbour(lane, edgeNs ?? call.atNs, direction)
    : (plot.spanAt(lane, fromNs) ?? plot.neighbour(lane, fromNs, 'next'));
  if (!span) return;
  const atNs = Math.round(Math.max(span.beginNs, 0));
  goToCall({ row, depth, atNs }, null, { fromNs: span.beginNs, toNs: span.endNs });
}

/** Selects the call that contains the selected one. */
export function toCaller(): void {
  const { call } = useTraceView.getState().history.place;
  if (call && call.depth > 0) goToCall({ ...call, depth: call.depth - 1 }, null);
}

/** Selects the first call inside the selected one. */
export function toCallee(): void {
  const { plot } = usePlot.getState();
  const { detail } = useSelectedCall.getState();
  const { call } = useTraceView.getState().history.place;
  if (!plot || !call || call.depth < 0) return;
  const lane = { row: call.row, kind: 'call', depth: call.depth + 1 } as const;
  const fromNs = detail?.beginNs ?? call.atNs;
  const span = plot.spanAt(lane, fromNs) ?? plot.neighbour(lane, fromNs, 'next');
  if (span && (!detail || span.beginNs < detail.endNs))
    goToCall({ row: call.row, depth: call.depth + 1, atNs: Math.round(span.beginNs) }, null);
}

const MOST_CALLS = 10_000;
/** The first part of the trace before a call in which the previous one is searched. It doubles until one is found. */
const FIRST_SHARE = 1 / 64;

/** Selects the call of the same function before or after the selected one, in any thread. */
export async function stepOfFunction(direction: 'previous' | 'next'): Promise<void> {
  const { client, facts } = useTraceView.getState();
  const { detail } = useSelectedCall.getState();
  if (!client || !facts || !detail?.function) return;
  const { function: key, beginNs } = detail;
  const question = { function: key, durations: null, order: 'time', limit: MOST_CALLS } as const;
  try {
    for (let share = FIRST_SHARE; ; share *= 2) {
      const room = Math.max(1, facts.lengthNs * share);
      const range =
        direction === 'next'
          ? { fromNs: beginNs, toNs: Math.min(facts.lengthNs, beginNs + room) }
          : { fromNs: Math.max(0, beginNs - room), toNs: beginNs };
      if (range.fromNs < range.toNs) {
        const calls = await client.ask('calls-of', { ...question, range }, { lane: 'step-of-function' });
        const others = [...calls.beginNs.keys()].filter((at) =>
          direction === 'next' ? (calls.beginNs[at] ?? 0) > beginNs : (calls.beginNs[at] ?? 0) < beginNs,
        );
        const found = direction === 'next' ? others[0] : others.at(-1);
        if (found !== undefined) {
          const span = { fromNs: calls.beginNs[found] ?? 0, toNs: calls.endNs[found] ?? 0 };
          goToCall({ row: calls.row[found] ?? 0, depth: calls.depth[found] ?? 0, atNs: span.fromNs }, key, span);
          return;
        }
      }
      if (share >= 1) {
        announce(direction === 'next' ? labels.lastOfFunction : labels.firstOfFunction);
        return;
      }
    }
  } catch (thrown) {
    const error = errorOf(thrown);
    if (error.code !== 'cancelled') announceUrgently(error.message);
  }
}

/** The call in the picture, before its detail is there. */
const spanOf = ({ row, depth, atNs }: CallPlace) =>
  usePlot.getState().plot?.spanAt({ row, kind: depth < 0 ? 'syscall' : 'call', depth: Math.max(0, depth) }, atNs) ??
  null;

const MARK_SHARE = 0.02;

/** Zooms to the selected call, to a small part of the range around the selected user event, or to the time in which the selected rows have events. */
export function zoomToSelection(): void {
  const { facts, whole, history, go } = useTraceView.getState();
  const { detail } = useSelectedCall.getState();
  if (!facts) return;
  const { call } = history.place;
  if (call) {
    const span = detail ?? spanOf(call);
    if (span) go({ range: withRoom({ fromNs: span.beginNs, toNs: span.endNs }, facts.lengthNs) });
    return;
  }
  if (history.place.mark) {
    const half = (lengthOf(rangeOf(history.place, facts.lengthNs)) * MARK_SHARE) / 2;
    const { atNs } = history.place.mark;
    go({ range: movedInside({ fromNs: atNs - half, toNs: atNs + half }, facts.lengthNs) });
    return;
  }
  const rows = history.place.rows.flatMap((row) => whole?.rows[row] ?? []);
  if (rows.length === 0) return;
  const fromNs = Math.min(...rows.map(({ firstNs }) => firstNs));
  const toNs = Math.max(...rows.map(({ lastNs }) => lastNs));
  go({ range: withRoom({ fromNs, toNs }, facts.lengthNs, 0.02) });
}
