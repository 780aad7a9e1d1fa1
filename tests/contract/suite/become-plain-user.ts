import { world } from '../../setup/world-state';

/**
 * Makes this test file's process the plain user permanently. vitest runs each file in a separate process. Load all modules
 * before, since that user may not be able to read them.
 */
export function becomePlainUser(): void {
  const { user } = world();
  // Node has this function, but its types do not.
  (process as NodeJS.Process & { initgroups(user: string, extraGroup: number): void }).initgroups(user.name, user.gid);
  process.setgid?.(user.gid);
  process.setuid?.(user.uid);
}
