import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@shared/model/app-error';

/** Write permission of the group and of others. */
const OTHERS_MAY_WRITE = 0o022;

/**
 * Reads a file that controls what is removed or terminated. The file and its folder must belong to this user, must not be
 * links, and must not be writable by others.
 * @param mostBytes a larger file is refused
 * @throws AppError `denied` with the reason, `missing` when the file does not exist
 */
export function readOwnFile(path: string, mostBytes: number): string {
  requireOwnFolder(dirname(path));
  return readOwnFileIn(path, mostBytes);
}

/** Like readOwnFile, but without the requirements on the folder, which the user named. */
export function readOwnFileIn(path: string, mostBytes: number): string {
  const file = opened(path);
  try {
    const facts = fstatSync(file);
    const fault = facts.isFile() ? faultOf(facts) : 'is not a regular file';
    if (fault !== undefined) throw refused(path, fault);
    if (facts.size > mostBytes) throw refused(path, `is larger than ${mostBytes} bytes`);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** O_NONBLOCK: opening a pipe would wait for a writer. */
function opened(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new AppError('missing', `${path} does not exist.`, { cause: error });
    throw refused(path, code === 'ELOOP' ? 'is a link' : `cannot be read (${code})`, error);
  }
}

/** @throws AppError `denied` unless it is a folder of this user, not a link, and not writable by others; `missing` */
export function requireOwnFolder(path: string): void {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts) throw new AppError('missing', `${path} does not exist.`);
  const fault = faultOfFolder(facts);
  if (fault !== undefined) throw refused(path, fault);
}

export const isOwnFolder = (path: string): boolean => {
  try {
    const facts = lstatSync(path, { throwIfNoEntry: false });
    return facts !== undefined && faultOfFolder(facts) === undefined;
  } catch {
    return false; // cannot be inspected
  }
};

const faultOfFolder = (facts: Stats): string | undefined => {
  if (facts.isSymbolicLink()) return 'is a link';
  return facts.isDirectory() ? faultOf(facts) : 'is not a folder';
};

function faultOf({ uid, mode }: Stats): string | undefined {
  if (uid !== process.getuid?.()) return `belongs to the user ${uid}`;
  return (mode & OTHERS_MAY_WRITE) !== 0 ? 'is writable by others' : undefined;
}

const refused = (path: string, fault: string, cause?: unknown): AppError =>
  new AppError('denied', `${path} is not trusted, because it ${fault}.`, {
    hint: `Inspect it with \`ls -ld\`. If it is yours, correct its owner and permissions, or remove it.`,
    cause,
  });
