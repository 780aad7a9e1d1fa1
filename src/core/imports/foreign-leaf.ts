import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { refusedEntry, shownName } from '../archive/archive-error';
import { isCtf2, MOST_METADATA_BYTES } from '../ctf/ctf-version';
import { leafNameOfPath, readLeafName } from '../library/leaf-name-of-path';
import { readEnv } from './ctf-env';
import type { FileSnapshot } from './file-snapshot';
import { ForeignFolder } from './foreign-folder';
import type { ForeignLeaf } from './foreign-record';

const METADATA = 'metadata';

/** A leaf as it was found: where it lies, and what it will be called. */
export interface LeafToImport extends ForeignLeaf {
  from: string;
  changedAtMs: number;
}

/**
 * Reads what a leaf says of itself, and gives it its name in the library.
 * @param root the folder that the user named, links resolved; the leaf lies below it
 * @param name of the trace, as part of a folder's name
 * @param snapshot notes what was read
 * @throws AppError `config` for metadata that is empty or larger than any, `denied`
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

/** Each its own: the name, or with the first number from 2 behind it that no other has. */
export function withOwnNames(leaves: readonly LeafToImport[]): LeafToImport[] {
  const taken = new Set<string>();
  return leaves.map((leaf) => {
    let path = leaf.path;
    for (let n = 2; taken.has(path); n += 1) path = `${leaf.path}-${n}`;
    taken.add(path);
    return { ...leaf, path };
  });
}

/** @throws AppError `config` that names the leaf which no reader takes, with the reader's words */
export function refuseUnreadable(leaf: { from: string }, isNewer: boolean, words: string): never {
  throw new AppError('config', `babeltrace2 cannot read the leaf ${shownName(leaf.from)}.`, {
    hint: isNewer
      ? 'It is CTF 2, which babeltrace 2.1 and Trace Compass 11.3 read, and what is installed here does not. Convert it to CTF 1.8 where it was recorded, or take that folder away.'
      : 'It is no CTF, or it was cut off. Take that folder away and bring in the rest, or copy the trace again.',
    detail: words,
  });
}

/** @param leaf of a trace of ours */
export const isNewerCtf = async (leaf: string): Promise<boolean> => isCtf2((await readMetadata(leaf, leaf)).metadata);

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
    throw refusedEntry(path, 'is larger than any metadata.', 'It is no CTF: take it away.');
  if (size === 0n)
    throw refusedEntry(
      path,
      'is empty: nothing of that leaf can be read.',
      'Take its folder away and bring in the rest.',
    );
}
