/** Nanoseconds since the begin of the trace. */
export interface TimeRange {
  fromNs: number;
  toNs: number;
}

/** Shorter ranges show nothing more: times are whole nanoseconds. */
export const SHORTEST_RANGE_NS = 20;

export const lengthOf = ({ fromNs, toNs }: TimeRange): number => toNs - fromNs;

export const wholeRange = (lengthNs: number): TimeRange => ({ fromNs: 0, toNs: Math.max(1, lengthNs) });

/** Moves a range into the trace. A range that is longer than the trace becomes the whole trace. */
export function movedInside(range: TimeRange, traceNs: number): TimeRange {
  const whole = wholeRange(traceNs);
  const length = Math.min(Math.max(lengthOf(range), SHORTEST_RANGE_NS), whole.toNs);
  const fromNs = Math.round(Math.min(Math.max(range.fromNs, 0), whole.toNs - length));
  return { fromNs, toNs: Math.round(fromNs + length) };
}

/**
 * The range between two times in any order, cut at the ends of the trace.
 * @returns null if nothing of it is inside, or it is too short to be meant
 */
export function rangeBetween(oneNs: number, otherNs: number, traceNs: number): TimeRange | null {
  const inside = (ns: number): number => Math.round(Math.min(Math.max(ns, 0), wholeRange(traceNs).toNs));
  const [fromNs = 0, toNs = 0] = [inside(oneNs), inside(otherNs)].sort((a, b) => a - b);
  return toNs - fromNs < 1 ? null : movedInside({ fromNs, toNs }, traceNs);
}

/** @param factor of the length: 0.5 shows half of it @param aroundNs stays where it is */
export function zoomed(range: TimeRange, factor: number, aroundNs: number, traceNs: number): TimeRange {
  const length = Math.min(Math.max(lengthOf(range) * factor, SHORTEST_RANGE_NS), wholeRange(traceNs).toNs);
  const share = (aroundNs - range.fromNs) / lengthOf(range);
  const fromNs = aroundNs - share * length;
  return movedInside({ fromNs, toNs: fromNs + length }, traceNs);
}

/** @param share of the length, negative to the left */
export function panned(range: TimeRange, share: number, traceNs: number): TimeRange {
  const byNs = lengthOf(range) * share;
  return movedInside({ fromNs: range.fromNs + byNs, toNs: range.toNs + byNs }, traceNs);
}

/** The range with room at both sides, for zooming to a call. */
export const withRoom = (range: TimeRange, traceNs: number, share = 0.2): TimeRange => {
  const room = Math.max(lengthOf(range) * share, SHORTEST_RANGE_NS);
  return movedInside({ fromNs: range.fromNs - room, toNs: range.toNs + room }, traceNs);
};

/** The place's range for a range: the whole trace is null. */
export const orWhole = (range: TimeRange, traceNs: number): TimeRange | null =>
  range.fromNs <= 0 && range.toNs >= wholeRange(traceNs).toNs ? null : range;
