import { rename, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { entriesOf, onDisk } from '../files/file-names';
import { leafNameOfPath, type NamedLeaf, readLeafName } from './leaf-name-of-path';

/**
 * The leaves of a trace under the names they were given, the kernel's first and the parts of a recording in the order in
 * which they were written.
 */
export async function findNamedLeaves(tracePath: string): Promise<NamedLeaf[]> {
  const entries = await entriesOf(tracePath).catch(() => []);
  const leaves = entries.flatMap((entry) => (entry.isDirectory() ? (readLeafName(entry.name) ?? []) : []));
  return leaves.sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

/**
 * Moves what lttng wrote up under names that a person recognises: Trace Compass shows the leaf folder's own. Folders that
 * are empty then are removed. A rename within one file system: its cost does not depend on the size. May be repeated after
 * an accident.
 */
export async function nameLeaves(tracePath: string, name: string): Promise<NamedLeaf[]> {
  const { leaves, folders } = await findFolders(tracePath);
  for (const path of leaves) {
    const named = leafNameOfPath(name, path);
    if (named !== undefined) await rename(join(tracePath, path), join(tracePath, await free(tracePath, named)));
  }
  // Deepest first. One that is not empty, or went with its leaf, stays as it is.
  for (const path of folders.reverse()) await rmdir(onDisk(join(tracePath, path))).catch(() => undefined);
  return findNamedLeaves(tracePath);
}

/** Every folder below the trace, and those of them that directly hold a file: paths sorted, relative to it. */
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

/** The name, or with the first number from 2 behind it that no other leaf has. */
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
