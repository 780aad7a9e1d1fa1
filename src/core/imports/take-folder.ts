import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { draftPid } from '../library/drafts';
import { folderError } from '../library/trace-folder';
import { entriesOf } from './find-traces';
import { noRegular, openRegular, type TakeTools, takeFile } from './take-file';

/** `move`: it lies in a folder of ours, unpacked, and is checked already. */
export type Way = 'copy' | 'reference' | 'move';

const METADATA = 'metadata';
const INDEX = 'index';

/**
 * Takes a leaf into a trace's folder. By reference it becomes a folder of ours with a copy of the metadata, which we may
 * change, and links to all else: every reader works as ever, and what removes it removes links.
 * @param from absolute, links resolved
 * @throws AppError `config` that names what is no regular file, and as takeFile does
 */
export async function takeLeaf(from: string, to: string, way: Way, tools: TakeTools): Promise<void> {
  if (way === 'move') return move(from, to);
  if (way === 'copy') return takeTree(from, to, tools);
  await makeFolder(to);
  for (const entry of await entriesOf(from)) {
    if (isPassedOver(entry.name)) continue;
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.name === METADATA) await takeFile(source, target, tools);
    else if (entry.isFile() || (entry.isDirectory() && entry.name === INDEX)) {
      if (entry.isFile()) await (await openRegular(source)).close(); // it can be read
      await symlink(source, target);
    } else if (!entry.isDirectory()) throw noRegular(source);
  }
}

/** Takes a trace as the app exports it: leaves as takeLeaf does, the rest by copy. */
export async function takeExport(from: string, to: string, way: Way, tools: TakeTools): Promise<void> {
  if (way === 'move') return move(from, to);
  await makeFolder(to);
  for (const entry of await entriesOf(from)) {
    if (isPassedOver(entry.name)) continue;
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory() && way === 'reference' && (await holdsMetadata(source)))
      await takeLeaf(source, target, way, tools);
    else if (entry.isDirectory()) await takeTree(source, target, tools);
    else await takeFile(source, target, tools);
  }
}

async function takeTree(from: string, to: string, tools: TakeTools, depth = 0): Promise<void> {
  if (depth > 20) throw noRegular(from);
  await makeFolder(to);
  for (const entry of await entriesOf(from)) {
    if (isPassedOver(entry.name)) continue;
    tools.signal.throwIfAborted();
    const source = join(from, entry.name);
    if (entry.isDirectory()) await takeTree(source, join(to, entry.name), tools, depth + 1);
    else await takeFile(source, join(to, entry.name), tools);
  }
}

/** Hidden files, and what was being written when its writer was killed. */
const isPassedOver = (name: string): boolean => name.startsWith('.') || draftPid(name) !== undefined;

const holdsMetadata = async (folder: string): Promise<boolean> =>
  (await entriesOf(folder)).some((entry) => entry.name === METADATA && entry.isFile());

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
    throw folderError(error, path);
  });
}

async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    throw folderError(error, to);
  });
}
