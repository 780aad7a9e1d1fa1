import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TraceFileFormat } from '@shared/archive/formats';
import { FOLDER_MODE } from '@shared/archive/layout';
import { AppError } from '@shared/model/app-error';
import type { ExportSource } from '../analysis/formats/export-source';
import { FORMAT_WRITERS } from '../analysis/formats/format-writers';
import { type JournalLocation, withPartial } from '../journal/with-partial';
import { DiskFloor } from './disk-floor';
import { type Exported, type ExportTarget, type ExportTools, refuseExisting } from './export-trace';
import { renameIntoPlace } from './rename-into-place';
import { isCancelled, writeError } from './write-error';
import { writeFile } from './write-file';

export type ConvertOrder = ExportTarget & { format: TraceFileFormat };

/** A trace that is open for conversion. */
export interface OpenedSource {
  source: ExportSource;
  /** Of the trace's streams, for the progress. */
  sizeBytes: number;
  /** What could not be read until now, see unreadPlaces. */
  unread(): string[];
}

/** Opens a trace for the time of the work. @throws AppError if the trace cannot be read */
export type WithSource = <T>(work: (opened: OpenedSource) => Promise<T>) => Promise<T>;

export interface ConvertTools extends ExportTools {
  /** Space that must stay free on a disk of this size. */
  floorOf(totalBytes: number): number;
}

/**
 * Converts a trace into the format of another program. The file gets its final name only when it is complete. The removal of the
 * incomplete file, and of the temporary file that some formats need, is journaled first.
 * @throws AppError `config` for an existing target, `missing` if the range has nothing that the format keeps, `denied`, `command` for
 * a disk that would have less free space than its floor, `cancelled`, and the errors of reading
 */
export async function convertTrace(
  id: string,
  order: ConvertOrder,
  withSource: WithSource,
  location: JournalLocation,
  { signal, onProgress, floorOf }: ConvertTools,
): Promise<Exported> {
  const { path, format, force } = order;
  try {
    await refuseExisting(order);
    const floor = await DiskFloor.of(dirname(path), floorOf);
    return await withSource(({ source, sizeBytes, unread }) =>
      withPartial(path, location, async (partial) => {
        await mkdir(partial, { mode: FOLDER_MODE });
        const onShare = (share: number): void =>
          onProgress?.({ doneBytes: Math.round(share * sizeBytes), totalBytes: sizeBytes });
        onShare(0);
        const content = FORMAT_WRITERS[format](source, { signal, spillPath: join(partial, 'spill'), onShare });
        const written = await writeFile(floor.watch(content), join(partial, 'file'), signal);
        await renameIntoPlace(join(partial, 'file'), path, force);
        return { id, path, format, files: null, ...written, unread: unread() };
      }),
    );
  } catch (error) {
    if (isCancelled(error) || signal.aborted)
      throw new AppError('cancelled', 'The export was cancelled. The incomplete file was removed.', { cause: error });
    throw writeError(error, path);
  }
}
