import { chmod, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import {
  containersFileSchema,
  type TracedContainer,
  type TraceRecord,
  traceRecordSchema,
} from '@shared/model/trace-record';
import { MOST_JSON_BYTES, readBounded } from '../files/bounded-file';
import { entriesOf, onDisk } from '../files/file-names';
import { folderError } from '../files/folder-error';
import { jsonOf } from '../files/json-text';
import { draftOf } from './drafts';

export const RECORD_FILE = 'trace.json';
export const CONTAINERS_FILE = 'containers.json';
export const COMMANDS_FILE = 'commands.sh';
export const LOG_FILE = 'run.log';

/**
 * Creates the folder of a new trace with mode 0700, since lttng creates the folders inside with mode 0770.
 * @throws AppError `config` when it exists, since two recordings must not share a folder, `denied` or `command` when it cannot be created
 */
export async function makeTraceFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
    await chmod(path, 0o700); // whatever the umask
  } catch (error) {
    throw folderError(error, path);
  }
}

/** Writes a file atomically: writes a draft beside it and renames it. @throws AppError as folderError does */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const draft = draftOf(path);
  try {
    await writeFile(draft, content, { mode: 0o600 });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined); // report the first error
    throw folderError(error, path);
  }
}

export const writeRecord = (folder: string, record: TraceRecord): Promise<void> =>
  writeWhole(join(folder, RECORD_FILE), `${JSON.stringify(traceRecordSchema.parse(record), null, 2)}\n`);

/**
 * @param shown the folder in messages, if `folder` is a descriptor's path
 * @throws AppError `missing` when there is no trace.json, `config` when it is invalid
 */
export async function readRecord(folder: string, shown = folder): Promise<TraceRecord> {
  const record = await readJson(join(folder, RECORD_FILE), join(shown, RECORD_FILE));
  return parseOrThrow(traceRecordSchema, record, RECORD_FILE);
}

export const writeContainers = (folder: string, containers: TracedContainer[]): Promise<void> =>
  writeWhole(
    join(folder, CONTAINERS_FILE),
    `${JSON.stringify(containersFileSchema.parse({ schema: 1, containers }), null, 2)}\n`,
  );

/**
 * Empty without a containers.json, as for a trace of the host.
 * @param shown as in readRecord
 * @throws AppError `config` when the file is invalid
 */
export async function readContainers(folder: string, shown = folder): Promise<TracedContainer[]> {
  try {
    const file = await readJson(join(folder, CONTAINERS_FILE), join(shown, CONTAINERS_FILE));
    return parseOrThrow(containersFileSchema, file, CONTAINERS_FILE).containers;
  } catch (error) {
    if (error instanceof AppError && error.code === 'missing') return [];
    throw error;
  }
}

/**
 * @param shown the path in messages
 * @throws AppError `missing` or `denied` when it cannot be read, `config` when it is not JSON
 */
export async function readJson(path: string, shown = path): Promise<unknown> {
  let text: string;
  try {
    text = (await readBounded(path, MOST_JSON_BYTES, shown)).toString('utf8');
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new AppError(code === 'EACCES' ? 'denied' : 'missing', `${shown} cannot be read (${code}).`, {
      cause: error,
    });
  }
  return jsonOf(text, shown);
}

/**
 * Every file below a folder with its size, sorted by path. Does not follow links, and skips files that are deleted meanwhile.
 * Paths are relative and may contain bytes that are not UTF-8; pass them through `onDisk` to open the files.
 */
export async function filesBelow(folder: string): Promise<{ path: string; sizeBytes: number }[]> {
  const files: { path: string; sizeBytes: number }[] = [];
  const look = async (below: string): Promise<void> => {
    const entries = await entriesOf(join(folder, below)).catch(() => []);
    await Promise.all(
      entries.map(async (entry) => {
        const path = join(below, entry.name);
        if (entry.isDirectory()) return look(path);
        const facts = entry.isFile() ? await stat(onDisk(join(folder, path))).catch(() => undefined) : undefined;
        if (facts) files.push({ path, sizeBytes: facts.size });
      }),
    );
  };
  await look('');
  return files.sort((a, b) => a.path.localeCompare(b.path));
}

export async function folderSize(folder: string): Promise<number> {
  return (await filesBelow(folder)).reduce((sum, file) => sum + file.sizeBytes, 0);
}
