import type { RunConfig } from '@shared/request/run-config';
import type { Journal } from '../journal/journal';
import type { RunDeps } from './run-deps';
import type { RunEvents } from './run-events';
import type { RunSignals } from './run-signals';

/** A run in progress: its request, its dependencies, its events, and the signals that end it. */
export interface RunInProgress {
  readonly runId: string;
  readonly config: RunConfig;
  readonly deps: RunDeps;
  readonly signals: RunSignals;
  readonly events: RunEvents;
  /** Open before the run changes anything. */
  readonly journal: Journal;
}
