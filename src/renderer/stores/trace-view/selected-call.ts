import type { ErrorData } from '@shared/model/app-error';
import type { CallDetail } from '@shared/trace-view/call-detail';
import type { CallPlace } from '@shared/trace-view/trace-place';
import { create } from 'zustand';
import { errorOf } from '../../bridge';
import { shortTime } from '../../format/nanoseconds';
import { announce } from '../announce';
import { useTraceView } from './use-trace';

interface SelectedCall {
  /** The call that the detail is of. */
  place: CallPlace | null;
  /** Null while it is loading, and if there is no call at the place. */
  detail: CallDetail | null;
  isMissing: boolean;
  error: ErrorData | null;
}

const NONE: SelectedCall = { place: null, detail: null, isMissing: false, error: null };

/** What is known of the selected call. It follows the place of the opened trace. */
export const useSelectedCall = create<SelectedCall>()(() => NONE);

async function load(place: CallPlace): Promise<void> {
  const { client } = useTraceView.getState();
  if (!client) return;
  const isCurrent = (): boolean => useSelectedCall.getState().place === place;
  try {
    const detail = await client.ask('call', place, { lane: 'selected-call' });
    if (!isCurrent()) return;
    useSelectedCall.setState({ detail, isMissing: detail === null });
    if (detail) announce(`${detail.name}, ${shortTime(detail.endNs - detail.beginNs)}`);
  } catch (thrown) {
    const error = errorOf(thrown);
    if (isCurrent() && error.code !== 'cancelled') useSelectedCall.setState({ error });
  }
}

const isSame = (a: CallPlace | null, b: CallPlace | null): boolean =>
  a === b || (a !== null && b !== null && a.row === b.row && a.depth === b.depth && a.atNs === b.atNs);

useTraceView.subscribe((state, before) => {
  const { call } = state.history.place;
  const isSameTrace = state.client === before.client;
  if (isSameTrace && isSame(call, useSelectedCall.getState().place)) return;
  useSelectedCall.setState({ ...NONE, place: state.client ? call : null });
  if (state.client && call) void load(call);
});
