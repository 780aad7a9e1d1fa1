import type { EngineId } from '@shared/engines/registry';
import type { RootAccess } from '@shared/privilege/level';
import type { Engine } from '../engines/engine';
import type { TraceLibrary } from '../library/trace-library';
import type { Environment } from './environment';

export interface DoctorDeps extends Environment {
  library: TraceLibrary;
  cacheDir: string;
  runtimeBase: string;
  engine: (id: EngineId) => Engine;
  /** How the root session daemon can be reached now. */
  rootAccess: () => Promise<RootAccess>;
}
