import type { TraceViewOptions } from '@core/trace-view/trace-view-options';

/** What the process of a trace gets: perhaps `prepare`, later `open` with its port to the page. */
export interface TraceViewOrders {
  kind: 'prepare' | 'open';
  /** Of the trace. A process that was prepared with one trace can open any other. */
  id: string;
  options: TraceViewOptions;
}

/** The process reports that the page asked something, at most once in USED_EVERY_MS. */
export type TraceViewReport = 'used';
export const USED_EVERY_MS = 1_000;
