import { basename } from 'node:path';
import { toAppError } from '@shared/model/app-error';
import type { ImportFinding } from '@shared/model/import';
import { oneLine } from '@shared/model/plain-text';
import { traceRecordSchema } from '@shared/model/trace-record';
import { firstEntry } from '../archive/first-entry';
import { readBack } from '../library/read-back';
import { RECORD_FILE, readJson } from '../library/trace-folder';
import type { TraceLibrary } from '../library/trace-library';
import { type FoundTrace, findTraces, noTraceIn } from './find-traces';
import { foreignId, foreignTitle } from './foreign-record';
import { importSource, refuseOwn, titleOfPath } from './import-source';
import { leavesToTake, startOf } from './prepare-trace';
import { sizeOfFound } from './size-of-found';

type FoundRow = ImportFinding['traces'][number];

/** As exports name their one top folder. */
const EXPORTED = /^(.+)-(\d{8}-\d{6}-[0-9a-f]{6})$/;

/**
 * What lies at a path, without copying or unpacking any of it: a folder is looked through, of an archive the first entry
 * is read. Never throws: why nothing can be brought in is in the finding.
 */
export async function lookAt(library: TraceLibrary, path: string, signal: AbortSignal): Promise<ImportFinding> {
  const finding: ImportFinding = { path, form: 'archive', sizeBytes: null, traces: [], error: null };
  try {
    const { from, isFolder, sizeBytes } = await importSource(path);
    if (!isFolder) return { ...finding, sizeBytes, traces: await lookIntoArchive(library, from, signal) };
    await refuseOwn(library, from);
    const found = await findTraces(from, signal);
    if (found.length === 0) throw noTraceIn(path);
    const traces = await Promise.all(found.map((one) => rowOf(library, one, from)));
    return {
      ...finding,
      form: 'folder',
      sizeBytes: traces.reduce((sum, one) => sum + (one.sizeBytes ?? 0), 0),
      traces,
    };
  } catch (thrown) {
    return { ...finding, error: toAppError(thrown).toData() };
  }
}

async function lookIntoArchive(library: TraceLibrary, path: string, signal: AbortSignal): Promise<FoundRow[]> {
  const [top = ''] = await firstEntry(path, signal);
  const [, title, id] = EXPORTED.exec(top) ?? [];
  if (title === undefined || id === undefined) return [];
  return [{ title: oneLine(title), id, kind: 'export', sizeBytes: null, existing: library.whereIs(id) }];
}

/** The id that it will have, for which each leaf is opened; one that no reader takes says so when it is brought in. */
async function foreignIdentity(
  library: TraceLibrary,
  { leaves: folders }: Extract<FoundTrace, { kind: 'ctf' }>,
  root: string,
  title: string,
): Promise<Partial<FoundRow>> {
  try {
    const leaves = await leavesToTake(root, folders, title);
    const { firstEventAtMs } = await readBack(
      '/',
      leaves.map((leaf) => ({ ...leaf, path: leaf.from })),
    );
    const id = foreignId(leaves, new Date(startOf(leaves, firstEventAtMs)));
    return { id, existing: library.whereIs(id) };
  } catch {
    return {};
  }
}

async function rowOf(library: TraceLibrary, found: FoundTrace, root: string): Promise<FoundRow> {
  const sizeBytes = await sizeOfFound([found]);
  const unknown: FoundRow = {
    title: foreignTitle(found.folder, titleOfPath(root)),
    id: null,
    kind: found.kind,
    sizeBytes,
    existing: null,
  };
  if (found.kind === 'ctf') return { ...unknown, ...(await foreignIdentity(library, found, root, unknown.title)) };
  // One that cannot be read says so when it is brought in.
  const record = traceRecordSchema.safeParse(await readJson(`${found.folder}/${RECORD_FILE}`).catch(() => null));
  if (!record.success) return { ...unknown, title: oneLine(basename(found.folder)) };
  const { id, title } = record.data;
  return { ...unknown, id, title: oneLine(title) || id, existing: library.whereIs(id) };
}
