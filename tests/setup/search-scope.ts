import type { SearchScope } from '../leaks/leak';
import { becomeUser } from './plain-user';
import type { WorldState } from './world-state';

/** Where something of ours could be left in a test world: all its engines, libraries and runtime folders. */
export function scopeOf({ actors, docker, user }: WorldState): SearchScope {
  return {
    engines: [
      { name: 'Podman as root', dialect: 'podman', command: ['podman'], env: actors.root.env },
      // By its settings alone: a driver on the command line takes the other options away (podman-stores.ts).
      {
        name: 'Podman without root',
        dialect: 'podman',
        command: [...becomeUser(user), 'podman'],
        env: actors.user.env,
      },
      { name: 'Apptainer', dialect: 'marks', command: [] },
      { name: 'Docker', dialect: 'docker', command: ['docker', '-H', `unix://${docker.socket}`] },
    ],
    libraries: [actors.root.library, actors.user.library],
    runtimeBases: [actors.root.runtimeBase, actors.user.runtimeBase],
  };
}
