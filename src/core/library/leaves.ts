import { rename, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { entriesOf, onDisk } from '../files/file-names';
import { leafNameOfPath, type NamedLeaf, readLeafName } from './leaf-name-of-path';
import { filesBelow } from './trace-folder';

/** The named leaves of a trace: the kernel's first, and the parts of a recording in the order in which they were written. */
export async function findNamedLeaves(tracePath: string): Promise<NamedLeaf[]> {
  const entries = await entriesOf(tracePath).catch(() => []);
  const leaves = entries.flatMap((entry) => (entry.isDirectory() ? (readLeafName(entry.name) ?? []) : []));
  return leaves.sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

/**
 * Renames lttng's leaf folders to readable names in the trace's folder, since Trace Compass shows the name of the leaf.
 * Removes folders that are empty afterwards. The time does not depend on the size. May be repeated after a crash.
 */
export async function nameLeaves(tracePath: string, name: string): Promise<NamedLeaf[]> {
  const { leaves, folders } = await findFolders(tracePath);
  for (const path of leaves) {
    const named = leafNameOfPath(name, path);
    if (named !== undefined) await rename(join(tracePath, path), join(tracePath, await free(tracePath, named)));
  }
  // Deepest first. rmdir fails for folders that are not empty, or were moved with their leaf.
  for (const path of folders.reverse()) await rmdir(onDisk(join(tracePath, path))).catch(() => undefined);
  return findNamedLeaves(tracePath);
}

/**
 * Removes the leaves into which nothing was written, not even metadata: their daemon ended before it wrote its first buffer.
 * No reader opens such a leaf.
 * @returns the other leaves
 */
export async function withoutUnwrittenLeaves(tracePath: string, leaves: readonly NamedLeaf[]): Promise<NamedLeaf[]> {
  const written: NamedLeaf[] = [];
  for (const leaf of leaves) {
    const path = join(tracePath, leaf.path);
    const hasData = (await filesBelow(path)).some(({ path: file, sizeBytes }) => sizeBytes > 0 && !isIndex(file));
    if (hasData) written.push(leaf);
    else await rm(onDisk(path), { recursive: true });
  }
  return written;
}

/** The index of a stream has a header before the stream has data. */
const isIndex = (file: string): boolean => file.startsWith('index/');

/** Every folder below the trace, and those that directly contain a file, as sorted relative paths. */
async function findFolders(tracePath: string): Promise<{ leaves: string[]; folders: string[] }> {
  const folders: string[] = [];
  const leaves = new Set<string>();
  const look = async (below: string): Promise<void> => {
    for (const entry of await entriesOf(join(tracePath, below)).catch(() => [])) {
      if (entry.isFile()) leaves.add(below);
      if (!entry.isDirectory()) continue;
      folders.push(join(below, entry.name));
      await look(join(below, entry.name));
    }
  };
  await look('');
  return { leaves: [...leaves].sort(), folders: folders.sort() };
}

/** Makes the name unique by appending the first free number from 2. */
async function free(tracePath: string, name: string): Promise<string> {
  let candidate = name;
  for (let n = 2; await exists(join(tracePath, candidate)); n += 1) candidate = `${name}-${n}`;
  return candidate;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
