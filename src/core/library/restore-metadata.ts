import { copyFile, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warning } from '@shared/model/trace-record';
import { draftOf } from './drafts';
import type { NamedLeaf } from './leaf-name-of-path';

/** Each CTF 1.8 packet of a stream or metadata begins with a magic number and the uuid of the session. */
const UUID_AT = 4;
const UUID_END = 20;
const STREAM = /_\d+$/;

/**
 * Copies the metadata of another part of the kernel recording to a part without metadata. If the daemon is killed during a
 * rotation, the last part has complete streams (42,900 of 180,800 events in a test) but no metadata, so no reader can open
 * it. All parts have the same metadata, since all kernel events are enabled before the start. The session's uuid proves
 * that the parts belong together. May be repeated.
 * @returns a warning for each part whose metadata was restored
 */
export async function restoreMetadata(tracePath: string, leaves: readonly NamedLeaf[]): Promise<Warning[]> {
  const ofKernel = leaves.filter(({ domain }) => domain === 'kernel');
  const sizes = await Promise.all(ofKernel.map((leaf) => metadataBytes(tracePath, leaf)));
  const largest = Math.max(0, ...sizes);
  const source = ofKernel[sizes.indexOf(largest)];
  if (!source || largest === 0) return [];
  const warnings: Warning[] = [];
  for (const leaf of ofKernel.filter((_, index) => sizes[index] === 0))
    if (await restore(tracePath, source, leaf).catch(() => false)) warnings.push(restored(leaf, source));
  return warnings;
}

const metadataBytes = (tracePath: string, { path }: NamedLeaf): Promise<number> =>
  stat(join(tracePath, path, 'metadata')).then(
    ({ size }) => size,
    () => 0,
  );

/** @returns whether both parts belong to the same session */
async function restore(tracePath: string, source: NamedLeaf, leaf: NamedLeaf): Promise<boolean> {
  const folder = join(tracePath, leaf.path);
  const uuid = await uuidOf(join(tracePath, source.path, 'metadata'));
  const streams = (await readdir(folder)).filter((name) => STREAM.test(name));
  const uuids = await Promise.all(streams.map((name) => uuidOf(join(folder, name))));
  const recorded = uuids.filter((one) => one !== undefined);
  if (uuid === undefined || recorded.length === 0 || recorded.some((one) => one !== uuid)) return false;
  const draft = draftOf(join(tracePath, `${leaf.path}-metadata`));
  try {
    await copyFile(join(tracePath, source.path, 'metadata'), draft);
    await rename(draft, join(folder, 'metadata'));
  } finally {
    await rm(draft, { force: true });
  }
  return true;
}

/** @returns undefined for a file without a packet */
async function uuidOf(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(UUID_END), 0, UUID_END, 0);
    return bytesRead < UUID_END ? undefined : buffer.toString('hex', UUID_AT, UUID_END);
  } finally {
    await file.close();
  }
}

const restored = (leaf: NamedLeaf, source: NamedLeaf): Warning => ({
  code: 'mended',
  message: `The metadata of ${leaf.path} was missing. It was copied from ${source.path}, which is a part of the same recording.`,
});
