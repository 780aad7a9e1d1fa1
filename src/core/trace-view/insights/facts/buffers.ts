import type { LossRow } from '@reader/analysis/analysis';
import { groupBy } from '@shared/model/group-by';
import { KIB } from '@shared/model/units';
import { type Buffers, buffersSchema } from '@shared/tracing/events';
import type { InsightFacts } from './insight-facts';

const COUNTS = [2, 4, 8, 16, 32] as const;

export interface PresentBuffers {
  /** Null where it depends on the machine that recorded. */
  count: number | null;
  sizeKiB: number;
}

interface LargerBuffers {
  now: PresentBuffers;
  /** Null if no larger ones can be recorded with. */
  larger: Buffers | null;
}

/** The most that a recording of the kernel has by default. */
const MOST_DEFAULT_COUNT = 8;

/**
 * The smallest buffers that would have held a burst: those of the recording, and what was lost in one stream. If no size that can be
 * recorded with would have held it, they are four times as large as those of the recording. Bytes of lost events are computed from the
 * mean size of the events of the recording.
 * @returns null if the buffers of the recording are not known
 */
export function largerBuffers(facts: InsightFacts, burst: readonly LossRow[]): LargerBuffers | null {
  const [first] = burst;
  const now = first && buffersOf(facts, first.leaf);
  if (!first || !now) return null;
  const perEvent = bytesPerEvent(facts, first.leaf);
  const streams = groupBy(burst, ({ stream }) => stream);
  const lost = [...streams.values()].map((losses) =>
    losses.reduce((sum, { events, packets }) => sum + events * perEvent + packets * now.sizeKiB * KIB, 0),
  );
  const known = { ...now, count: now.count ?? MOST_DEFAULT_COUNT };
  const bytes = known.count * known.sizeKiB * KIB;
  return { now, larger: smallest(known, bytes + Math.max(...lost)) ?? smallest(known, 4 * bytes) };
}

/** More buffers of the same size, or else larger ones. */
function smallest(now: { count: number; sizeKiB: number }, bytes: number): Buffers | null {
  for (let sizeKiB: number = now.sizeKiB; ; sizeKiB *= 2)
    for (const count of COUNTS) {
      if (count < now.count || count * sizeKiB * KIB < bytes) continue;
      const parsed = buffersSchema.safeParse({ count, sizeKiB });
      return parsed.success ? parsed.data : null;
    }
}

/** Of the request. It says nothing of the kernel's default ones, whose size is that of the largest packet. */
function buffersOf({ record, reading: { leaves, packets } }: InsightFacts, leaf: number): PresentBuffers | null {
  const request = record.config?.recording;
  if (leaves[leaf]?.domain !== 'kernel') return request?.buffers ?? null;
  if (!request?.kernel) return null;
  if (request.kernel.buffers) return request.kernel.buffers;
  let mostBits = 0;
  for (let packet = 0; packet < packets.count; packet++)
    if (packets.leaf[packet] === leaf) mostBits = Math.max(mostBits, packets.sizeBits[packet] as number);
  const sizeKiB = mostBits / 8 / KIB;
  return buffersSchema.shape.sizeKiB.safeParse(sizeKiB).success ? { count: null, sizeKiB } : null;
}

function bytesPerEvent({ analysis: { density, bins }, reading: { packets } }: InsightFacts, leaf: number): number {
  const events = density.subarray(leaf * bins, (leaf + 1) * bins).reduce((sum, count) => sum + count, 0);
  let bits = 0;
  for (let packet = 0; packet < packets.count; packet++)
    if (packets.leaf[packet] === leaf) bits += packets.contentBits[packet] as number;
  return events === 0 ? 0 : bits / 8 / events;
}
