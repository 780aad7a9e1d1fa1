import type { CompiledEvent } from '../fields/compile-schema';
import { beginWords } from '../packets/begin-words';
import { cyclesToNs } from '../packets/clock-base';
import { ReadError } from '../read-error';
import type { StreamClass } from '../schema/trace-schema';
import type { TraceReading } from '../trace-reading';
import type { DecodedEvent, FieldValues } from './event';
import { type EventBody, PacketEvents } from './packet-events';

/**
 * Reads the events of one stream file, packet after packet. A damaged packet ends with a warning, and the next packet follows.
 * Before its first packet is opened, the cursor's time is the packet's begin and it holds no window.
 */
export class StreamCursor {
  timeNs: number;
  /** The header of the current event is read, its body is not. Null before a packet is opened. */
  event: CompiledEvent | null = null;
  #next = 0;
  #row = -1;
  #events: PacketEvents | null = null;
  #latestNs = 0;
  /** Events that are earlier than the one before, those of them that the warning has, and how much earlier the first is. */
  #backward = 0;
  #warnedBackward = 0;
  #firstBackNs = 0;

  /** @param rows of the packet table, in its order; all of this stream, and at least one */
  constructor(
    private readonly reading: TraceReading,
    readonly stream: number,
    private readonly rows: readonly number[],
    private readonly windowBytes: number,
  ) {
    this.timeNs = this.reading.packets.beginNs[rows[0] ?? 0] ?? 0;
  }

  /** Index of the leaf. */
  get leaf(): number {
    return this.reading.packets.leaf[this.#row] ?? 0;
  }

  /** Number of the packet in its file. */
  get packet(): number {
    return this.reading.packets.number[this.#row] ?? 0;
  }

  get streamClass(): StreamClass {
    const { packets, leaves } = this.reading;
    const stream = leaves[this.leaf]?.schema.streams.get(packets.streamClass[this.#row] ?? 0);
    if (stream === undefined) throw new Error('no packet is open');
    return stream;
  }

  /** Number of the event in its packet. */
  get position(): number {
    return this.#events?.position ?? 0;
  }

  /**
   * Goes to the next event, over the body of the current one.
   * @returns whether there is one
   */
  advance(): boolean {
    for (;;) {
      const events = this.#events;
      if (events !== null) {
        this.event = this.#guard(() => events.next());
        if (this.event !== null) {
          this.#setTime(this.#timeOf(events));
          return true;
        }
      }
      if (this.#backward > this.#warnedBackward) this.#warnBackward();
      if (this.#next === this.rows.length) {
        this.#events = null;
        return false;
      }
      this.#open(this.rows[this.#next++] ?? 0);
    }
  }

  /** Reads the common context of the current event; null if it is damaged, which ends its packet. */
  readContext(): FieldValues | null {
    const events = this.#events;
    if (this.event === null || events === null) throw new Error('no event is open');
    return this.#guard(() => events.readContext());
  }

  /** Decodes the current event; null if it is damaged, which ends its packet. */
  decode(): DecodedEvent | null {
    const { event, timeNs, leaf, stream, packet, position, streamClass } = this;
    const events = this.#events;
    if (event === null || events === null) throw new Error('no event is open');
    const body = this.#guard((): EventBody => events.readBody());
    if (body === null) return null;
    const cpu = this.reading.packets.cpu[this.#row] ?? -1;
    return { timeNs, leaf, stream, packet, position, cpu, streamClass, eventClass: event.class, ...body };
  }

  #setTime(timeNs: number): void {
    if (timeNs < this.#latestNs) {
      this.#backward += 1;
      if (this.#backward === 1) {
        this.#firstBackNs = this.#latestNs - timeNs;
        this.#warnBackward();
      }
    }
    this.#latestNs = timeNs;
    this.timeNs = timeNs;
  }

  /** The stream has one warning, whose number is updated after each packet. */
  #warnBackward(): void {
    this.#warnedBackward = this.#backward;
    const first = `${this.#firstBackNs} ns earlier than the event before it`;
    const message =
      this.#backward === 1
        ? `An event is ${first}.`
        : `${this.#backward} events are earlier than the event before them. The first is ${first}.`;
    this.reading.streams[this.stream]?.warn('time-goes-back', this.packet, this.#offset, message);
  }

  /** Where reading is in the file, in bytes. */
  get #offset(): number {
    const start = this.reading.packets.offsetBytes[this.#row] ?? 0;
    return start + Math.floor((this.#events?.reader.position ?? 0) / 8);
  }

  #open(row: number): void {
    const { packets, leaves, streams } = this.reading;
    const compiled = leaves[packets.leaf[row] ?? 0]?.compiled;
    const bytes = streams[this.stream]?.bytes;
    if (compiled === undefined || bytes === undefined) throw new Error('the packet is not of this trace');
    this.#row = row;
    const events = this.#events ?? new PacketEvents(compiled, this.windowBytes);
    this.#events = events;
    this.#guard(() => events.openHead(bytes, packets.offsetBytes[row] ?? 0, packets.contentBits[row] ?? 0));
    const { high, low } = beginWords(packets, row);
    events.clock.set(high, low);
  }

  /** A time before the trace's begin, which only faulty tracers write, counts as the begin. */
  #timeOf(events: PacketEvents): number {
    const base = this.reading.clocks[this.reading.packets.clock[this.#row] ?? -1];
    if (base === undefined) return 0;
    return Math.max(0, cyclesToNs(base, events.clock.since(base.originHigh, base.originLow)));
  }

  /** Null where reading fails, which ends the packet with a warning. */
  #guard<Result>(read: () => Result): Result | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      this.reading.streams[this.stream]?.warn('damaged-packet', this.packet, this.#offset, error.message);
      this.#events?.close();
      return null;
    }
  }
}
