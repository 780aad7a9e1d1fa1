import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { demoArchive, imageCache, loadAsUser } from './demo-image';
import { addPlainUser, removePlainUser } from './plain-user';
import { userStore } from './podman-stores';
import { runTool } from './run-tool';
import { type WorldState, world } from './world-state';

export interface SecondUser {
  /** The world as the second user sees it: its actor `user` is the second one. */
  state: WorldState;
  remove(): Promise<void>;
}

/** Adds another plain user to the world, with its own Podman store and library, in the group of Docker's socket. */
export async function addSecondUser(): Promise<SecondUser> {
  const { folder, user: first, actors } = world();
  const own = join(folder, 'two');
  mkdirSync(own);
  chmodSync(own, 0o755);
  const user = await addPlainUser(own);
  try {
    runTool('usermod', ['--append', '--groups', first.name, user.name]);
    userStore(user);
    const traces = join(own, 'lib');
    mkdirSync(traces, { mode: 0o700 });
    chownSync(traces, user.uid, user.gid);
    const library = join(traces, 'traces');
    const env = {
      ...actors.user.env,
      HOME: user.home,
      USER: user.name,
      LOGNAME: user.name,
      XDG_RUNTIME_DIR: user.runtimeDir,
      CONTAINERS_TRACE_LIBRARY: library,
    };
    const state = { ...world(), user, actors: { ...actors, user: { library, runtimeBase: user.runtimeDir, env } } };
    loadAsUser(state, demoArchive(imageCache()));
    return { state, remove: () => removePlainUser(user) };
  } catch (error) {
    await removePlainUser(user);
    throw error;
  }
}
