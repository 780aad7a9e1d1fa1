import type { Dirent } from 'node:fs';

/** The folder in which an entry was found. Node named it `path` before 18.20 and 20.12, and has no `path` since 24. */
export const parentPathOf = (entry: Dirent): string => entry.parentPath ?? (entry as Dirent & { path: string }).path;
