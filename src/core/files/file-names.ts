import { type Dirent, readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { decodeName, encodeName, isUtf8Name } from '@shared/model/file-name';

/** An entry of a folder whose name keeps bytes that are not UTF-8. */
export interface NamedEntry {
  /** Decoded by `decodeName`; pass it through `onDisk` to open it. */
  name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
  /** What it is, for messages: `a named pipe`. */
  kind(): string;
}

function kindOf(entry: Dirent<Buffer>): string {
  if (entry.isFile()) return 'a file';
  if (entry.isDirectory()) return 'a folder';
  if (entry.isSymbolicLink()) return 'a link';
  if (entry.isFIFO()) return 'a named pipe';
  return entry.isSocket() ? 'a socket' : 'a device';
}

/** Converts a decoded path for system calls: to bytes if it contains bytes that are not UTF-8. */
export const onDisk = (path: string): string | Buffer => (isUtf8Name(path) ? path : Buffer.from(encodeName(path)));

/**
 * Lists a folder, in no particular order. Keeps names that are not UTF-8.
 * @throws the system's error
 */
export async function entriesOf(folder: string): Promise<NamedEntry[]> {
  const entries = await readdir(onDisk(folder), { withFileTypes: true, encoding: 'buffer' });
  return entries.map((entry) => ({
    name: decodeName(entry.name),
    isFile: () => entry.isFile(),
    isDirectory: () => entry.isDirectory(),
    isSymbolicLink: () => entry.isSymbolicLink(),
    kind: () => kindOf(entry),
  }));
}

/** Lists only the names, synchronously. @throws the system's error */
export const namesOf = (folder: string): string[] =>
  readdirSync(onDisk(folder), { encoding: 'buffer' }).map((name) => decodeName(name));
