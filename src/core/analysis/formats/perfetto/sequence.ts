import {
  ANNOTATION,
  CLOCK,
  CLOCK_ID,
  CLOCK_SNAPSHOT,
  EVENT,
  EVENT_TYPE,
  INTERNED,
  INTERNED_NAME,
  PACKET,
  SEQUENCE,
  TRACE,
} from './fields';
import type { ProtoBytes } from './proto-bytes';

/** More than this many names in all sequences are not remembered: the sequences begin again, and define their names again. */
const MOST_INTERNED = 1_000_000;

/** What all sequences of a file share. */
export class SequenceContext {
  /** Sequences of an earlier generation define their state again before they use it. */
  generation = 0;
  #interned = 0;
  #sequences = 0;

  /** @param time0 what is added to times of the trace to get timestamps of the file, in nanoseconds */
  constructor(
    readonly out: ProtoBytes,
    private readonly time0: bigint,
  ) {}

  nextSequence(): number {
    this.#sequences += 1;
    return this.#sequences;
  }

  noteInterned(): void {
    this.#interned += 1;
    if (this.#interned < MOST_INTERNED) return;
    this.#interned = 0;
    this.generation += 1;
  }

  timestamp(timeNs: number): bigint {
    return this.time0 + BigInt(timeNs);
  }
}

/** Something about an event: the name of the argument and its value. */
export type Annotation = readonly [name: string, value: string | boolean];

/**
 * The packets of one track. Timestamps are increments of a clock of the sequence, names are defined once, and the track is the
 * sequence's default, so that most packets have 14 to 17 bytes.
 */
export class Sequence {
  readonly #id: number;
  #generation = -1;
  #names = new Set<number>();
  #lastNs = 0;

  constructor(
    private readonly context: SequenceContext,
    private readonly track: number,
  ) {
    this.#id = context.nextSequence();
  }

  /**
   * @param name number of the name in the file; `nameOf` is only called where the name is not defined yet
   * @param flow the flow that ends here
   */
  begin(
    timeNs: number,
    name: number,
    nameOf: () => string,
    details?: { flow?: number | undefined; note?: Annotation },
  ): void {
    const { out } = this.context;
    this.#prepare(timeNs);
    const packet = this.#openPacket(timeNs);
    if (!this.#names.has(name)) this.#define(name, nameOf());
    const event = out.open(PACKET.trackEvent);
    out.varint(EVENT.type, EVENT_TYPE.sliceBegin);
    out.varint(EVENT.nameId, name + 1);
    if (details?.note) annotate(out, details.note);
    if (details?.flow !== undefined) out.fixed64(EVENT.terminatingFlow, details.flow);
    out.close(event);
    out.close(packet);
  }

  end(timeNs: number, note?: Annotation): void {
    const { out } = this.context;
    this.#prepare(timeNs);
    const packet = this.#openPacket(timeNs);
    const event = out.open(PACKET.trackEvent);
    out.varint(EVENT.type, EVENT_TYPE.sliceEnd);
    if (note) annotate(out, note);
    out.close(event);
    out.close(packet);
  }

  /** Defines the clock and the defaults before the first event, and after the names were forgotten. */
  #prepare(timeNs: number): void {
    const { out, generation } = this.context;
    if (this.#generation === generation) return;
    const timestamp = this.context.timestamp(timeNs);
    const packet = out.open(TRACE.packet);
    out.varint(PACKET.sequence, this.#id);
    out.varint(PACKET.sequenceFlags, SEQUENCE.stateCleared);
    if (this.#generation < 0) out.varint(PACKET.firstOnSequence, 1);
    const defaults = out.open(PACKET.defaults);
    out.varint(PACKET.timestampClock, CLOCK_ID.ofSequence);
    const eventDefaults = out.open(PACKET.trackEvent);
    out.varint(EVENT.track, this.track);
    out.close(eventDefaults);
    out.close(defaults);
    const snapshot = out.open(PACKET.clockSnapshot);
    writeClock(out, CLOCK_ID.boottime, timestamp, false);
    writeClock(out, CLOCK_ID.ofSequence, timestamp, true);
    out.close(snapshot);
    out.close(packet);
    this.#generation = generation;
    this.#names = new Set();
    this.#lastNs = timeNs;
  }

  #openPacket(timeNs: number): number {
    const { out } = this.context;
    const packet = out.open(TRACE.packet);
    out.varint(PACKET.timestamp, Math.max(0, timeNs - this.#lastNs));
    this.#lastNs = Math.max(this.#lastNs, timeNs);
    out.varint(PACKET.sequence, this.#id);
    out.varint(PACKET.sequenceFlags, SEQUENCE.needsState);
    return packet;
  }

  #define(name: number, text: string): void {
    const { out } = this.context;
    const data = out.open(PACKET.internedData);
    const entry = out.open(INTERNED.eventName);
    out.varint(INTERNED_NAME.id, name + 1);
    out.string(INTERNED_NAME.name, text);
    out.close(entry);
    out.close(data);
    this.#names.add(name);
    this.context.noteInterned();
  }
}

export function writeClock(out: ProtoBytes, id: number, timestamp: bigint, isIncremental: boolean): void {
  const clock = out.open(CLOCK_SNAPSHOT.clock);
  out.varint(CLOCK.id, id);
  out.varint(CLOCK.timestamp, timestamp);
  if (isIncremental) out.varint(CLOCK.isIncremental, 1);
  out.close(clock);
}

function annotate(out: ProtoBytes, [name, value]: Annotation): void {
  const annotation = out.open(EVENT.debugAnnotation);
  out.string(ANNOTATION.name, name);
  if (typeof value === 'string') out.string(ANNOTATION.string, value);
  else out.varint(ANNOTATION.bool, value ? 1 : 0);
  out.close(annotation);
}
