import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { notRegularFile } from '../archive/foreign-error';
import { onDisk } from '../files/file-names';
import { folderError } from '../files/folder-error';
import { type CopyTools, copyForeignFile } from './copy-file';
import type { ForeignFolder } from './foreign-folder';
import { isSkippedName } from './skipped-names';

const METADATA = 'metadata';
const INDEX = 'index';
const DEEPEST = 20;

/** Copies a folder recursively. @throws AppError that names an entry that is not a regular file, and as copyForeignFile does */
export async function copyForeignTree(from: ForeignFolder, to: string, tools: CopyTools, depth = 0): Promise<void> {
  if (depth > DEEPEST) throw notRegularFile(from.path);
  await makeFolder(to);
  for (const entry of await namesOf(from, tools)) {
    tools.signal.throwIfAborted();
    const target = join(to, entry.name);
    if (entry.isDirectory())
      await within(from, entry.name, (folder) => copyForeignTree(folder, target, tools, depth + 1));
    else await copyForeignFile(from, entry.name, target, tools);
  }
}

/**
 * Imports a leaf by reference: creates a folder with a copy of the metadata, which the app may change, and links to all
 * other files. Readers need no change, and deleting the folder deletes only links. Opens the target of each link once, so
 * that a file that cannot be read is reported now.
 * @throws AppError as copyForeignTree does
 */
export async function linkLeaf(from: ForeignFolder, to: string, tools: CopyTools): Promise<void> {
  await makeFolder(to);
  for (const entry of await namesOf(from, tools)) {
    const target = join(to, entry.name);
    if (entry.name === METADATA) await copyForeignFile(from, entry.name, target, tools);
    else if (entry.isDirectory() && entry.name !== INDEX) continue;
    else {
      if (entry.isDirectory()) await within(from, entry.name, (index) => requireReadable(index, tools));
      else await requireFile(from, entry.name, tools);
      await symlink(onDisk(join(from.path, entry.name)), onDisk(target));
    }
  }
}

/** Imports an exported trace: links its leaves and copies the other files. @throws AppError as copyForeignTree does */
export async function linkExport(from: ForeignFolder, to: string, tools: CopyTools): Promise<void> {
  await makeFolder(to);
  for (const entry of await namesOf(from, tools)) {
    const target = join(to, entry.name);
    if (!entry.isDirectory()) await copyForeignFile(from, entry.name, target, tools);
    else
      await within(from, entry.name, async (folder) =>
        (await holdsMetadata(folder)) ? linkLeaf(folder, target, tools) : copyForeignTree(folder, target, tools, 1),
      );
  }
}

/** Moves a trace that was unpacked and checked already. */
export async function move(from: string, to: string): Promise<void> {
  await rename(onDisk(from), to).catch((error: unknown) => {
    throw folderError(error, to);
  });
}

async function namesOf(
  folder: ForeignFolder,
  { snapshot }: CopyTools,
): Promise<Awaited<ReturnType<ForeignFolder['entries']>>> {
  snapshot.note(folder.path, await folder.facts());
  return (await folder.entries()).filter(({ name }) => !isSkippedName(name));
}

async function within(
  outer: ForeignFolder,
  name: string,
  act: (folder: ForeignFolder) => Promise<void>,
): Promise<void> {
  const folder = await outer.folder(name);
  await act(folder).finally(() => folder.close());
}

async function requireReadable(folder: ForeignFolder, tools: CopyTools): Promise<void> {
  for (const entry of await namesOf(folder, tools))
    if (!entry.isDirectory()) await requireFile(folder, entry.name, tools);
}

async function requireFile(folder: ForeignFolder, name: string, { snapshot }: CopyTools): Promise<void> {
  const file = await folder.file(name);
  try {
    snapshot.note(join(folder.path, name), await file.stat({ bigint: true }));
  } finally {
    await file.close();
  }
}

const holdsMetadata = async (folder: ForeignFolder): Promise<boolean> =>
  (await folder.entries()).some((entry) => entry.name === METADATA && entry.isFile());

async function makeFolder(path: string): Promise<void> {
  await mkdir(onDisk(path), { mode: 0o700 }).catch((error: unknown) => {
    throw folderError(error, path);
  });
}
