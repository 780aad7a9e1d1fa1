import { ReadError } from '../read-error';
import type { FieldRole } from '../schema/field-class';
import type { Integer } from './bit-reader';

/** Values of one event that are held in memory at once. */
const MAX_EVENT_VALUES = 4 * 1024 * 1024;
/**
 * Elements without a single bit that a packet may have beside one for each of its bits. A length in the data could else demand any
 * number of them; so the work is proportional to the size of the file.
 */
const FREE_EMPTY_ELEMENTS = 1024;

/** What the fields of one packet that were read so far mean to the fields that follow. */
export class DecodeState {
  /** Values of lengths and selectors, see `Field.slot`. */
  readonly slots: Integer[];
  #values = 0;
  #emptyLeft = 0;

  /** @param onRole is called for each integer field with a role, in the order of the data; `bits` is the field's size */
  constructor(
    slots: number,
    readonly onRole: (role: FieldRole, value: Integer, bits: number) => void,
  ) {
    this.slots = new Array<Integer>(slots).fill(0);
  }

  beginPacket(packetBits: number): void {
    this.slots.fill(0);
    this.#values = 0;
    this.#emptyLeft = FREE_EMPTY_ELEMENTS + packetBits;
  }

  beginEvent(): void {
    this.#values = 0;
  }

  /** @throws ReadError if the event has too many values */
  countValues(count: number): void {
    this.#values += count;
    if (this.#values > MAX_EVENT_VALUES)
      throw new ReadError('too-large', `An event has more than ${MAX_EVENT_VALUES} values.`);
  }

  /** @throws ReadError if the packet has too many elements without size */
  countEmpty(): void {
    if (--this.#emptyLeft < 0) throw new ReadError('too-large', 'The packet has too many elements without size.');
  }

  /** A length from a slot. @throws ReadError if it is negative or too large for any packet */
  length(slot: number): number {
    const value = this.slots[slot] ?? 0;
    if (typeof value === 'bigint' || value < 0)
      throw new ReadError('damaged', `${value} is not a length that a packet can have.`);
    return value;
  }
}
