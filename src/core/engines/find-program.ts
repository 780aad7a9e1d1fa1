import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Folders of administrators' programs, which a plain user's PATH may not contain. */
const ALSO = ['/usr/sbin', '/sbin', '/usr/local/bin'];

/** @returns the absolute path of a program on PATH or in a folder of administrators' programs; undefined when there is none */
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
