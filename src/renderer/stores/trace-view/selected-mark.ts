import type { ErrorData } from '@shared/model/app-error';
import type { MarkPlace } from '@shared/trace-view/trace-place';
import type { UserEvent } from '@shared/trace-view/user-events';
import { create } from 'zustand';
import { errorOf } from '../../bridge';
import { announce } from '../announce';
import { useTraceView } from './use-trace';

interface SelectedMark {
  /** The place of the events. */
  place: MarkPlace | null;
  /** The user events at the place, which has none if it came from a wrong link. Null while they are loading. */
  events: readonly UserEvent[] | null;
  error: ErrorData | null;
}

const NONE: SelectedMark = { place: null, events: null, error: null };

/** What is known of the selected user event. It follows the place of the opened trace. */
export const useSelectedMark = create<SelectedMark>()(() => NONE);

async function load(place: MarkPlace): Promise<void> {
  const { client } = useTraceView.getState();
  if (!client) return;
  const isCurrent = (): boolean => useSelectedMark.getState().place === place;
  try {
    const events = await client.ask('user-events', place, { lane: 'selected-mark' });
    if (!isCurrent()) return;
    useSelectedMark.setState({ events });
    if (events[0]) announce(events.map(({ name }) => name).join(', '));
  } catch (thrown) {
    const error = errorOf(thrown);
    if (isCurrent() && error.code !== 'cancelled') useSelectedMark.setState({ error });
  }
}

const isSame = (a: MarkPlace | null, b: MarkPlace | null): boolean =>
  a === b || (a !== null && b !== null && a.row === b.row && a.atNs === b.atNs);

useTraceView.subscribe((state, before) => {
  const { mark } = state.history.place;
  const isSameTrace = state.client === before.client;
  if (isSameTrace && isSame(mark, useSelectedMark.getState().place)) return;
  useSelectedMark.setState({ ...NONE, place: state.client ? mark : null });
  if (state.client && mark) void load(mark);
});
