import { basename } from 'node:path';
import { toAppError } from '@shared/model/app-error';
import { readableName } from '@shared/model/file-name';
import type { ImportFinding } from '@shared/model/import';
import { oneLine } from '@shared/model/plain-text';
import { traceRecordSchema } from '@shared/model/trace-record';
import { listArchive } from '../archive/list-archive';
import { readBack } from '../library/read-back';
import { RECORD_FILE, readJson } from '../library/trace-folder';
import type { TraceLibrary } from '../library/trace-library';
import { leavesOf } from './exported-record';
import { type FoundTrace, findTraces, noTraceIn } from './find-traces';
import { foreignId, foreignTitle } from './foreign-record';
import { importSource, refuseLibraryFolder, titleOfPath } from './import-source';
import { exportOfName, listedTraces } from './listed-traces';
import { leavesToImport, startOf } from './prepare-trace';
import { sizeOfFound } from './size-of-found';

type FoundRow = ImportFinding['traces'][number];

/**
 * Finds the traces in a folder or an archive without copying or unpacking them. A large tar archive is listed only in
 * part. Never throws; the finding contains the error.
 */
export async function inspectSource(library: TraceLibrary, path: string, signal: AbortSignal): Promise<ImportFinding> {
  const finding: ImportFinding = {
    path,
    form: 'archive',
    sizeBytes: null,
    unpackedBytes: null,
    traces: [],
    error: null,
  };
  try {
    const { from, isFolder, sizeBytes } = await importSource(path);
    if (!isFolder) return { ...finding, sizeBytes, ...(await inspectArchive(library, from, path, signal)) };
    await refuseLibraryFolder(library, from);
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

/** @param shown the path as the user gave it */
async function inspectArchive(
  library: TraceLibrary,
  path: string,
  shown: string,
  signal: AbortSignal,
): Promise<Pick<ImportFinding, 'traces' | 'unpackedBytes'>> {
  const { files, isWhole } = await listArchive(path, signal);
  const known = (row: FoundRow): FoundRow => ({ ...row, existing: row.id === null ? null : library.whereIs(row.id) });
  if (isWhole) {
    const traces = listedTraces(files, titleOfPath(path)).map(known);
    if (traces.length === 0) throw noTraceIn(shown);
    return { traces, unpackedBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
  }
  // The name of an export's top folder contains the title and the id.
  const exported = exportOfName(files[0]?.place[0] ?? '');
  const unlisted = { kind: 'export', sizeBytes: null, leaves: null, existing: null } as const;
  return { traces: exported ? [known({ ...exported, ...unlisted })] : [], unpackedBytes: null };
}

/** The id that the import will give the trace, which requires opening each leaf. Errors are left to the import. */
async function foreignIdentity(
  library: TraceLibrary,
  { leaves: folders }: Extract<FoundTrace, { kind: 'ctf' }>,
  root: string,
  title: string,
): Promise<Partial<FoundRow>> {
  try {
    const leaves = await leavesToImport(root, folders, title);
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
    leaves: found.kind === 'ctf' ? found.leaves.length : null,
    existing: null,
  };
  if (found.kind === 'ctf') return { ...unknown, ...(await foreignIdentity(library, found, root, unknown.title)) };
  // A record that cannot be read is reported by the import.
  const record = traceRecordSchema.safeParse(await readJson(`${found.folder}/${RECORD_FILE}`).catch(() => null));
  if (!record.success) return { ...unknown, title: oneLine(readableName(basename(found.folder))) };
  const { id, title } = record.data;
  return {
    ...unknown,
    id,
    leaves: leavesOf(record.data).length,
    title: oneLine(title) || id,
    existing: library.whereIs(id),
  };
}
