import type { RunEvent } from '@shared/model/run-event';

export interface CliHooks {
  /** Sees each run event before it is shown; the accident tests kill the process in it. */
  observe?(event: RunEvent): void;
  /** The clock that tells two interrupts from two copies of one, milliseconds; default the monotonic clock. */
  now?(): number;
}

/** What the commands share while one of them runs. */
export interface CliState {
  exitCode: number;
  hooks: CliHooks;
}
