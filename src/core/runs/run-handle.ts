import type { ErrorData } from '@shared/model/app-error';
import type { EndedBy } from '@shared/model/trace-record';

export interface RunResult {
  outcome: 'kept' | 'cancelled' | 'failed';
  traceId: string | null;
  error: ErrorData | null;
}

export interface RunHandle {
  readonly runId: string;
  /** Ends the program and keeps what was recorded. */
  stop(by: EndedBy): void;
  /** Gives everything up. */
  cancel(): void;
  /** Never rejects: what went wrong is in the result. */
  finished: Promise<RunResult>;
  /** Settles when the events of a kept trace were counted; never rejects. */
  counted: Promise<void>;
  /** Gives the counting up; the number of events stays unknown until `recover` or the next start of the window. */
  leaveUncounted(): void;
}
