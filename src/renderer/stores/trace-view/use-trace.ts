import type { Insights } from '@shared/trace-view/insight';
import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import type { TraceFacts } from '@shared/trace-view/trace-facts';
import type { TracePlace } from '@shared/trace-view/trace-place';
import { create } from 'zustand';
import type { TraceClient } from './asking';
import { connect } from './connect';
import { type TraceViewState, traceViewStore } from './open-trace';
import type { PlaceChange } from './place-history';

export const useTraceView = create<TraceViewState>()(traceViewStore(connect));

/** The opened trace as its tabs see it. */
export interface OpenTrace {
  client: TraceClient;
  facts: TraceFacts;
  /** Null until the whole trace was read. */
  whole: WholeTrace | null;
  /** Null until the rules have checked the whole trace. */
  insights: Insights | null;
  /** How much of the trace was read, from 0 to 1. */
  readShare: number;
  place: TracePlace;
  /** The range of the place, or the whole trace. Never empty. */
  range: { fromNs: number; toNs: number };
  /** Goes to a place; what is not named stays. */
  go(change: Partial<TracePlace>, how?: PlaceChange): void;
}

/** The range of a place. A trace without length has a range of one nanosecond. */
export const rangeOf = (place: TracePlace, lengthNs: number): { fromNs: number; toNs: number } =>
  place.range ?? { fromNs: 0, toNs: Math.max(1, lengthNs) };

/**
 * The opened trace. Only for components that are shown while the facts are known.
 * For a component that must not render at every change of the place, `useTraceView(selector)`.
 * @throws Error if no trace is open, or its facts are not there yet
 */
export function useTrace(): OpenTrace {
  const client = useTraceView((state) => state.client);
  const facts = useTraceView((state) => state.facts);
  const whole = useTraceView((state) => state.whole);
  const insights = useTraceView((state) => state.insights);
  const readShare = useTraceView((state) => state.readShare);
  const { place } = useTraceView((state) => state.history);
  const go = useTraceView((state) => state.go);
  if (client === null || facts === null) throw new Error('No trace is open.');
  return { client, facts, whole, insights, readShare, place, range: rangeOf(place, facts.lengthNs), go };
}
