import type { EngineId } from '@shared/engines/registry';
import type { RunEvent } from '@shared/model/run-event';
import type { EndedBy, TracedContainer, TraceRecord, Warning } from '@shared/model/trace-record';
import type { RunPlan } from '@shared/planning/step';
import type { DaemonReport } from '@shared/tracing/daemon-reports';
import type { Engine } from '../engines/engine';
import type { Journal } from '../journal/journal';
import type { RootHelper } from '../privilege/root-helper';
import type { SessionDaemon } from '../tracer/session-daemon';
import type { Tracer } from '../tracer/tracer';
import type { SteadyClock } from './watch/clocks';

/** The state that the steps of one run share. executePlan creates it, and the steps change it. */
export interface RunContext {
  readonly plan: RunPlan;
  readonly daemon: SessionDaemon;
  readonly helper: RootHelper;
  readonly tracer: Tracer;
  engine(id: EngineId): Engine;
  readonly journal: Journal;
  readonly emit: (event: RunEvent) => void;
  /** Fires on cancel, or when a required helper has ended. Every waiting step is abandoned. */
  readonly cancelled: AbortSignal;
  /** Fires on stop. The program is ended, and the recorded data is kept. */
  readonly stopped: AbortSignal;
  /** Stops the recording and keeps the trace. Only the first call has an effect. */
  stop(by: EndedBy): void;
  stoppedBy(): EndedBy | undefined;
  /** The record that will be written; the steps complete it. */
  record: TraceRecord;
  containers: TracedContainer[];
  /** Engine ids of the containers by their name. */
  containerIds: Map<string, string>;
  /** The timeline of the trace; a new one begins with the first session. */
  clock: SteadyClock;
  /** When the first session started, by the clock of the run; undefined before. */
  startedAtMs: number | undefined;
  /** When a guard process stopped the recorder at the disk floor; Unix milliseconds. */
  stoppedAtFloorMs: number | undefined;
  /** Stops listening to the session daemon and returns its reports; undefined before the recording, or if the daemon is not ours. */
  daemonReports: (() => DaemonReport[]) | undefined;
  warn(warning: Warning): void;
}
