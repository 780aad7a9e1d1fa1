import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { MOST_METADATA_BYTES } from '@reader/schema/bounds';
import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';
import { refusedEntry, shownName } from '../archive/archive-error';
import { leafNameOfPath, readLeafName } from '../library/leaf-name-of-path';
import { readEnv } from './ctf-env';
import type { FileSnapshot } from './file-snapshot';
import { ForeignFolder } from './foreign-folder';
import type { ForeignLeaf } from './foreign-record';

const METADATA = 'metadata';

/** A leaf outside the library, with its name-to-be in the library. */
export interface LeafToImport extends ForeignLeaf {
  from: string;
  changedAtMs: number;
}

/**
 * Reads the metadata of a leaf and derives its name in the library.
 * @param root the folder that the user named, links resolved; it contains the leaf
 * @param name of the trace, as part of a folder's name
 * @param snapshot records the state of each file that is read
 * @throws AppError `config` for metadata that is empty or too large, `denied`
 */
export async function foreignLeaf(
  root: string,
  from: string,
  name: string,
  snapshot?: FileSnapshot,
): Promise<LeafToImport> {
  const { metadata, changedAtMs } = await readMetadata(root, from, snapshot);
  const env = readEnv(metadata);
  const placed = leafNameOfPath(name, from);
  const named = readLeafName(placed ?? '') ?? readLeafName(basename(from));
  const domain = named?.domain ?? env.domain;
  const uid = domain === 'kernel' ? null : (env.uid ?? named?.uid ?? null);
  const bits = env.bits === 32 ? '-32' : '';
  const whose = domain === 'kernel' ? 'kernel' : uid === null ? (env.lttng ? 'ust' : 'ctf') : `ust-uid-${uid}${bits}`;
  return {
    from,
    path: placed ?? `${name}-${whose}`,
    domain,
    uid,
    part: named?.part ?? null,
    env,
    digest: createHash('sha256').update(metadata).digest('hex'),
    changedAtMs,
  };
}

/** Makes the names unique by appending the first free number from 2. */
export function withUniqueNames(leaves: readonly LeafToImport[]): LeafToImport[] {
  const taken = new Set<string>();
  return leaves.map((leaf) => {
    let path = leaf.path;
    for (let n = 2; taken.has(path); n += 1) path = `${leaf.path}-${n}`;
    taken.add(path);
    return { ...leaf, path };
  });
}

/** @throws AppError `config` that names the leaf that no reader accepts @param reason see `ReadBack.refused` */
export function refuseUnreadable(leaf: { from: string }, reason: string): never {
  throw new AppError('config', `The leaf ${shownName(leaf.from)} cannot be read.`, {
    hint: 'The leaf is not CTF, or is incomplete. Copy the trace again, or remove the folder of this leaf and import the rest.',
    detail: reason,
  });
}

async function readMetadata(
  root: string,
  from: string,
  snapshot?: FileSnapshot,
): Promise<{ metadata: Buffer; changedAtMs: number }> {
  const folder = await ForeignFolder.open(root, from);
  try {
    const changedAtMs = Number((await folder.facts()).mtimeMs);
    const file = await folder.file(METADATA);
    try {
      const path = join(from, METADATA);
      const facts = await file.stat({ bigint: true });
      snapshot?.note(path, facts);
      requireSize(path, facts.size);
      return { metadata: await file.readFile(), changedAtMs };
    } finally {
      await file.close();
    }
  } finally {
    await folder.close();
  }
}

function requireSize(path: string, size: bigint): void {
  if (size > MOST_METADATA_BYTES)
    throw refusedEntry(
      path,
      `is larger than ${MOST_METADATA_BYTES / MIB} MiB, so it cannot be CTF metadata.`,
      'Remove its folder, then import the rest.',
    );
  if (size === 0n)
    throw refusedEntry(path, 'is empty, so the leaf cannot be read.', 'Remove its folder, then import the rest.');
}
