import { openTraceInTurns } from '@reader/open-trace';
import type { TraceReading } from '@reader/trace-reading';
import { AppError } from '@shared/model/app-error';
import type { TraceLibrary } from '../library/trace-library';
import { Attribution } from './attribution/attribution';
import { TraceFiles } from './files/trace-files';
import { readFailure } from './read-failure';

/** A trace of the library that can be read. Close it. */
export interface OpenedTrace {
  files: TraceFiles;
  reading: TraceReading;
  attribution: Attribution;
}

/**
 * Opens a trace of the library: its metadata and packet table are read, its events are not.
 * @throws AppError as TraceLibrary.record and TraceFiles.open do, and `command` if the reader refuses the trace
 */
export async function withTrace<T>(
  library: TraceLibrary,
  id: string,
  work: (trace: OpenedTrace) => Promise<T>,
): Promise<T> {
  await library.record(id); // names the trace in its errors
  const files = await TraceFiles.open(library.folderOf(id));
  try {
    return await work(await openedTrace(files));
  } catch (error) {
    throw readFailure(error, id);
  } finally {
    await files.close();
  }
}

/** @throws ReadError if no leaf can be read, AppError `config` for a trace without any leaf */
export async function openedTrace(files: TraceFiles): Promise<OpenedTrace> {
  const { record, containers } = files;
  if (files.leaves.length === 0)
    throw new AppError('config', `The trace ${record.id} has no data.`, {
      hint: '`show` says why nothing was recorded.',
    });
  const reading = await openTraceInTurns(files.sources());
  const isOfHost = record.imported?.kind !== 'ctf' && containers.length === 0;
  return { files, reading, attribution: new Attribution(containers, reading.span, isOfHost) };
}
