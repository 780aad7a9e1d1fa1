import { errorOf } from '../../../bridge';
import { lengthOf, movedInside } from '../../../models/trace-view/time-range';
import { announce, announceUrgently } from '../../../stores/announce';
import { rangeOf, useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';

const { keys: labels } = texts.traceTimeline;

/**
 * Selects the user event before or after the selected one, in its row; without a selected one, the first of the selected rows from the
 * begin of the range on. Moves the range if the event is not in sight.
 */
export async function stepOfEvents(direction: 'previous' | 'next'): Promise<void> {
  const { client, facts, history } = useTraceView.getState();
  if (!client || !facts) return;
  const { mark, rows } = history.place;
  const range = rangeOf(history.place, facts.lengthNs);
  const edgeNs = direction === 'next' ? Math.max(0, range.fromNs - 1) : range.toNs;
  const question = { rows: mark ? [mark.row] : [...rows], atNs: mark?.atNs ?? edgeNs, direction };
  try {
    const found = await client.ask('next-user-event', question, { lane: 'next-user-event' });
    const now = useTraceView.getState();
    if (now.client !== client || now.history.place.mark !== mark) return;
    if (!found) {
      announce(direction === 'next' ? labels.noNextEvent : labels.noPreviousEvent);
      return;
    }
    const isInSight = found.atNs >= range.fromNs && found.atNs <= range.toNs;
    const half = lengthOf(range) / 2;
    const moved = movedInside({ fromNs: found.atNs - half, toNs: found.atNs + half }, facts.lengthNs);
    now.go({ tab: 'timeline', mark: found, function: null, rows: [found.row], ...(isInSight ? {} : { range: moved }) });
  } catch (thrown) {
    const error = errorOf(thrown);
    if (error.code !== 'cancelled') announceUrgently(error.message);
  }
}

/** Shows the selected user event among all events of its thread. */
export function showInEvents(): void {
  const { history, go } = useTraceView.getState();
  const { mark } = history.place;
  if (mark) go({ tab: 'events', rows: [mark.row], filter: '' });
}
