import type { FieldRole, StructClass } from '../schema/field-class';
import type { ListedStream } from './listed-stream';
import { countsFromZero } from './quirks';
import { joinParts, packetsOfParts } from './stream-parts';

/**
 * Marks the packets that several files have, and stores in the lists what each stream lost since its previous packet. The counter of
 * discarded events is never reset and wraps at its field's size; packet numbers need not begin at 0. (CTF 1.8.3 section 5.2)
 */
export function countLosses(streams: readonly ListedStream[]): void {
  for (const files of joinParts(streams)) {
    const counter = new LossCounter();
    const [first = 0] = files;
    if (files.length > 1) {
      for (const { stream, row } of packetsOfParts(streams, files)) counter.count(streams[stream], row);
      continue;
    }
    const { from = 0, to = 0 } = streams[first] ?? {};
    for (let row = from; row < to; row++) counter.count(streams[first], row);
  }
}

/** Counts the losses of one stream, whose packets it gets in the order of time. */
class LossCounter {
  #discardedBefore = Number.NaN;
  #numberBefore = Number.NaN;
  /** The stream class for which the sizes of the counters are known. */
  #context: StructClass | null = null;
  #discardedBits = 64;
  #numberBits = 64;

  count(listed: ListedStream | undefined, row: number): void {
    if (listed === undefined) return;
    const { list, compiled } = listed;
    const context = compiled.schema.streams.get(list.streamClass[row] ?? 0)?.packetContext ?? null;
    if (context !== this.#context) {
      this.#context = context;
      this.#discardedBits = bitsOf(context, 'events-discarded');
      this.#numberBits = bitsOf(context, 'packet-number');
      if (Number.isNaN(this.#discardedBefore) && countsFromZero(compiled.schema)) this.#discardedBefore = 0;
    }
    const discarded = list.discarded[row] ?? Number.NaN;
    const number = list.sequence[row] ?? Number.NaN;
    list.discardedSince[row] = distance(this.#discardedBefore, discarded, this.#discardedBits);
    list.lostBefore[row] = Math.max(0, distance(this.#numberBefore, number, this.#numberBits) - 1);
    if (!Number.isNaN(discarded)) this.#discardedBefore = discarded;
    if (!Number.isNaN(number)) this.#numberBefore = number;
  }
}

/** How far a counter of this size advanced; 0 if one value is not known, or the counter was reset. */
function distance(from: number, to: number, bits: number): number {
  if (Number.isNaN(from) || Number.isNaN(to)) return 0;
  if (to >= from) return to - from;
  return bits >= 53 ? 0 : to - from + 2 ** bits;
}

function bitsOf(context: StructClass | null, role: FieldRole): number {
  const field = context?.fields.find(({ roles }) => roles.includes(role))?.class;
  return field?.kind === 'integer' ? field.bits : 64;
}
