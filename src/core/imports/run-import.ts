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
import { importSource, refuseOwn, titleOfPath } from './import-source';
import { type PrepareTools, prepareTrace, underNewId } from './prepare-trace';
import { sizeOfFound } from './size-of-found';

interface Prepared {
  draft: string;
  /** In the order in which they were found. */
  index: number;
  record: TraceRecord;
  outcome: ImportedTrace['outcome'];
}

/**
 * Brings in what lies at a path: each trace whole or not at all. All is made in `partial`, below the library and promised
 * to go; at the end the traces take their places by renames, under the library's lock.
 * @returns what became of each trace; when all of several failed, or the only one, that is thrown
 * @throws AppError `config`, `denied`, `missing`, `command` (no room), `cancelled`
 */
export async function runImport(
  library: TraceLibrary,
  request: ImportRequest,
  partial: string,
  tools: ImportTools,
): Promise<ImportOutcome> {
  const { from, isFolder } = await importSource(request.path);
  if (!isFolder && request.how === 'reference')
    throw new AppError('config', `${shownName(request.path)} is an archive: it cannot be held by reference.`, {
      hint: 'Bring it in by copy, or unpack it by hand and bring in the folder by reference.',
    });
  if (isFolder) await refuseOwn(library, from);
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
  const taken: { index: number; outcome: ImportedTrace }[] = await settle(
    library,
    prepared,
    request.duplicate,
    tools.signal,
  );
  return [...failed, ...taken].sort((a, b) => a.index - b.index).map(({ outcome }) => outcome);
}

/** Sorts out what is here already, forces the rest to the disk and gives it its place. */
async function settle(
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

/** So that a power cut after the rename finds whole files. Links lead to what is not ours. */
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
