import type { SearchScope } from '../leaks/leak';
import { becomeUser } from './plain-user';
import type { WorldState } from './world-state';

/** The places for leftovers in a test world: all its engines, libraries and runtime folders. */
export function scopeOf({ actors, docker, user }: WorldState): SearchScope {
  return {
    engines: [
      { name: 'Podman as root', dialect: 'podman', command: ['podman'], env: actors.root.env },
      // Configured by its settings only, because a driver on the command line removes other options (podman-stores.ts).
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
