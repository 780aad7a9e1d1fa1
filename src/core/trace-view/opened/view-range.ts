import type { TimeRange } from '@reader/trace-reading';
import { rangeOf } from '../../analysis/part-of-trace';

/** A range of the page within the trace. One that reaches the trace's end includes the last event. */
export function viewRange({ fromNs, toNs }: TimeRange, lengthNs: number): TimeRange {
  const begin = Math.min(fromNs, lengthNs);
  return rangeOf(toNs >= lengthNs ? { fromNs: begin } : { fromNs: begin, toNs }, lengthNs);
}

export const isWholeRange = ({ fromNs, toNs }: TimeRange, lengthNs: number): boolean => fromNs <= 0 && toNs >= lengthNs;
