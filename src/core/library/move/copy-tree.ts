import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, type FileHandle, lstat, lutimes, mkdir, open, readlink, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { readableName } from '@shared/model/file-name';
import { MIB } from '@shared/model/units';
import { entriesOf, onDisk } from '../../files/file-names';

export interface TreeEntry {
  /** Relative to the top folder. */
  path: string;
  kind: 'folder' | 'file' | 'link';
  sizeBytes: number;
  mode: number;
  /** Seconds since 1970. */
  atime: number;
  mtime: number;
}

interface Steps {
  /** Called with the bytes that were read since the last call. */
  onBytes(bytes: number): void;
  signal: AbortSignal;
}

const CHUNK_BYTES = MIB;

/**
 * Lists everything below a folder, each folder before its content. Does not follow links.
 * @param skip whether to omit a name in the top folder
 * @throws AppError `config` for an entry that cannot be copied, such as a socket or a device
 */
export async function treeOf(top: string, skip: (name: string) => boolean): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = [];
  const look = async (below: string): Promise<void> => {
    for (const name of (await entriesOf(join(top, below))).map((entry) => entry.name).sort()) {
      if (below === '' && skip(name)) continue;
      const path = join(below, name);
      const facts = await lstat(onDisk(join(top, path)));
      const kind = facts.isDirectory()
        ? 'folder'
        : facts.isFile()
          ? 'file'
          : facts.isSymbolicLink()
            ? 'link'
            : undefined;
      if (!kind)
        throw new AppError(
          'config',
          `${readableName(join(top, path))} is not a file, folder or link, so it cannot be moved to another disk.`,
          {
            hint: 'Remove it, then move the library again.',
          },
        );
      const [atime, mtime] = [facts.atimeMs / 1000, facts.mtimeMs / 1000];
      entries.push({
        path,
        kind,
        sizeBytes: kind === 'file' ? facts.size : 0,
        mode: facts.mode & 0o7777,
        atime,
        mtime,
      });
      if (kind === 'folder') await look(path);
    }
  };
  await look('');
  return entries;
}

/**
 * Copies the entries of `treeOf` with modes and times and flushes them to the disk. Then reads each copied file again and
 * compares its checksum.
 * @param to an existing empty folder
 * @throws the system's error, the signal's reason; AppError `command` when a copy differs
 */
export async function copyTree(from: string, to: string, tree: readonly TreeEntry[], steps: Steps): Promise<void> {
  const sums = new Map<string, string>();
  for (const { path, kind, mode, atime, mtime } of tree) {
    steps.signal.throwIfAborted();
    const target = onDisk(join(to, path));
    const source = onDisk(join(from, path));
    if (kind === 'folder') await mkdir(target, { mode: 0o700 });
    else if (kind === 'link') {
      await symlink(await readlink(source, { encoding: 'buffer' }), target);
      await lutimes(target, atime, mtime);
    } else {
      sums.set(path, await copyFile(source, target, steps));
      await chmod(target, mode);
      await utimes(target, atime, mtime);
    }
  }
  for (const [path, sum] of sums)
    if ((await sumOf(onDisk(join(to, path)), steps)) !== sum)
      throw new AppError('command', `The copy of ${readableName(join(from, path))} differs from the original.`, {
        hint: 'Check the new disk for errors. The library was not moved.',
      });
  for (const { path, mode, atime, mtime } of tree.filter(({ kind }) => kind === 'folder').reverse()) {
    const folder = onDisk(join(to, path));
    await chmod(folder, mode);
    await utimes(folder, atime, mtime);
    await syncFolder(folder);
  }
  await syncFolder(to);
}

/** Flushes the names in a folder to the disk, which flushing the files does not guarantee (fsync(2)). */
async function syncFolder(path: string | Buffer): Promise<void> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** @returns the SHA-256 of the copied data */
async function copyFile(from: string | Buffer, to: string | Buffer, steps: Steps): Promise<string> {
  const source = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const target = await open(to, 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      for await (const piece of piecesOf(source, steps)) {
        hash.update(piece);
        await target.writeFile(piece);
      }
      await target.sync();
      return hash.digest('hex');
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function sumOf(path: string | Buffer, steps: Steps): Promise<string> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    for await (const piece of piecesOf(file, steps)) hash.update(piece);
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

async function* piecesOf(file: FileHandle, { onBytes, signal }: Steps): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    onBytes(bytesRead);
  }
}
