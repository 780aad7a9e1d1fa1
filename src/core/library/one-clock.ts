import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warning } from '@shared/model/trace-record';
import { folderError } from '../files/folder-error';
import { type MetadataClock, readClock, withOffset } from './ctf-metadata';
import { draftOf } from './drafts';
import type { NamedLeaf } from './leaf-name-of-path';
import { severalAtOnce } from './several-at-once';

/** Offsets sampled a few seconds apart differ by microseconds; a larger difference means that the wall clock was set. */
const STEPPED_NS = 1_000_000n;

interface LeafClock {
  leaf: NamedLeaf;
  clock: MetadataClock;
}

/** A leaf without metadata is damaged, which reading the trace back reports. */
type ReadClock = LeafClock | 'none' | 'unsupported';

export interface OneClock {
  /** The shift of each leaf's offset in nanoseconds, by path; without leaves whose clock is unsupported. */
  shiftNs: ReadonlyMap<string, number>;
  warnings: Warning[];
}

/**
 * Sets the clock offset of all leaves to the same value, that of the kernel if there is one. Each session daemon samples the
 * offset separately, with differences of some microseconds, although they use the same clock (same uuid). Kernel and
 * userspace events would then be in the wrong order. A larger difference means that the wall clock was set, which adds a
 * warning. Replaces only the number in the metadata, without changing its size. May be repeated. Leaves unsupported metadata
 * unchanged and adds a warning. Never throws.
 */
export async function putOnOneClock(tracePath: string, leaves: readonly NamedLeaf[]): Promise<OneClock> {
  const shiftNs = new Map<string, number>();
  const warnings: Warning[] = [];
  if (leaves.length < 2) return { shiftNs, warnings };
  const read = await severalAtOnce(leaves, (leaf) => readLeafClock(tracePath, leaf));
  const clocks = read.filter((one) => typeof one === 'object');
  const unknown = leaves.filter((_, index) => read[index] === 'unsupported');
  if (unknown.length > 0) warnings.push(unsupported(unknown));
  const uuids = new Set(clocks.map(({ clock }) => clock.uuid));
  if (uuids.size > 1) warnings.push(SEVERAL_CLOCKS);
  let furthest = 0n;
  for (const uuid of uuids) {
    const group = clocks.filter(({ clock }) => clock.uuid === uuid);
    const offsetNs = offsetOf(group);
    await severalAtOnce(group, async (one) => {
      const shift = offsetNs - one.clock.offsetNs;
      try {
        if (shift !== 0n) await writeOffset(tracePath, one, offsetNs);
      } catch (error) {
        warnings.push(notWritten(one.leaf, (error as Error).message));
        return;
      }
      shiftNs.set(one.leaf.path, Number(shift));
      if (magnitude(shift) > furthest) furthest = magnitude(shift);
    });
  }
  if (furthest >= STEPPED_NS) warnings.push(stepped(furthest));
  return { shiftNs, warnings };
}

/** The largest shift of the leaves, in nanoseconds; null when none of their clocks was read. */
export function largestShift({ shiftNs }: OneClock, leaves: readonly { path: string }[]): number | null {
  const shifts = leaves.flatMap(({ path }) => shiftNs.get(path) ?? []);
  return shifts.reduce<number | null>((most, one) => (Math.abs(one) >= Math.abs(most ?? 0) ? one : most), null);
}

/** The offset of the kernel's leaf, or else of the first one. */
function offsetOf(group: readonly LeafClock[]): bigint {
  const chosen = group.find(({ leaf }) => leaf.domain === 'kernel') ?? group[0];
  return chosen?.clock.offsetNs ?? 0n;
}

const magnitude = (ns: bigint): bigint => (ns < 0n ? -ns : ns);

async function readLeafClock(tracePath: string, leaf: NamedLeaf): Promise<ReadClock> {
  const file = await readFile(join(tracePath, leaf.path, 'metadata')).catch(() => undefined);
  if (!file?.length) return 'none';
  const clock = readClock(file);
  return clock ? { leaf, clock } : 'unsupported';
}

/** Writes the draft outside the leaf, since a reader treats every file in a leaf as a stream. */
async function writeOffset(tracePath: string, { leaf, clock }: LeafClock, offsetNs: bigint): Promise<void> {
  const metadata = join(tracePath, leaf.path, 'metadata');
  const changed = withOffset(await readFile(metadata), clock, offsetNs);
  if (!changed) throw new Error(`The offset ${offsetNs} ns has more digits than ${clock.offsetNs} ns.`);
  const draft = draftOf(join(tracePath, `${leaf.path}-metadata`));
  try {
    await writeFile(draft, changed, { mode: (await stat(metadata)).mode });
    await rename(draft, metadata);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined); // report the first error
    throw folderError(error, draft);
  }
}

const shown = (leaves: readonly NamedLeaf[]): string =>
  `${leaves[0]?.path}${leaves.length > 1 ? ` and ${leaves.length - 1} more` : ''}`;

const HINT = 'No events are lost. Their times may differ from those of the other recordings by a few microseconds.';

const unsupported = (leaves: readonly NamedLeaf[]): Warning => ({
  code: 'clock',
  message: `The clock in the metadata of ${shown(leaves)} has an unsupported format, so it was not aligned.`,
  hint: HINT,
});

const notWritten = (leaf: NamedLeaf, why: string): Warning => ({
  code: 'clock',
  message: `The clock of ${leaf.path} could not be aligned with the other recordings. ${why}`,
  hint: HINT,
});

export const SEVERAL_CLOCKS: Warning = {
  code: 'clock',
  message: 'The recordings use different clocks, so the order of events across them is unknown.',
};

const stepped = (ns: bigint): Warning => ({
  code: 'clock-stepped',
  message: `The machine's wall clock was set during the start of the recordings. Their clocks differed by ${Number(ns / 1000n) / 1000} ms and were aligned.`,
  hint: 'Order and durations are correct. The time of day may be wrong by this difference.',
});
