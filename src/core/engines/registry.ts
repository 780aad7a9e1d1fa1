import type { EngineId } from '@shared/engines/registry';
import { ApptainerEngine } from './apptainer';
import { DockerEngine } from './docker';
import type { Engine } from './engine';
import type { EngineSetup } from './engine-setup';
import { PodmanEngine } from './podman';

const ENGINES: Record<EngineId, new (setup: EngineSetup) => Engine> = {
  podman: PodmanEngine,
  docker: DockerEngine,
  apptainer: ApptainerEngine,
};

export const openEngine = (id: EngineId, setup: EngineSetup): Engine => new ENGINES[id](setup);
