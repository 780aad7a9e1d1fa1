import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

interface Leaf {
  /** Relative to the trace's folder. */
  path: string;
  uid: number | null;
}

const isFolderNamed = (test: RegExp) => (entry: { isDirectory(): boolean; name: string }) =>
  entry.isDirectory() && test.test(entry.name);

/** The leaves of a trace under the names they were given: `NAME-ust-uid-1000`, and `-32` behind it for 32-bit programs. */
export async function findNamedLeaves(tracePath: string): Promise<Leaf[]> {
  const entries = await readdir(tracePath, { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => {
    const uid = /-ust-uid-(\d+)(-32)?$/.exec(entry.name)?.[1];
    return entry.isDirectory() && uid !== undefined ? [{ path: entry.name, uid: Number(uid) }] : [];
  });
}

/**
 * Moves lttng's `ust/uid/UID/64-bit` up under a name that a person recognises: Trace Compass shows the leaf folder's own.
 * A rename within one file system: its cost does not depend on the size. May be repeated after an accident.
 */
export async function nameLeaves(tracePath: string, name: string): Promise<Leaf[]> {
  const byUid = join(tracePath, 'ust/uid');
  const uids = (await readdir(byUid, { withFileTypes: true }).catch(() => [])).filter(isFolderNamed(/^\d+$/));
  for (const uid of uids) {
    const widths = (await readdir(join(byUid, uid.name), { withFileTypes: true })).filter(
      isFolderNamed(/^(32|64)-bit$/),
    );
    for (const width of widths) {
      const leaf = `${name}-ust-uid-${uid.name}${width.name === '32-bit' ? '-32' : ''}`;
      await rename(join(byUid, uid.name, width.name), join(tracePath, leaf));
    }
  }
  await rm(join(tracePath, 'ust'), { recursive: true, force: true });
  return findNamedLeaves(tracePath);
}
