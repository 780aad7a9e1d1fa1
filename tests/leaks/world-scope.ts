import { becomeUser } from '../setup/plain-user';
import { world } from '../setup/world-state';
import type { EngineDoor, SearchScope } from './leak';

/** The engines of the test world, with the commands of their clients. */
export function worldEngines(): Record<'docker' | 'podman root' | 'podman rootless' | 'apptainer', EngineDoor> {
  const { docker, user, actors } = world();
  return {
    docker: { name: 'docker', dialect: 'docker', command: ['docker', '-H', `unix://${docker.socket}`] },
    'podman root': { name: 'podman root', dialect: 'podman', command: ['podman'], env: actors.root.env },
    'podman rootless': {
      name: 'podman rootless',
      dialect: 'podman',
      command: [...becomeUser(user), 'podman'],
      env: actors.user.env,
    },
    apptainer: { name: 'apptainer', dialect: 'marks', command: [] },
  };
}

/** The whole test world, or only some of its engines if the test uses no other. */
export function worldScope(engines: readonly EngineDoor[] = Object.values(worldEngines())): SearchScope {
  const { root, user } = world().actors;
  return {
    engines,
    libraries: [root.library, user.library],
    runtimeBases: [root.runtimeBase, user.runtimeBase],
  };
}

export { awaitClean } from './await-clean';
