import { world } from '../../setup/world-state';

/**
 * This test file's process becomes the plain user for good; vitest gives each file a process of its own. All modules were
 * loaded before, since that user may not be able to read them.
 */
export function becomePlainUser(): void {
  const { user } = world();
  // Node has it, its types do not.
  (process as NodeJS.Process & { initgroups(user: string, extraGroup: number): void }).initgroups(user.name, user.gid);
  process.setgid?.(user.gid);
  process.setuid?.(user.uid);
}
