import { createHash } from 'node:crypto';
import { closeSync, fstatSync, readSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { MOST_METADATA_BYTES } from '@reader/schema/bounds';
import { AppError } from '@shared/model/app-error';
import { readableName } from '@shared/model/file-name';
import { groupBy } from '@shared/model/group-by';
import type { TraceRecord } from '@shared/model/trace-record';
import { MIB } from '@shared/model/units';
import { readError } from '../../archive/read-error';
import { leafEntries, type TraceEntry, traceEntries } from '../../archive/trace-entries';
import { openRegular, type StreamFile } from './open-files';

/** All different metadata of a trace together. The parts of a recording have the same metadata, which is kept once. */
const MOST_METADATA_IN_ALL = 256 * MIB;
/** An index has 64 to 72 bytes for each packet, and a packet has at least 4 KiB. A larger one is not used. */
const MOST_INDEX_BYTES = 64 * MIB;
const METADATA = 'metadata';
const INDEX_FOLDER = 'index';
const INDEX_SUFFIX = '.idx';

/** One leaf of a trace, ready to be read. It is plain data, so that it can be sent to workers. */
export interface LeafFiles {
  /** Relative to the trace. */
  path: string;
  domain: TraceRecord['recordings'][number]['domain'];
  metadata: Uint8Array;
  streams: readonly (StreamFile & { name: string; index: Uint8Array | null })[];
}

export interface ListedLeaves {
  leaves: LeafFiles[];
  /** Changes if a stream or metadata changes: 16 hexadecimal digits. */
  fingerprint: string;
}

/**
 * Lists the leaves of a trace and reads their metadata and packet indexes. Hidden files and drafts are no streams. Links are
 * followed only in a trace by reference, one step.
 * @param folder of the trace, or a descriptor's path under /proc/self/fd
 * @throws AppError `config` for metadata that is too large, else as traceEntries does
 */
export async function listLeaves(folder: string, record: TraceRecord): Promise<ListedLeaves> {
  const entries = await traceEntries(folder, record);
  const files = groupBy(
    entries.filter(({ kind }) => kind === 'file'),
    ({ path }) => dirname(path),
  );
  const known = new KnownMetadata();
  const hash = createHash('sha256');
  const leaves: LeafFiles[] = [];
  for (const { domain, leaves: paths } of record.recordings)
    for (const { path } of paths) {
      const own = files.get(path) ?? [];
      const indexes = new Map((files.get(`${path}/${INDEX_FOLDER}`) ?? []).map((one) => [basename(one.path), one]));
      const leaf = await leafOf({ path, domain }, own, indexes, known);
      leaves.push(leaf);
      hash.update(JSON.stringify([path, domain, known.digestOf(leaf.metadata)]));
      for (const file of own) hash.update(JSON.stringify([file.path, file.sizeBytes, file.changedAtMs]));
    }
  return { leaves, fingerprint: hash.digest('hex').slice(0, 16) };
}

/**
 * Lists one leaf outside of a trace and reads its metadata and packet indexes. Its links are followed one step.
 * @param folder of the leaf, which is also the `path` of the result
 * @throws AppError as listLeaves does
 */
export async function listLeaf(folder: string, domain: LeafFiles['domain']): Promise<LeafFiles> {
  const files = groupBy(
    (await leafEntries(folder)).filter(({ kind }) => kind === 'file'),
    ({ path }) => dirname(path),
  );
  const indexes = new Map((files.get(INDEX_FOLDER) ?? []).map((one) => [basename(one.path), one]));
  return leafOf({ path: folder, domain }, files.get('.') ?? [], indexes, new KnownMetadata());
}

/** Files that are read between two chances for other work of this process: a trace can have thousands of streams. */
const PER_TURN = 64;

async function leafOf(
  leaf: Pick<LeafFiles, 'path' | 'domain'>,
  files: readonly TraceEntry[],
  indexes: ReadonlyMap<string, TraceEntry>,
  known: KnownMetadata,
): Promise<LeafFiles> {
  const metadata = files.find(({ path }) => basename(path) === METADATA);
  const streams: LeafFiles['streams'][number][] = [];
  for (const file of files) {
    if (file === metadata) continue;
    const { at, path, sizeBytes } = file;
    const name = basename(path);
    streams.push({ name, at, path, sizeBytes, index: indexIn(indexes.get(`${name}${INDEX_SUFFIX}`)) });
    if (streams.length % PER_TURN === 0) await new Promise(setImmediate);
  }
  return { ...leaf, metadata: metadata ? known.read(metadata) : new Uint8Array(), streams };
}

/** Keeps equal metadata once, since a trace of thousands of parts has thousands of equal files. */
class KnownMetadata {
  readonly #byDigest = new Map<string, Uint8Array>();
  readonly #digests = new Map<Uint8Array, string>();
  #bytes = 0;

  /** @throws AppError `config` for a file that is too large, else as readError does */
  read(file: TraceEntry): Uint8Array {
    if (file.sizeBytes > MOST_METADATA_BYTES) throw tooLarge(file.path, MOST_METADATA_BYTES);
    const bytes = readWhole(file);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const known = this.#byDigest.get(digest);
    if (known) return known;
    this.#bytes += bytes.length;
    if (this.#bytes > MOST_METADATA_IN_ALL) throw tooLarge('The metadata of the whole trace', MOST_METADATA_IN_ALL);
    this.#byDigest.set(digest, bytes);
    this.#digests.set(bytes, digest);
    return bytes;
  }

  digestOf(metadata: Uint8Array): string {
    return this.#digests.get(metadata) ?? '';
  }
}

const indexIn = (file: TraceEntry | undefined): Uint8Array | null =>
  file && file.sizeBytes <= MOST_INDEX_BYTES ? readWhole(file) : null;

/** Reads as many bytes as the file had when it was listed, or fewer if it was truncated. @throws AppError as readError does */
function readWhole({ at, path, sizeBytes }: TraceEntry): Uint8Array {
  try {
    const descriptor = openRegular(at);
    try {
      const bytes = new Uint8Array(Math.min(sizeBytes, fstatSync(descriptor).size));
      let done = 0;
      for (let read = -1; done < bytes.length && read !== 0; done += read)
        read = readSync(descriptor, bytes, done, bytes.length - done, done);
      return bytes.subarray(0, done);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw readError(error, path);
  }
}

const tooLarge = (what: string, mostBytes: number): AppError =>
  new AppError('config', `${readableName(what)} is larger than ${mostBytes / MIB} MiB, the limit for metadata.`, {
    hint: 'The file is damaged, or was not written by a tracer. Delete the trace, or import the original again.',
  });
