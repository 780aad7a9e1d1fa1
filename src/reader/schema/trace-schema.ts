import type { ByteOrder, StructClass } from './field-class';

/** What the metadata of one leaf says. */
export interface TraceSchema {
  version: '1.8' | '2';
  byteOrder: ByteOrder;
  /** 32 lower-case hexadecimal digits with dashes; null without one. */
  uuid: string | null;
  environment: ReadonlyMap<string, string | bigint>;
  clocks: readonly ClockClass[];
  packetHeader: StructClass | null;
  /** By id. A trace without packet header has one, with id 0. */
  streams: ReadonlyMap<number, StreamClass>;
  /** Number of slots that a decoder needs, see `Field.slot`. */
  slots: number;
}

export interface ClockClass {
  name: string;
  uuid: string | null;
  /** Cycles per second, at least 1. */
  frequencyHz: bigint;
  offsetSeconds: bigint;
  offsetCycles: bigint;
  /** Whether its origin is the Unix epoch (CTF 1.8 `absolute`, or an LTTng clock, whose offset makes it so). */
  isAbsolute: boolean;
}

export interface StreamClass {
  id: number;
  name: string | null;
  /** The clock of the timestamps; null for a stream without time. */
  clock: ClockClass | null;
  packetContext: StructClass | null;
  eventHeader: StructClass | null;
  /** Fields in each event of the stream, e.g. vtid and procname. */
  commonContext: StructClass | null;
  /** By id. */
  events: ReadonlyMap<number, EventClass>;
}

export interface EventClass {
  id: number;
  name: string;
  /** LTTng's log level; null without one. */
  logLevel: number | null;
  specificContext: StructClass | null;
  payload: StructClass | null;
}
