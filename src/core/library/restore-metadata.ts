import { copyFile, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warning } from '@shared/model/trace-record';
import { draftOf } from './drafts';
import type { NamedLeaf } from './leaf-name-of-path';

/** Magic number and uuid begin each packet of CTF 1.8, of streams and of metadata; the uuid is the session's. */
const UUID_AT = 4;
const UUID_END = 20;
const STREAM = /_\d+$/;

/**
 * Gives a part of the kernel's recording that has no metadata that of another part of it. A daemon that is killed while it
 * rotates leaves the last part without: its streams are whole (42 900 of 180 800 events in a trial), and no reader opens
 * them. The kernel's metadata is the same for all parts, for all its events were enabled before the start; the session's
 * uuid in both proves that they belong together. May be repeated.
 * @returns a warning for each part that was mended
 */
export async function restoreMetadata(tracePath: string, leaves: readonly NamedLeaf[]): Promise<Warning[]> {
  const ofKernel = leaves.filter(({ domain }) => domain === 'kernel');
  const sizes = await Promise.all(ofKernel.map((leaf) => metadataBytes(tracePath, leaf)));
  const largest = Math.max(0, ...sizes);
  const lender = ofKernel[sizes.indexOf(largest)];
  if (!lender || largest === 0) return [];
  const warnings: Warning[] = [];
  for (const leaf of ofKernel.filter((_, index) => sizes[index] === 0))
    if (await lend(tracePath, lender, leaf).catch(() => false)) warnings.push(mended(leaf, lender));
  return warnings;
}

const metadataBytes = (tracePath: string, { path }: NamedLeaf): Promise<number> =>
  stat(join(tracePath, path, 'metadata')).then(
    ({ size }) => size,
    () => 0,
  );

/** @returns whether it fitted */
async function lend(tracePath: string, lender: NamedLeaf, leaf: NamedLeaf): Promise<boolean> {
  const folder = join(tracePath, leaf.path);
  const uuid = await uuidOf(join(tracePath, lender.path, 'metadata'));
  const streams = (await readdir(folder)).filter((name) => STREAM.test(name));
  const uuids = await Promise.all(streams.map((name) => uuidOf(join(folder, name))));
  const recorded = uuids.filter((one) => one !== undefined);
  if (uuid === undefined || recorded.length === 0 || recorded.some((one) => one !== uuid)) return false;
  const draft = draftOf(join(tracePath, `${leaf.path}-metadata`));
  try {
    await copyFile(join(tracePath, lender.path, 'metadata'), draft);
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

const mended = (leaf: NamedLeaf, lender: NamedLeaf): Warning => ({
  code: 'mended',
  message: `The metadata of ${leaf.path} had not been written. That of ${lender.path}, a part of the same recording, is in its place.`,
});
