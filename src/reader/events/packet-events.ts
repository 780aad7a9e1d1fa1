import { BitReader, type Integer } from '../fields/bit-reader';
import { type CompiledEvent, type CompiledSchema, type CompiledStream, compiledEvent } from '../fields/compile-schema';
import { DecodeState } from '../fields/decode-state';
import { type PacketHead, type RoleValues, readPacketHead } from '../packets/packet-head';
import { ReadError } from '../read-error';
import type { FieldRole } from '../schema/field-class';
import type { ByteSource } from '../source';
import type { FieldValues } from './event';
import { EventClock } from './event-clock';
import { KnownContexts } from './known-contexts';

/** What an event has beside its header. */
export interface EventBody {
  commonContext: FieldValues;
  specificContext: FieldValues;
  payload: FieldValues;
}

/**
 * Reads packets of one leaf, one event after the other. Memory is one window, whatever the packet's size.
 * After an error, the rest of the packet cannot be read. `reader.position` is where reading stopped.
 */
export class PacketEvents {
  readonly reader: BitReader;
  readonly clock = new EventClock();
  /** Values with roles of the opened packet. */
  readonly roles: RoleValues = new Map();
  /** Number of the current event in its packet, from 0; -1 before the first. */
  position = -1;
  #state: DecodeState;
  #stream: CompiledStream | null = null;
  #event: CompiledEvent | null = null;
  #eventId: Integer | null = null;
  /** Where the current event began, in bits. */
  #eventAt = 0;
  #isBodyRead = true;
  readonly #known = new KnownContexts();
  #common: FieldValues | null = null;

  constructor(
    private readonly compiled: CompiledSchema,
    windowBytes?: number,
  ) {
    this.reader = new BitReader(windowBytes);
    this.#state = new DecodeState(compiled.schema.slots, (role, value, bits) => this.#onRole(role, value, bits));
  }

  /** Opens a packet without its events. `endBits` is what is left of the file. */
  openHead(source: ByteSource, offsetBytes: number, endBits: number): PacketHead {
    this.reader.open(source, offsetBytes, endBits);
    this.roles.clear();
    this.position = -1;
    this.#isBodyRead = true;
    this.#stream = null;
    const head = readPacketHead(this.compiled, this.reader, this.#state, this.roles);
    this.#stream = head.stream;
    return head;
  }

  /**
   * Reads the header of the next event.
   * @returns its class, or null at the packet's end
   * @throws ReadError if the packet is damaged
   */
  next(): CompiledEvent | null {
    if (!this.#isBodyRead) this.skipBody();
    const { reader } = this;
    if (this.#stream === null || reader.remainingBits === 0) return null;
    this.#state.beginEvent();
    this.#eventId = null;
    this.#eventAt = reader.position;
    this.#stream.eventHeader.skip(reader, this.#state);
    const id = this.#eventId ?? this.#stream.only?.id ?? 0;
    const event = compiledEvent(this.#stream, Number(id));
    if (event === undefined) throw new ReadError('damaged', `The metadata has no event ${id} in this stream.`);
    this.#event = event;
    this.#common = null;
    this.#isBodyRead = false;
    this.position++;
    return event;
  }

  /** Ends the packet. */
  close(): void {
    this.#stream = null;
    this.#isBodyRead = true;
  }

  /** Reads the common context of the current event. Equal contexts are usually the same object. */
  readContext(): FieldValues {
    const { stream } = this.#current();
    this.#common ??= this.#known.read(this.reader, this.#state, stream);
    return this.#common;
  }

  /** Reads the rest of the current event. Can be called once. */
  readBody(): EventBody {
    const { reader } = this;
    const { event, stream } = this.#current();
    const commonContext = this.#common ?? stream.commonContext.read(reader, this.#state);
    const specificContext = event.specificContext.read(reader, this.#state);
    const payload = event.payload.read(reader, this.#state);
    this.#endBody();
    return { commonContext, specificContext, payload };
  }

  /** Moves over the rest of the current event. */
  skipBody(): void {
    const { event, stream } = this.#current();
    if (this.#common === null) stream.commonContext.skip(this.reader, this.#state);
    event.specificContext.skip(this.reader, this.#state);
    event.payload.skip(this.reader, this.#state);
    this.#endBody();
  }

  #current(): { event: CompiledEvent; stream: CompiledStream } {
    if (this.#event === null || this.#stream === null || this.#isBodyRead) throw new Error('no event is open');
    return { event: this.#event, stream: this.#stream };
  }

  #endBody(): void {
    this.#isBodyRead = true;
    // Such a packet would have events without end.
    if (this.reader.position === this.#eventAt) throw new ReadError('damaged', 'An event has no size.');
  }

  #onRole(role: FieldRole, value: Integer, bits: number): void {
    if (role === 'timestamp') this.clock.update(value, bits);
    else if (role === 'event-class-id') this.#eventId = value;
    else this.roles.set(role, { value, bits });
  }
}
