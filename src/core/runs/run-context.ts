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

/** What the steps of one run share. Made by the recorder, changed by the steps, read by the end. */
export interface RunContext {
  readonly plan: RunPlan;
  readonly daemon: SessionDaemon;
  readonly helper: RootHelper;
  readonly tracer: Tracer;
  engine(id: EngineId): Engine;
  readonly journal: Journal;
  readonly emit: (event: RunEvent) => void;
  /** Fires on cancel, or when the helper that the run needs has gone: every step that waits is given up. */
  readonly cancelled: AbortSignal;
  /** Fires on stop: the program is ended and what was recorded is kept. */
  readonly stopped: AbortSignal;
  /** Ends the recording in good order. The first reason counts. */
  stop(by: EndedBy): void;
  stoppedBy(): EndedBy | undefined;
  /** The record as it will be written; the steps fill it in. */
  record: TraceRecord;
  containers: TracedContainer[];
  /** Engine ids of the containers by their name. */
  containerIds: Map<string, string>;
  /** Set while events are recorded; Unix milliseconds. */
  startedAtMs: number | undefined;
  /** When a guard outside of this process stopped the recorder at the disk's floor; Unix milliseconds. */
  stoppedAtFloorMs: number | undefined;
  /** Ends the listening to the session daemon; undefined while nothing is recorded, or what it prints is not known. */
  daemonReports: (() => DaemonReport[]) | undefined;
  warn(warning: Warning): void;
}
