import { readdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { decodeName, encodeName, isUtf8Name } from '@shared/model/file-name';

/** An entry of a folder under its whole name. */
export interface NamedEntry {
  /** As `decodeName` makes it: to be opened by way of `onDisk`. */
  name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** A path as the system's calls take it: bytes where the string holds some that are not UTF-8. */
export const onDisk = (path: string): string | Buffer => (isUtf8Name(path) ? path : Buffer.from(encodeName(path)));

/**
 * What a folder holds, in no order. Names that are not UTF-8 are kept.
 * @throws the system's error
 */
export async function entriesOf(folder: string): Promise<NamedEntry[]> {
  const entries = await readdir(onDisk(folder), { withFileTypes: true, encoding: 'buffer' });
  return entries.map((entry) => ({
    name: decodeName(entry.name),
    isFile: () => entry.isFile(),
    isDirectory: () => entry.isDirectory(),
    isSymbolicLink: () => entry.isSymbolicLink(),
  }));
}

/** As `entriesOf`, names alone, at once. @throws the system's error */
export const namesOf = (folder: string): string[] =>
  readdirSync(onDisk(folder), { encoding: 'buffer' }).map((name) => decodeName(name));
