import type { EngineId } from '@shared/engines/registry';
import { DockerEngine } from './docker';
import type { Engine } from './engine';
import { PodmanEngine } from './podman';

/** What an engine may use of this process's surroundings. */
export interface EngineSetup {
  env: Record<string, string | undefined>;
  /** A folder of this process's own, 0700, removed when it ends. */
  runtimeDir: string;
}

const ENGINES: Record<EngineId, new (setup: EngineSetup) => Engine> = { podman: PodmanEngine, docker: DockerEngine };

export const openEngine = (id: EngineId, setup: EngineSetup): Engine => new ENGINES[id](setup);
