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
  /**
   * Saves the last seconds of a flight recorder; also told as an event.
   * @returns which one of this run it is, from 1
   * @throws AppError `config` when nothing is recorded now, or not by a flight recorder; `command` when the tracer refuses
   */
  snapshot(): Promise<number>;
  /** Never rejects: what went wrong is in the result. */
  finished: Promise<RunResult>;
  /** Settles when the events of a kept trace were counted; never rejects. */
  counted: Promise<void>;
  /** Gives the counting up; the number of events stays unknown until `recover` or the next start of the window. */
  leaveUncounted(): void;
}
