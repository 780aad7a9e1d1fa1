import type { Dirent } from 'node:fs';

/** The folder of an entry. Node named the property `path` before 18.20 and 20.12, and removed `path` in 24. */
export const parentPathOf = (entry: Dirent): string => entry.parentPath ?? (entry as Dirent & { path: string }).path;
