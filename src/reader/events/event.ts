import type { EventClass, StreamClass } from '../schema/trace-schema';

/** The value of a field as text output shows it. */
export type FieldValue =
  | number
  /** An integer that is not exact as a number. A field of 64 bits has numbers where they are exact. */
  | bigint
  | string
  | boolean
  | Uint8Array
  /** An enumeration: the value and all labels that match it, none for a value without label. */
  | { value: number | bigint; labels: readonly string[] }
  /** An optional field that is absent. */
  | null
  | readonly FieldValue[]
  | FieldValues;

/** Fields in the order of the metadata. A variant has the value of its selected option. */
export type FieldValues = ReadonlyMap<string, FieldValue>;

/** One event, decoded completely. */
export interface DecodedEvent {
  /** Since the begin of the trace; 0 in a stream without clock. */
  timeNs: number;
  leaf: number;
  /** Index of the stream file. */
  stream: number;
  /** Number of the packet in its file, and of the event in its packet, from 0: a position that never changes. */
  packet: number;
  position: number;
  /** -1 without one. */
  cpu: number;
  streamClass: StreamClass;
  eventClass: EventClass;
  commonContext: FieldValues;
  specificContext: FieldValues;
  payload: FieldValues;
}
