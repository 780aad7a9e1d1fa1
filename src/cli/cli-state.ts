import type { RunEvent } from '@shared/model/run-event';

export interface CliHooks {
  /** Sees each run event before it is shown; the accident tests kill the process in it. */
  observe?(event: RunEvent): void;
  /** Milliseconds of the clock that distinguishes a second interrupt from a copy of the first. Default: the monotonic clock. */
  now?(): number;
}

/** State that a command shares with runCli. */
export interface CliState {
  exitCode: number;
  hooks: CliHooks;
}
