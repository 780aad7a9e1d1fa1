import type { EngineId } from '@shared/engines/registry';
import type { RootAccess } from '@shared/privilege/level';
import type { Engine } from '../engines/engine';
import type { TraceLibrary } from '../library/trace-library';
import type { RootHelper } from '../privilege/root-helper';
import type { SessionDaemon } from '../tracer/session-daemon';

/** The objects and settings of this process that a run uses. */
export interface RunDeps {
  library: TraceLibrary;
  cacheDir: string;
  runtimeDir: string;
  daemon: SessionDaemon;
  helper: RootHelper;
  /** How the root session daemon can be reached at this moment. */
  rootAccess(): Promise<RootAccess>;
  appVersion: string;
  /** Where the shell script of a plan records. */
  scriptFolder: string;
  /** Fires when the process ends. Counting is abandoned; the next start of the window or `recover` counts the events. */
  closing: AbortSignal;
  engine(id: EngineId): Engine;
  engineVersion(id: EngineId): Promise<string | null>;
  /** Work before the recording is planned: building the demo's image. */
  before?: { id: string; title: string; work(onLine: (line: string) => void, signal: AbortSignal): Promise<void> };
}
