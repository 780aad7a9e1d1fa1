import type { Basis } from '../analysis/trace-summary';

export const TRACE_DOMAINS = ['userspace', 'kernel'] as const;
export type TraceDomain = (typeof TRACE_DOMAINS)[number];

/** Events in bins of equal length over the whole trace. */
export interface EventDensity {
  binNs: number;
  /** By domain that was recorded. */
  lanes: readonly { domain: TraceDomain; counts: Float64Array }[];
  /** False while the counts are estimates from the packet indexes. */
  isExact: boolean;
}

/** Events that are missing in one stream, between two packets. */
export interface LossMark {
  domain: TraceDomain;
  /** Null if the stream is not of one CPU. */
  cpu: number | null;
  fromNs: number;
  toNs: number;
  events: number;
  packets: number;
}

/** What is known of a trace when it is opened, before its events are read. All times are nanoseconds since its begin. */
export interface TraceFacts {
  id: string;
  title: string;
  lengthNs: number;
  /** Nanoseconds since 1970 of the begin, as a decimal number; null if the clock of the trace is not the time of day. */
  beginUnixNs: string | null;
  domains: readonly TraceDomain[];
  density: EventDensity;
  /** In the order of time, the largest ones if there are too many. */

  losses: readonly LossMark[];
  /** All; null if the packets do not count them. */
  lostEvents: number | null;
  lostPackets: number | null;
  /** What the metadata can contain. What really was recorded is in `WholeTrace`. */
  basis: Basis;
  /** Parts that cannot be read. */
  unread: readonly string[];
}
