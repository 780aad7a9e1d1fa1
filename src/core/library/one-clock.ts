import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warning } from '@shared/model/trace-record';
import { folderError } from '../files/folder-error';
import { type MetadataClock, readClock, withOffset } from './ctf-metadata';
import { draftOf } from './drafts';
import type { NamedLeaf } from './leaf-name-of-path';
import { severalAtOnce } from './several-at-once';

/** Two samples of the wall clock some seconds apart differ by microseconds; by more only when somebody set it between. */
const STEPPED_NS = 1_000_000n;

interface LeafClock {
  leaf: NamedLeaf;
  clock: MetadataClock;
}

/** What has no metadata at all is damaged, and reading the trace back says so. */
type ReadClock = LeafClock | 'none' | 'not-understood';

export interface OneClock {
  /** By how many nanoseconds each leaf's offset was moved, by path; the leaves whose clock was understood. */
  shiftNs: ReadonlyMap<string, number>;
  warnings: Warning[];
}

/**
 * Gives all leaves of a trace one offset to the epoch, the kernel's where there is one. Each session daemon samples the
 * offset for itself, some microseconds apart (FIELD-NOTES 7), while the clock under it is the same, by its uuid: events of
 * kernel and userspace would swap their order. A larger difference is a wall clock that was set meanwhile: then even more
 * the order is right only with one offset, and it is told. Nothing moves in the files: a number gives way to one as long.
 * May be repeated. Metadata that is not understood stays as it is, with a warning. Never throws.
 */
export async function putOnOneClock(tracePath: string, leaves: readonly NamedLeaf[]): Promise<OneClock> {
  const shiftNs = new Map<string, number>();
  const warnings: Warning[] = [];
  if (leaves.length < 2) return { shiftNs, warnings };
  const read = await severalAtOnce(leaves, (leaf) => readLeafClock(tracePath, leaf));
  const clocks = read.filter((one) => typeof one === 'object');
  const unknown = leaves.filter((_, index) => read[index] === 'not-understood');
  if (unknown.length > 0) warnings.push(notUnderstood(unknown));
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

/** The largest move among some leaves; null when none of them was looked at. */
export function largestShift({ shiftNs }: OneClock, leaves: readonly { path: string }[]): number | null {
  const shifts = leaves.flatMap(({ path }) => shiftNs.get(path) ?? []);
  return shifts.reduce<number | null>((most, one) => (Math.abs(one) >= Math.abs(most ?? 0) ? one : most), null);
}

/** The kernel's, else the first one's. */
function offsetOf(group: readonly LeafClock[]): bigint {
  const chosen = group.find(({ leaf }) => leaf.domain === 'kernel') ?? group[0];
  return chosen?.clock.offsetNs ?? 0n;
}

const magnitude = (ns: bigint): bigint => (ns < 0n ? -ns : ns);

async function readLeafClock(tracePath: string, leaf: NamedLeaf): Promise<ReadClock> {
  const file = await readFile(join(tracePath, leaf.path, 'metadata')).catch(() => undefined);
  if (!file?.length) return 'none';
  const clock = readClock(file);
  return clock ? { leaf, clock } : 'not-understood';
}

/** Beside the leaf, not in it: there a reader takes every file for a stream, and a draft may outlive us. */
async function writeOffset(tracePath: string, { leaf, clock }: LeafClock, offsetNs: bigint): Promise<void> {
  const metadata = join(tracePath, leaf.path, 'metadata');
  const changed = withOffset(await readFile(metadata), clock, offsetNs);
  if (!changed) throw new Error(`an offset of ${offsetNs} has more digits than ${clock.offsetNs}`);
  const draft = draftOf(join(tracePath, `${leaf.path}-metadata`));
  try {
    await writeFile(draft, changed, { mode: (await stat(metadata)).mode });
    await rename(draft, metadata);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined); // the first failure is the one to tell
    throw folderError(error, draft);
  }
}

const shown = (leaves: readonly NamedLeaf[]): string =>
  `${leaves[0]?.path}${leaves.length > 1 ? ` and ${leaves.length - 1} more` : ''}`;

const HINT = 'Its events are whole; against those of the other recordings they may be off by microseconds.';

const notUnderstood = (leaves: readonly NamedLeaf[]): Warning => ({
  code: 'clock',
  message: `The metadata of ${shown(leaves)} does not tell its clock in a way that is understood: it was left as it is.`,
  hint: HINT,
});

const notWritten = (leaf: NamedLeaf, why: string): Warning => ({
  code: 'clock',
  message: `The clock of ${leaf.path} could not be put on that of the other recordings: ${why}`,
  hint: HINT,
});

const SEVERAL_CLOCKS: Warning = {
  code: 'clock',
  message: 'The recordings name different clocks: which of their events came first cannot be told.',
};

const stepped = (ns: bigint): Warning => ({
  code: 'clock-stepped',
  message: `The machine's wall clock was set while the recordings were being set up: they were ${Number(ns / 1000n) / 1000} ms apart, and are on one clock now.`,
  hint: 'Order and durations are right. The time of day may be off by that much.',
});
