import { realpathSync } from 'node:fs';

/** A path without links; see realpath(3). A path that does not exist stays as it is. */
export function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
