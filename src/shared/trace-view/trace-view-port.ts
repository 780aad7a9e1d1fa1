/** Name of the message that carries the port of an opened trace: from main to preload, and from preload to the page. */
export const TRACE_VIEW_PORT = 'trace-view-port';

/** What preload posts to its own page, with the port. `ticket` is of the page's call. */
export interface TraceViewPortMessage {
  kind: typeof TRACE_VIEW_PORT;
  ticket: string;
}
