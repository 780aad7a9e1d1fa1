import type { SearchScope } from '../../tests/leaks/leak';
import type { Desk } from './desk';
import { tester } from './tester';

/** Where the leak finder looks for what a window of this desk left. */
export function scopeOf(desk: Desk): SearchScope {
  const user = tester();
  return {
    engines: [{ name: 'podman', dialect: 'podman', command: [...user.become, 'podman'], env: user.env }],
    libraries: [desk.libraryDir],
    runtimeBases: [desk.runtimeDir],
  };
}
