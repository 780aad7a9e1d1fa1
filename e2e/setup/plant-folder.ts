import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from './desk';
import { own } from './own';

/**
 * Puts a trace into a desk's library. It appears there at once and complete, as a recorded or imported trace does: a window that runs
 * could list a half-written one.
 * @param fill writes the trace into an empty folder
 * @returns the trace's folder
 */
export function plantFolder(desk: Desk, id: string, fill: (folder: string) => void): string {
  if (!existsSync(desk.libraryDir)) {
    mkdirSync(desk.libraryDir, { recursive: true, mode: 0o700 });
    own(desk.libraryDir);
  }
  // Beside the library: a folder is renamed within one file system only.
  const beside = mkdtempSync(`${desk.libraryDir}-planted-`);
  const [made, dir] = [join(beside, id), join(desk.libraryDir, id)];
  try {
    mkdirSync(made, { mode: 0o700 });
    fill(made);
    own(made);
    renameSync(made, dir);
    return dir;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}
