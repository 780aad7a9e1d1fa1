import type { ErrorData } from '@shared/model/app-error';
import type { EndedBy } from '@shared/model/trace-record';

export interface RunResult {
  outcome: 'kept' | 'cancelled' | 'failed';
  traceId: string | null;
  error: ErrorData | null;
}

export interface RunHandle {
  readonly runId: string;
  /** Ends the program and keeps the recorded data. */
  stop(by: EndedBy): void;
  /** Ends the run and discards the recorded data. */
  cancel(): void;
  /**
   * Saves the last seconds of a flight recorder, and reports that as an event.
   * @returns the number of the snapshot in this run, from 1
   * @throws AppError `config` when the run is not recording now or is not a flight recorder; `command` when the tracer refuses
   */
  snapshot(): Promise<number>;
  /** Never rejects: the result contains the error. */
  finished: Promise<RunResult>;
  /** Settles when the events of a kept trace have been counted and its function names are stored. Never rejects. */
  counted: Promise<void>;
  /** Stops counting and reading names. The number of events stays unknown until `recover` or the next start of the window. */
  leaveUncounted(): void;
}
