import { lossesOf } from '@reader/analysis/losses';
import { countedLoss } from '@reader/packets/counted-loss';
import { oneLine } from '@shared/model/plain-text';
import { type LossMark, TRACE_DOMAINS, type TraceFacts } from '@shared/trace-view/trace-facts';
import type { OpenedTrace } from '../../analysis/open-trace';
import { basisOf } from '../../analysis/summary/basis';
import { unreadPlaces } from '../../analysis/unread-places';
import { indexDensity } from './index-density';

/** Marks in the overview. */
const MOST_LOSSES = 2_000;

/** What the metadata and the packet table say. No event is read. */
export function traceFacts({ files, reading }: OpenedTrace): TraceFacts {
  const { record } = files;
  const { leaves, span, eventClasses } = reading;
  const losses = lossesOf(reading);
  const { discardedEvents, lostPackets } = countedLoss(reading, () => true);
  const marks = losses.map(({ leaf, cpu, fromNs, toNs, events, packets }): LossMark => {
    const domain = leaves[leaf]?.domain ?? 'userspace';
    return { domain, cpu: cpu < 0 ? null : cpu, fromNs, toNs, events, packets };
  });
  return {
    id: record.id,
    title: oneLine(record.title),
    lengthNs: span.lengthNs,
    beginUnixNs: span.isAbsolute ? String(span.beginNs) : null,
    domains: TRACE_DOMAINS.filter((domain) => leaves.some((leaf) => leaf.domain === domain)),
    density: indexDensity(reading),
    losses: largestOf(marks),
    lostEvents: discardedEvents,
    lostPackets,
    basis: basisOf(reading, new Float64Array(eventClasses.length).fill(1)),
    unread: unreadPlaces(reading.warnings),
  };
}

/** In the order of time. */
function largestOf(losses: readonly LossMark[]): LossMark[] {
  if (losses.length <= MOST_LOSSES) return [...losses];
  const largest = [...losses].sort((a, b) => b.events - a.events || b.packets - a.packets).slice(0, MOST_LOSSES);
  return largest.sort((a, b) => a.fromNs - b.fromNs);
}
