import type { DiskUse } from '@shared/model/disk-use';
import type { TraceRow } from '@shared/model/trace-record';
import { folderSize } from './trace-folder';
import type { TraceLibrary } from './trace-library';

/** Caches outside the library. Each is measured if it exists. */
export interface SideFolders {
  /** Trace Compass's workspaces with its indexes. */
  workspacesDir?: string | undefined;
  /** Archives for drag-and-drop. */
  archivesDir?: string | undefined;
  /** Analyses of traces. */
  analysesDir?: string | undefined;
}

/**
 * The disk usage of a library. Uses the sizes in the records of traces and trash, which is fast, and measures the files of
 * the caches. @throws AppError when the library's folder cannot be read
 */
export async function diskUse(library: TraceLibrary, side: SideFolders): Promise<DiskUse> {
  const rows = await library.rows();
  const trash = await library.trashed();
  const [[workspaceBytes, archiveBytes, analysisBytes], space] = await Promise.all([sizesOf(side), library.space()]);
  return {
    dir: library.dir,
    traces: { count: rows.length, bytes: await bytesOf(rows, library) },
    trash: { count: trash.length, bytes: trash.reduce((sum, one) => sum + (one.sizeBytes ?? 0), 0) },
    workspaceBytes,
    archiveBytes,
    analysisBytes,
    ...space,
  };
}

/** The caches can have thousands of files, so their sizes are kept for requests in quick succession. */
const STALE_MS = 5_000;
const cachedSizes = new WeakMap<SideFolders, { atMs: number; sizes: Promise<[number, number, number]> }>();

/** Discards the measured sizes; call it after files in the caches were deleted. */
export const forgetSizes = (side: SideFolders): boolean => cachedSizes.delete(side);

function sizesOf(side: SideFolders): Promise<[number, number, number]> {
  const known = cachedSizes.get(side);
  if (known && performance.now() - known.atMs < STALE_MS) return known.sizes;
  const sizes = Promise.all([sizeOf(side.workspacesDir), sizeOf(side.archivesDir), sizeOf(side.analysesDir)]);
  cachedSizes.set(side, { atMs: performance.now(), sizes });
  return sizes;
}

const sizeOf = async (folder: string | undefined): Promise<number> => (folder ? folderSize(folder) : 0);

/** Sums up the sizes of traces. Measures running and unreadable traces, which have no size, and the folders of traces by reference. */
async function bytesOf(rows: readonly TraceRow[], library: TraceLibrary): Promise<number> {
  let sum = 0;
  for (const row of rows)
    sum += row.byReference || row.sizeBytes === null ? await folderSize(library.pathOf(row.id)) : row.sizeBytes;
  return sum;
}
