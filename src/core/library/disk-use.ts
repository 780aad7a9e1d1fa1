import type { DiskUse } from '@shared/model/disk-use';
import type { TraceRow } from '@shared/model/trace-record';
import { folderSize } from './trace-folder';
import type { TraceLibrary } from './trace-library';

/** Folders beside the library that can be made anew: each is measured where it is there. */
export interface SideFolders {
  /** Trace Compass's workspaces, a cache of what it indexed. */
  workspacesDir?: string | undefined;
  /** Archives that were made ahead, to be dragged out. */
  archivesDir?: string | undefined;
}

/**
 * What a library holds on its disk: traces and trash by their records, which is read in no time however large they are;
 * what can be made anew by its files. @throws AppError when the library's folder cannot be read
 */
export async function diskUse(library: TraceLibrary, side: SideFolders): Promise<DiskUse> {
  const rows = await library.rows();
  const trash = await library.trashed();
  const [[workspaceBytes, archiveBytes], space] = await Promise.all([sizesOf(side), library.space()]);
  return {
    dir: library.dir,
    traces: { count: rows.length, bytes: await bytesOf(rows, library) },
    trash: { count: trash.length, bytes: trash.reduce((sum, one) => sum + (one.sizeBytes ?? 0), 0) },
    workspaceBytes,
    archiveBytes,
    ...space,
  };
}

/** Thousands of files may lie there: they are weighed once for those who ask at nearly the same time. */
const STALE_MS = 5_000;
const weighed = new WeakMap<SideFolders, { atMs: number; sizes: Promise<[number, number]> }>();

/** After what lay there was taken away. */
export const forgetSizes = (side: SideFolders): boolean => weighed.delete(side);

function sizesOf(side: SideFolders): Promise<[number, number]> {
  const known = weighed.get(side);
  if (known && performance.now() - known.atMs < STALE_MS) return known.sizes;
  const sizes = Promise.all([sizeOf(side.workspacesDir), sizeOf(side.archivesDir)]);
  weighed.set(side, { atMs: performance.now(), sizes });
  return sizes;
}

const sizeOf = async (folder: string | undefined): Promise<number> => (folder ? folderSize(folder) : 0);

/** One that is being recorded, or cannot be read, has no figure yet, and of one by reference most is not ours: they are weighed. */
async function bytesOf(rows: readonly TraceRow[], library: TraceLibrary): Promise<number> {
  let sum = 0;
  for (const row of rows)
    sum += row.byReference || row.sizeBytes === null ? await folderSize(library.pathOf(row.id)) : row.sizeBytes;
  return sum;
}
