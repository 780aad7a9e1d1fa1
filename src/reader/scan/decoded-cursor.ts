import type { FieldValue, FieldValues } from '../events/event';
import { type EventBody, PacketEvents } from '../events/packet-events';
import { beginWords } from '../packets/begin-words';
import { type ClockBase, cyclesToNs } from '../packets/clock-base';
import { ReadError } from '../read-error';
import type { EventClass } from '../schema/trace-schema';
import type { TraceReading } from '../trace-reading';
import type { EventCursor } from './event-cursor';
import { COMM_BYTES } from './plan/comm';
import { EVENT_KIND, type EventKindName, KIND_RULES } from './plan/event-kinds';
import { EVENT, EVENT_COLUMNS, type ScanPlan, STREAM, STREAM_COLUMNS } from './plan/scan-plan';
import { isComm, SLOW_BYTES, SLOW_CONTEXTS, SLOW_PROCNAME, slowCommAt, slowNumberAt } from './plan/slow-places';

/** Moves over the events of a slow stream with the decoder, and stores the values that the scan reads at the places of slow-places.ts. */
export class DecodedCursor implements EventCursor {
  timeNs = 0;
  stream = 0;
  row = 0;
  readonly context = 0;
  readonly payload = 0;
  readonly bytes = new Uint8Array(SLOW_BYTES);
  /** Why the packet is damaged; null if it is not. */
  damage: ReadError | null = null;
  readonly #view = new DataView(this.bytes.buffer);
  readonly #readers = new Map<number, PacketEvents>();
  readonly #rows = new Map<number, ReadonlyMap<EventClass, number>>();
  #events: PacketEvents | null = null;
  #rowOf: ReadonlyMap<EventClass, number> = new Map();
  #clock: ClockBase | null = null;
  #endNs = 0;

  constructor(
    private readonly reading: TraceReading,
    private readonly plan: ScanPlan,
  ) {}

  open(packet: number): void {
    const { packets, streams, clocks } = this.reading;
    this.stream = (this.plan.packets.stream[packet] as number) * STREAM_COLUMNS;
    this.timeNs = packets.beginNs[packet] ?? 0;
    this.#endNs = packets.endNs[packet] ?? 0;
    this.#clock = clocks[packets.clock[packet] ?? -1] ?? null;
    this.#rowOf = this.#rowsOf(packet);
    this.damage = null;
    this.#events = null;
    const source = streams[packets.stream[packet] ?? 0];
    if (!source) return;
    const events = this.#readerOf(packets.leaf[packet] ?? 0);
    const { high, low } = beginWords(packets, packet);
    this.#guard(() => {
      events.openHead(source.bytes, packets.offsetBytes[packet] ?? 0, packets.contentBits[packet] ?? 0);
      events.clock.set(high, low);
      this.#events = events;
      return true;
    });
  }

  get isDamaged(): boolean {
    return this.damage !== null;
  }

  get position(): number {
    return Math.floor((this.#events?.reader.position ?? 0) / 8);
  }

  next(): boolean {
    return this.#guard(() => {
      const events = this.#events;
      const event = events?.next() ?? null;
      if (!events || !event) return false;
      const body = events.readBody();
      const row = this.#rowOf.get(event.class);
      if (row === undefined) return false;
      this.row = row;
      this.#setTime(events);
      this.#setContexts(body);
      this.#setFields(body.payload);
      return true;
    });
  }

  at(place: number): number {
    return place;
  }

  int32(place: number): number {
    return this.#view.getInt32(place, true);
  }

  uint32(place: number): number {
    return this.#view.getUint32(place, true);
  }

  low(column: number): number {
    return this.int32(this.plan.events[this.row + column] as number);
  }

  high(column: number): number {
    return this.int32((this.plan.events[this.row + column] as number) + 4);
  }

  /** @returns false after the decoder has refused the data */
  #guard(read: () => boolean): boolean {
    if (this.isDamaged) return false;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      this.damage = error;
      return false;
    }
  }

  #setTime(events: PacketEvents): void {
    const clock = this.#clock;
    if (!clock) return;
    const timeNs = cyclesToNs(clock, events.clock.since(clock.originHigh, clock.originLow));
    if (timeNs > this.timeNs) this.timeNs = Math.min(timeNs, this.#endNs);
  }

  #setContexts({ commonContext }: EventBody): void {
    for (const { name, at } of SLOW_CONTEXTS) this.#setNumber(at, commonContext.get(name));
    this.#setText(SLOW_PROCNAME.at, SLOW_PROCNAME.bytes, commonContext.get('procname'));
  }

  #setFields(payload: FieldValues): void {
    const kind = KINDS[this.plan.events[this.row + EVENT.kind] as number];
    if (kind === undefined || kind === 'other') return;
    for (const [index, names] of KIND_RULES[kind].fields.entries()) {
      if (names === null) continue;
      const name = names.split('|').find((candidate) => payload.has(candidate));
      const value = name === undefined ? undefined : payload.get(name);
      if (isComm(names)) this.#setText(slowCommAt(index), COMM_BYTES, value);
      else this.#setNumber(slowNumberAt(index), value);
    }
  }

  #setNumber(at: number, value: FieldValue | undefined): void {
    this.#view.setBigInt64(at, integerOf(value), true);
  }

  #setText(at: number, bytes: number, value: FieldValue | undefined): void {
    this.bytes.fill(0, at, at + bytes);
    const text = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    if (text instanceof Uint8Array) this.bytes.set(text.subarray(0, bytes), at);
    else if (Array.isArray(text)) this.bytes.set(text.slice(0, bytes).map(Number), at);
  }

  #readerOf(leaf: number): PacketEvents {
    const known = this.#readers.get(leaf);
    if (known) return known;
    const compiled = this.reading.leaves[leaf]?.compiled;
    if (!compiled) throw new Error(`no leaf ${leaf}`);
    const events = new PacketEvents(compiled);
    this.#readers.set(leaf, events);
    return events;
  }

  /** Rows of the stream's events, which are in the order of the metadata. */
  #rowsOf(packet: number): ReadonlyMap<EventClass, number> {
    const known = this.#rows.get(this.stream);
    if (known) return known;
    const { leaf, streamClass } = this.reading.packets;
    const stream = this.reading.leaves[leaf[packet] ?? 0]?.schema.streams.get(streamClass[packet] ?? 0);
    const first = this.plan.streams[this.stream + STREAM.firstEvent] as number;
    const classes = [...(stream?.events.values() ?? [])];
    const rows = new Map(classes.map((event, index) => [event, (first + index) * EVENT_COLUMNS]));
    this.#rows.set(this.stream, rows);
    return rows;
  }
}

const KINDS = Object.entries(EVENT_KIND)
  .sort(([, one], [, other]) => one - other)
  .map(([name]) => name as EventKindName);

/** An enumeration counts as its number, a structure as its first member. */
function integerOf(value: FieldValue | undefined): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : 0n;
  if (value instanceof Map) {
    const [first] = value.values();
    return integerOf(first);
  }
  const isLabelled = typeof value === 'object' && value !== null && 'labels' in value;
  return isLabelled ? BigInt(value.value) : 0n;
}
