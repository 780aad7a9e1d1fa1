import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { makeRunId } from '@shared/model/run-id';
import type { Imported, TraceRecord } from '@shared/model/trace-record';
import { leafNameOf } from '@shared/planning/leaf-name';
import type { Sums } from '../archive/unpack';
import { folderError } from '../files/folder-error';
import { foreignFiles } from '../library/foreign-files';
import { putOnOneClock } from '../library/one-clock';
import { readBack } from '../library/read-back';
import { timeOf } from '../library/time-of';
import { filesBelow, folderSize, writeRecord } from '../library/trace-folder';
import { checkSums } from './checksums';
import type { CopyTools } from './copy-file';
import { copyForeignTree, linkExport, linkLeaf, move } from './copy-folder';
import { checkContainers, exportedRecord, leavesOf } from './exported-record';
import { FileSnapshot } from './file-snapshot';
import type { FoundTrace } from './find-traces';
import { ForeignFolder } from './foreign-folder';
import { foreignLeaf, type LeafToImport, refuseUnreadable, withUniqueNames } from './foreign-leaf';
import { foreignId, foreignRecord, foreignTitle } from './foreign-record';

/** `move`: the trace was unpacked into a temporary folder and is checked already. */
type Way = 'copy' | 'reference' | 'move';

export interface PrepareTools extends Omit<CopyTools, 'snapshot'> {
  way: Way;
  /** Origin of the trace, for its record. */
  imported: Omit<Imported, 'kind'>;
  /** Checksums of the unpacked files, by path below `root`. */
  sums: Sums;
  /** The folder that the user named, or the unpacked archive; absolute, links resolved. */
  root: string;
  /** The title of a trace at the top level of an archive. */
  fallbackTitle: string;
}

/**
 * Creates a complete trace folder from a found trace: copies or links the files, validates them, reads the trace back and
 * writes its record last.
 * @param draft the new folder; it does not exist yet
 * @throws AppError that names the file that prevents the import
 */
export async function prepareTrace(found: FoundTrace, draft: string, tools: PrepareTools): Promise<TraceRecord> {
  const record =
    found.kind === 'export'
      ? await prepareExport(found.folder, draft, tools)
      : await prepareForeign(found, draft, tools);
  await writeRecord(draft, record);
  return record;
}

async function prepareExport(folder: string, draft: string, tools: PrepareTools): Promise<TraceRecord> {
  const snapshot = new FileSnapshot();
  await take(folder, draft, { move, copy: copyForeignTree, reference: linkExport }, { ...tools, snapshot });
  await snapshot.requireUnchanged(tools.signal);
  await checkSums(draft, await everyFile(draft, tools.way), sumsBelow(tools, folder), tools.signal);
  const record = await exportedRecord(draft);
  await checkContainers(draft);
  const leaves = leavesOf(record);
  const { refused } = await readBack(draft, leaves);
  // A trace that was damaged in the original library is imported as it is.
  for (const [path, reason] of refused) if (record.state !== 'damaged') refuseUnreadable({ from: path }, reason);
  return { ...record, imported: { ...tools.imported, kind: 'export' } };
}

type Copier = (from: ForeignFolder, to: string, tools: CopyTools) => Promise<void>;

async function take(
  from: string,
  to: string,
  ways: { move: typeof move; copy: Copier; reference: Copier },
  tools: PrepareTools & CopyTools,
): Promise<void> {
  if (tools.way === 'move') return ways.move(from, to);
  const folder = await ForeignFolder.open(tools.root, from);
  await ways[tools.way](folder, to, tools).finally(() => folder.close());
}

/** All files that sha256sum would read; for a trace by reference, this includes the link targets. */
async function everyFile(draft: string, way: Way): Promise<string[]> {
  const files = (await filesBelow(draft)).map(({ path }) => path);
  if (way !== 'reference') return files;
  const record = await exportedRecord(draft);
  const foreign = await foreignFiles(draft, {
    ...record,
    imported: { at: '', from: '', how: 'reference', kind: 'export' },
  });
  return [...files, ...foreign.files.map(({ path }) => path)];
}

/** The checksums of one trace, from those computed while unpacking. */
function sumsBelow({ sums, root }: PrepareTools, folder: string): Sums {
  const prefix = folder === root ? '' : `${folder.slice(root.length + 1)}/`;
  return new Map(
    [...sums].flatMap(([path, sum]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), sum]] : [])),
  );
}

async function prepareForeign(
  { folder, leaves: folders }: Extract<FoundTrace, { kind: 'ctf' }>,
  draft: string,
  tools: PrepareTools,
): Promise<TraceRecord> {
  const isTopLevel = folder === tools.root || folder === '/';
  const title = foreignTitle(isTopLevel ? tools.fallbackTitle : basename(folder), tools.fallbackTitle);
  const snapshot = new FileSnapshot();
  const leaves = await leavesToImport(tools.root, folders, title, snapshot);
  await mkdir(draft, { mode: 0o700 }).catch((error: unknown) => {
    throw folderError(error, draft);
  });
  const ways = { move, copy: copyForeignTree, reference: linkLeaf };
  for (const leaf of leaves) await take(leaf.from, join(draft, leaf.path), ways, { ...tools, snapshot });
  if (tools.way !== 'move') await snapshot.requireUnchanged(tools.signal);
  tools.signal.throwIfAborted();
  const oneClock = await putOnOneClock(draft, leaves);
  const proof = await readBack(draft, leaves, 'optional');
  for (const leaf of leaves) {
    const reason = proof.refused.get(leaf.path);
    if (reason !== undefined) refuseUnreadable(leaf, reason);
  }
  const startedAtMs = startOf(leaves, proof.firstEventAtMs);
  const createdAt = timeOf(startedAtMs) ?? new Date().toISOString();
  const record = foreignRecord({
    ...{ title, leaves, createdAt, proof, oneClock },
    id: foreignId(leaves, new Date(startedAtMs)),
    sizeBytes: await folderSize(draft),
    imported: { ...tools.imported, kind: 'ctf' },
  });
  const foreign = await foreignFiles(draft, record);
  return { ...record, sizeBytes: foreign.files.reduce((sum, file) => sum + file.sizeBytes, record.sizeBytes ?? 0) };
}

/** Unix milliseconds of the first event; without events, the oldest modification time of the leaves. */
export const startOf = (leaves: readonly LeafToImport[], firstEventAtMs: number | null): number =>
  firstEventAtMs ?? Math.floor(Math.min(...leaves.map(({ changedAtMs }) => changedAtMs)));

/** @throws AppError as foreignLeaf does */
export async function leavesToImport(
  root: string,
  folders: readonly string[],
  title: string,
  snapshot?: FileSnapshot,
): Promise<LeafToImport[]> {
  const name = leafNameOf(title);
  const leaves: LeafToImport[] = [];
  for (const from of folders) leaves.push(await foreignLeaf(root, from, name, snapshot));
  return withUniqueNames(leaves);
}

/** Gives a copy of the trace a new id with the same time, and marks it as a copy in the title. */
export function underNewId(record: TraceRecord, isFree: (id: string) => boolean): TraceRecord {
  for (let tries = 0; tries < 100; tries += 1) {
    const id = makeRunId(new Date(record.createdAt), randomBytes(3).readUIntBE(0, 3));
    if (isFree(id)) return { ...record, id, title: `${record.title} (copy)` };
  }
  throw new AppError('bug', 'No free id was found.');
}
