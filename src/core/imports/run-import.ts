import { mkdir, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError, toAppError } from '@shared/model/app-error';
import { readableName } from '@shared/model/file-name';
import type { ImportedTrace } from '@shared/model/import';
import { oneLine } from '@shared/model/plain-text';
import type { TraceRecord } from '@shared/model/trace-record';
import { shownName } from '../archive/archive-error';
import { unpack } from '../archive/unpack';
import { UnpackBounds } from '../archive/unpack-bounds';
import { onDisk } from '../files/file-names';
import { severalAtOnce } from '../library/several-at-once';
import { filesBelow, writeRecord } from '../library/trace-folder';
import type { TraceLibrary } from '../library/trace-library';
import { type FoundTrace, findTraces, noTraceIn } from './find-traces';
import type { ImportOutcome, ImportRequest, ImportTools } from './import-request';
import { importSource, refuseLibraryFolder, titleOfPath } from './import-source';
import { type PrepareTools, prepareTrace, underNewId } from './prepare-trace';
import { sizeOfFound } from './size-of-found';

interface Prepared {
  draft: string;
  /** Position in the list of found traces. */
  index: number;
  record: TraceRecord;
  outcome: ImportedTrace['outcome'];
}

/**
 * Imports the traces in a folder or an archive, each completely or not at all. The traces are prepared in `partial`, a
 * folder in the library whose removal is journaled. At the end they are renamed into the library under its lock.
 * @returns the outcome of each trace
 * @throws AppError `config`, `denied`, `missing`, `command` (disk full), `cancelled`; when every trace failed, the first error
 */
export async function runImport(
  library: TraceLibrary,
  request: ImportRequest,
  partial: string,
  tools: ImportTools,
): Promise<ImportOutcome> {
  const { from, isFolder } = await importSource(request.path);
  if (!isFolder && request.how === 'reference')
    throw new AppError('config', `${shownName(request.path)} is an archive and cannot be imported by reference.`, {
      hint: 'Import it by copy, or unpack it and import the folder by reference.',
    });
  if (isFolder) await refuseLibraryFolder(library, from);
  await mkdir(partial, { mode: 0o700 });
  const unpackedIn = join(partial, 'in');
  await mkdir(unpackedIn, { mode: 0o700 });
  const sums = isFolder ? new Map<string, string>() : await unpack(from, unpackedIn, tools);
  const root = isFolder ? from : unpackedIn;
  const found = await findTraces(root, tools.signal);
  if (found.length === 0) throw noTraceIn(request.path);
  const bounds = new UnpackBounds(partial, request.path, 0, tools.floorBytes);
  const totalBytes = isFolder && request.how === 'copy' ? await sizeOfFound(found) : 0;
  let doneBytes = 0;
  const prepareTools: PrepareTools = {
    signal: tools.signal,
    way: isFolder ? request.how : 'move',
    sums,
    root,
    fallbackTitle: titleOfPath(from),
    imported: { at: new Date().toISOString(), from: request.path, how: request.how },
    room: (bytes) => bounds.addWritten(bytes),
    onBytes: (bytes) => {
      doneBytes += bytes;
      tools.onProgress({ doneBytes, totalBytes });
    },
  };
  const failed: { index: number; outcome: ImportedTrace; error: AppError }[] = [];
  const prepared: Prepared[] = [];
  for (const [index, one] of found.entries()) {
    const draft = join(partial, String(index));
    try {
      const record = await prepareTrace(one, draft, prepareTools);
      prepared.push({ draft, index, record, outcome: 'imported' });
    } catch (thrown) {
      const error = toAppError(thrown);
      if (tools.signal.aborted || error.code === 'bug') throw error;
      failed.push({
        index,
        error,
        outcome: { id: null, title: titleOfFound(one), outcome: 'failed', error: error.toData() },
      });
    }
  }
  const [first] = failed;
  if (first && prepared.length === 0) throw first.error;
  const placed: { index: number; outcome: ImportedTrace }[] = await placeAll(
    library,
    prepared,
    request.duplicate,
    tools.signal,
  );
  return [...failed, ...placed].sort((a, b) => a.index - b.index).map(({ outcome }) => outcome);
}

/** Handles duplicates, flushes the remaining traces to the disk and moves them into the library. */
async function placeAll(
  library: TraceLibrary,
  prepared: readonly Prepared[],
  duplicate: ImportRequest['duplicate'],
  signal: AbortSignal,
): Promise<{ index: number; outcome: ImportedTrace }[]> {
  const results: { index: number; outcome: ImportedTrace }[] = [];
  const ids = new Set<string>();
  const toPlace: { id: string; folder: string }[] = [];
  for (const { draft, index, record, outcome } of prepared) {
    const { id, title } = record;
    const existing = library.whereIs(id) ?? (ids.has(id) ? 'library' : null);
    if (existing && duplicate === 'skip') {
      results.push({ index, outcome: { id, title, outcome: 'skipped', existing } });
      continue;
    }
    const own = existing ? underNewId(record, (one) => !library.whereIs(one) && !ids.has(one)) : record;
    if (existing) await writeRecord(draft, own);
    ids.add(own.id);
    toPlace.push({ id: own.id, folder: draft });
    results.push({ index, outcome: { id: own.id, title: own.title, outcome: existing ? 'copied' : outcome } });
  }
  for (const { folder } of toPlace) await toDisk(folder, signal);
  signal.throwIfAborted();
  if (toPlace.length > 0) await library.place(toPlace);
  return results;
}

/** Flushes the files, so that they are complete after a power failure. Links are skipped: their targets are foreign files. */
async function toDisk(folder: string, signal: AbortSignal): Promise<void> {
  await severalAtOnce(await filesBelow(folder), async ({ path }) => {
    signal.throwIfAborted();
    const file = await open(onDisk(join(folder, path)), 'r');
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
  });
}

const titleOfFound = ({ folder }: FoundTrace): string => oneLine(readableName(basename(folder)));
