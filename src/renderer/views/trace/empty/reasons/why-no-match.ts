import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import type { TraceTab } from '@shared/trace-view/trace-place';
import { texts } from '../../../../texts/en';

const { noMatch, noEvents } = texts.traceTabs.empty;

/** What was not searched, and where to go. */
interface Unsearched {
  text: string;
  link: { tab: TraceTab; text: string } | null;
}

/** Why a search can find nothing: the trace has no functions or no events, and fields of events are not searched. */
export function whyNoMatch({ basis, events }: Pick<WholeTrace, 'basis' | 'events'>): Unsearched[] {
  if (events === 0) return [{ text: noEvents.emptyTrace, link: null }];
  return [
    ...(basis.calls
      ? []
      : [{ text: noMatch.noFunctions, link: { tab: 'functions' as const, text: noMatch.toFunctions } }]),
    { text: noMatch.fields, link: { tab: 'events', text: noMatch.toEvents } },
  ];
}
