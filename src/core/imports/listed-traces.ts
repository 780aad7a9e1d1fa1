import { basename, dirname, join } from 'node:path';
import type { ImportFinding } from '@shared/model/import';
import { oneLine } from '@shared/model/plain-text';
import type { ListedFile } from '../archive/list-archive';
import { RECORD_FILE } from '../library/trace-folder';
import { foreignTitle } from './foreign-record';
import { sessionOfLeaf } from './session-of-leaf';

type FoundRow = ImportFinding['traces'][number];

const METADATA = 'metadata';
const TOP = '/';
/** The name of an export's top folder: `TITLE-ID`. */
const EXPORTED = /^(.+)-(\d{8}-\d{6}-[0-9a-f]{6})$/;

/**
 * Finds the traces in a list of files, by the same rules as `findTraces` does in a folder.
 * @param fallback the title of a trace at the top level
 */
export function listedTraces(files: readonly ListedFile[], fallback: string): FoundRow[] {
  const folders = foldersOf(files);
  const isFound = (folder: string): boolean => (folders.get(folder)?.marker ?? null) !== null;
  const rows: (FoundRow & { folder: string })[] = [];
  const sessions = new Map<string, string[]>();
  for (const [folder, { marker, sizeBytes, leaves }] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (marker === null || above(folder).some(isFound)) continue;
    if (marker === RECORD_FILE) rows.push({ folder, ...exportRow(folder, fallback), sizeBytes, leaves });
    else sessions.set(sessionOfLeaf(folder), [...(sessions.get(sessionOfLeaf(folder)) ?? []), folder]);
  }
  for (const [folder, leaves] of sessions) {
    const sizeBytes = leaves.reduce((sum, leaf) => sum + (folders.get(leaf)?.sizeBytes ?? 0), 0);
    const title = foreignTitle(folder === TOP ? fallback : folder, fallback);
    rows.push({ folder, title, id: null, kind: 'ctf', sizeBytes, leaves: leaves.length, existing: null });
  }
  return rows
    .sort((a, b) => a.folder.localeCompare(b.folder, 'en', { numeric: true }))
    .map(({ folder: _, ...row }) => row);
}

interface Folder {
  /** The file that makes the folder a trace; the record takes precedence over the metadata. */
  marker: typeof RECORD_FILE | typeof METADATA | null;
  /** Including all subfolders. */
  sizeBytes: number;
  /** Number of direct subfolders with a metadata file. */
  leaves: number;
}

function foldersOf(files: readonly ListedFile[]): Map<string, Folder> {
  const folders = new Map<string, Folder>();
  const at = (folder: string): Folder => {
    const known = folders.get(folder) ?? { marker: null, sizeBytes: 0, leaves: 0 };
    folders.set(folder, known);
    return known;
  };
  for (const { place, sizeBytes } of files) {
    const path = join(TOP, ...place);
    for (const folder of above(path)) at(folder).sizeBytes += sizeBytes;
    const name = basename(path);
    const folder = dirname(path);
    if (name === RECORD_FILE) at(folder).marker = RECORD_FILE;
    if (name !== METADATA) continue;
    at(folder).marker ??= METADATA;
    if (folder !== TOP) at(dirname(folder)).leaves += 1;
  }
  return folders;
}

/** Splits the name of an export's top folder. @returns undefined for any other name */
export function exportOfName(top: string): { title: string; id: string } | undefined {
  const [, title, id] = EXPORTED.exec(top) ?? [];
  return title === undefined || id === undefined ? undefined : { title: oneLine(title), id };
}

function exportRow(folder: string, fallback: string): Pick<FoundRow, 'title' | 'id' | 'kind' | 'existing'> {
  const name = folder === TOP ? fallback : basename(folder);
  const { title, id } = exportOfName(name) ?? { title: oneLine(name), id: null };
  return { title, id, kind: 'export', existing: null };
}

function above(folder: string): string[] {
  const outer: string[] = [];
  for (let one = folder; one !== TOP; ) {
    one = dirname(one);
    outer.push(one);
  }
  return outer;
}
