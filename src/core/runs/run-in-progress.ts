import type { RunConfig } from '@shared/request/run-config';
import type { Journal } from '../journal/journal';
import type { RunDeps } from './run-deps';
import type { RunEvents } from './run-events';
import type { RunSignals } from './run-signals';

/** A run as its parts see it: what was requested, what it works with, and how it reports and is ended. */
export interface RunInProgress {
  readonly runId: string;
  readonly config: RunConfig;
  readonly deps: RunDeps;
  readonly signals: RunSignals;
  readonly events: RunEvents;
  /** Open before anything is done. */
  readonly journal: Journal;
}
