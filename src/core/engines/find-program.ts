import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Where administrators' programs are, which a plain user's PATH may leave out. */
const ALSO = ['/usr/sbin', '/sbin', '/usr/local/bin'];

/** The absolute path of a program on PATH; undefined when there is none. */
export function findProgram(name: string, env: Record<string, string | undefined>): string | undefined {
  const folders = [...(env['PATH'] ?? '').split(delimiter).filter(isAbsolute), ...ALSO];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
