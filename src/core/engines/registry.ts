import type { EngineId } from '@shared/engines/registry';
import { ApptainerEngine } from './apptainer/engine';
import { DockerEngine } from './docker-api/docker';
import type { Engine } from './engine';
import type { EngineSetup } from './engine-setup';
import { PodmanEngine } from './podman/engine';

const ENGINES: Record<EngineId, new (setup: EngineSetup) => Engine> = {
  podman: PodmanEngine,
  docker: DockerEngine,
  apptainer: ApptainerEngine,
};

export const openEngine = (id: EngineId, setup: EngineSetup): Engine => new ENGINES[id](setup);
