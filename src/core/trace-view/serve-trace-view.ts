import type { TraceViewMessage } from '@shared/trace-view/trace-view-messages';
import { CallServer } from './serving/serve-calls';
import type { TraceViewOptions } from './trace-view-options';
import { TraceViewWork } from './trace-view-work';

export interface ServedTraceView {
  /** @param message anything that the page sent */
  handle(message: unknown): void;
  /** Cancels everything, and resolves when the trace and what was started for it are closed. */
  close(): Promise<void>;
}

/** Answers a page about one trace of the library. A trace that cannot be opened fails with each answer. */
export function serveTraceView(
  id: string,
  options: TraceViewOptions,
  post: (message: TraceViewMessage) => void,
): ServedTraceView {
  const work = new TraceViewWork(id, options);
  const server = new CallServer(work.handlers, post);
  return {
    handle: (message) => server.handle(message),
    close: async () => {
      server.close();
      await work.close();
    },
  };
}
