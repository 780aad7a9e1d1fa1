import type { RunEvent } from '@shared/model/run-event';

export interface CliHooks {
  /** Sees each run event before it is shown; the accident tests kill the process in it. */
  observe?(event: RunEvent): void;
}

/** What the commands share while one of them runs. */
export interface CliState {
  exitCode: number;
  hooks: CliHooks;
}
