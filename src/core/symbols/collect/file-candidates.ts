import { posix } from 'node:path';
import type { LoadedFile } from '../loads/load-map';

/** A place in a root file system where a file's symbols can be. */
export interface Candidate {
  path: string;
  /** `debug`: a file with only the debug information of the program. */
  kind: 'binary' | 'debug';
}

const DEBUG_ROOT = '/usr/lib/debug';

/**
 * Where the symbols of a loaded file can be, as gdb looks for them (Debugging with GDB, "Separate Debug Files"): in the file,
 * and in debug files by build id and by debug link.
 */
export function candidatesOf({ path, buildId, debugLink }: LoadedFile): Candidate[] {
  const folder = posix.dirname(path);
  const link = debugLink && isPlainName(debugLink.name) ? debugLink.name : undefined;
  const linked =
    link === undefined ? [] : [`${folder}/${link}`, `${folder}/.debug/${link}`, `${DEBUG_ROOT}${folder}/${link}`];
  const debug = [...(buildId === null ? [] : [`${DEBUG_ROOT}${buildIdPath(buildId)}`]), ...linked];
  return [{ path, kind: 'binary' }, ...debug.map((one) => ({ path: posix.normalize(one), kind: 'debug' as const }))];
}

/** `/.build-id/c0/ffee.debug` */
export const buildIdPath = (buildId: string): string => `/.build-id/${buildId.slice(0, 2)}/${buildId.slice(2)}.debug`;

/** A name from a trace is only joined to a folder if it has no separators. */
export const isPlainName = (name: string): boolean =>
  name !== '' && name !== '.' && name !== '..' && !name.includes('/');

/** Whether a path from a trace names a file without detours. */
export const isPlainPath = (path: string): boolean =>
  path.startsWith('/') && posix.normalize(path) === path && !path.includes('\0');
