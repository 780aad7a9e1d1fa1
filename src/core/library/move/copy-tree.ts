import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, type FileHandle, lstat, lutimes, mkdir, open, readlink, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { readableName } from '@shared/model/file-name';
import { MIB } from '@shared/model/units';
import { entriesOf, onDisk } from '../../files/file-names';

export interface TreeEntry {
  /** Below the top. */
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
 * Everything below a folder, each folder before what is in it, links as links.
 * @param skip names at the top that stay behind
 * @throws AppError `config` for what cannot be copied: a socket, a device
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
          `${readableName(join(top, path))} is no file, folder or link, and cannot be moved to another disk.`,
          {
            hint: 'Take it away by hand, then move the library again.',
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
 * Copies what `treeOf` found, with modes and times, onto the disk; then reads each file of the copy again and compares.
 * @param to a folder that is there and empty
 * @throws the system's error, the signal's reason; AppError `command` when the copy is not the same
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
      throw new AppError(
        'command',
        `The copy of ${readableName(join(from, path))} does not read back as it was written.`,
        {
          hint: 'Look at the new disk; the library is where it was.',
        },
      );
  for (const { path, mode, atime, mtime } of tree.filter(({ kind }) => kind === 'folder').reverse()) {
    const folder = onDisk(join(to, path));
    await chmod(folder, mode);
    await utimes(folder, atime, mtime);
    await syncFolder(folder);
  }
  await syncFolder(to);
}

/** The names in it are on the disk: the files' own sync does not promise that (fsync(2)). */
async function syncFolder(path: string | Buffer): Promise<void> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** @returns the SHA-256 of what was read */
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
