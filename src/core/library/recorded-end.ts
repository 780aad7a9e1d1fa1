import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { entriesOf, onDisk } from '../files/file-names';
import { readClock } from './ctf-metadata';
import type { NamedLeaf } from './leaf-name-of-path';
import { readPacketIndexes } from './packet-index';
import { severalAtOnce } from './several-at-once';

const NS_PER_MS = 1_000_000n;
/** A packet index that a power cut tore can contain any number. No recording is longer than this. */
const LONGEST_MS = 366 * 86_400_000;

/**
 * The end of a recording of which nobody noted the end: the last packet of its streams. The packet indexes and the clock in the
 * metadata give the time of the last packet. For a leaf without them, it is the last change of its stream files.
 * @param path the trace's folder
 * @param startedAtMs when the recording was requested, Unix milliseconds; a time before it is not believed
 * @returns Unix milliseconds; `startedAtMs` for a trace without data. Never rejects
 */
export async function recordedEndMs(path: string, leaves: readonly NamedLeaf[], startedAtMs: number): Promise<number> {
  const isPossible = (ms: number): boolean => ms >= startedAtMs && ms <= startedAtMs + LONGEST_MS;
  const ends = await severalAtOnce(leaves, async (leaf) => {
    const folder = join(path, leaf.path);
    const packets = (await packetEndsMs(folder)).filter(isPossible);
    return packets.length > 0 ? packets : (await changesMs(folder)).filter(isPossible);
  });
  return ends.flat().reduce((last, ms) => Math.max(last, ms), startedAtMs);
}

async function packetEndsMs(leaf: string): Promise<number[]> {
  const metadata = await readFile(join(leaf, 'metadata')).catch(() => undefined);
  const clock = metadata && readClock(metadata);
  const indexes = clock && (await readPacketIndexes(leaf).catch(() => undefined)); // reading the trace back reports it
  if (!indexes) return [];
  return indexes.ends.flatMap(({ lastTicks, indexedBytes, fileBytes }) =>
    lastTicks && indexedBytes <= fileBytes ? [Number((clock.offsetNs + lastTicks) / NS_PER_MS)] : [],
  );
}

/** When each stream file with data was last changed. */
async function changesMs(leaf: string): Promise<number[]> {
  const names = (await entriesOf(leaf).catch(() => [])).map(({ name }) => name).filter((name) => name !== 'metadata');
  const facts = await Promise.all(names.map((name) => stat(onDisk(join(leaf, name))).catch(() => undefined)));
  return facts.flatMap((one) => (one?.isFile() && one.size > 0 ? [Math.floor(one.mtimeMs)] : []));
}
