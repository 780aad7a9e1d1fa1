import { ReadError } from '../read-error';
import type { ByteOrder } from '../schema/field-class';
import type { ByteSource } from '../source';

/** Bytes that a reader holds at once, if the packet is not smaller. */
const WINDOW_BYTES = 256 * 1024;

/** An integer: a number if it is exact as one, else a bigint. */
export type Integer = number | bigint;

const WORD = 0x1_0000_0000;
/** Integers whose upper word is below this are exact as numbers. */
const EXACT_HIGH = 0x20_0000;

const join = (high: number, low: number): Integer =>
  high < EXACT_HIGH && high > -EXACT_HIGH ? high * WORD + low : BigInt(high) * 0x1_0000_0000n + BigInt(low);

const damaged = (message: string): ReadError => new ReadError('damaged', message);

/**
 * Reads bits of one packet through a window over the file, so that memory does not depend on the packet's size. Positions are
 * bits since the packet's begin.
 * Bits are numbered as CTF 1.8.3 section 4.1.5 says: little-endian fields fill bytes from the lowest bit, big-endian ones from the
 * highest.
 */
export class BitReader {
  position = 0;
  /** Reading beyond this position is refused. */
  end = 0;
  #source: ByteSource | null = null;
  #packetOffset = 0;
  #bytes = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);
  /** The part of the packet that the window has, in bytes since the packet's begin. */
  #windowFrom = 0;
  #windowTo = 0;
  #order: ByteOrder = 'little';

  constructor(private readonly windowBytes = WINDOW_BYTES) {}

  /** @param endBits how much of the packet may be read */
  open(source: ByteSource, packetOffsetBytes: number, endBits: number): void {
    this.#source = source;
    this.#packetOffset = packetOffsetBytes;
    this.position = 0;
    this.end = endBits;
    this.#windowFrom = 0;
    this.#windowTo = 0;
    const bytes = Math.min(this.windowBytes, Math.ceil(endBits / 8));
    if (this.#bytes.length >= bytes) return;
    this.#bytes = new Uint8Array(bytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get remainingBits(): number {
    return this.end - this.position;
  }

  /** @throws ReadError if the alignment leads beyond the end */
  align(bits: number): void {
    const over = this.position % bits;
    if (over !== 0) this.skip(bits - over);
  }

  /** @throws ReadError if fewer bits remain */
  skip(bits: number): void {
    this.#need(bits);
    this.position += bits;
  }

  /** @param bits from 1 to 64 */
  integer(bits: number, order: ByteOrder, isSigned: boolean): Integer {
    this.#need(bits);
    if ((this.position & 7) === 0) {
      if (bits === 32) return this.#aligned32(order, isSigned);
      if (bits === 8) return this.#aligned8(isSigned);
      if (bits === 64) return this.#aligned64(order, isSigned);
      if (bits === 16) return this.#aligned16(order, isSigned);
    } else if (order !== this.#order) {
      throw damaged(`The byte order changes within a byte, to ${order}-endian.`);
    }
    this.#order = order;
    if (bits <= 32) {
      const value = this.#bits(bits, order);
      return isSigned && value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
    }
    const upperBits = bits - 32;
    let low = order === 'little' ? this.#bits(32, order) : 0;
    let high = this.#bits(upperBits, order);
    if (order === 'big') low = this.#bits(32, order);
    if (isSigned && high >= 2 ** (upperBits - 1)) high -= 2 ** upperBits;
    return join(high, low);
  }

  /**
   * LEB128 of CTF 2, on a byte's begin.
   * @throws ReadError if the value has more than 64 bits or more than 10 bytes
   */
  variableInteger(isSigned: boolean): Integer {
    this.align(8);
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      if (isSigned && (byte & 0x40) !== 0) value -= 1n << (shift + 7n);
      if ((isSigned ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)) !== value) break;
      return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
    }
    this.position -= 8;
    throw damaged('An integer of variable length has more than 64 bits.');
  }

  byte(): number {
    this.#need(8);
    const value = this.#bytes[this.#at(1)] ?? 0;
    this.position += 8;
    return value;
  }

  /**
   * The bytes from a byte's begin on that the window has, at least one.
   * The view is valid until the next call. The position does not change.
   */
  peek(): Uint8Array {
    this.#need(8);
    const from = this.#at(1);
    const to = Math.min(this.#windowTo, Math.floor(this.end / 8)) - this.#windowFrom;
    return this.#bytes.subarray(from, to);
  }

  /** Whether `peek` would begin with these bytes. Makes no view. */
  beginsWith(bytes: Uint8Array): boolean {
    this.#need(8);
    const from = this.#at(1);
    const to = Math.min(this.#windowTo, Math.floor(this.end / 8)) - this.#windowFrom;
    if (to - from < bytes.length) return false;
    for (let at = 0; at < bytes.length; at += 1) if (this.#bytes[from + at] !== bytes[at]) return false;
    return true;
  }

  #aligned8(isSigned: boolean): number {
    const at = this.#at(1);
    this.position += 8;
    return isSigned ? this.#view.getInt8(at) : this.#view.getUint8(at);
  }

  #aligned16(order: ByteOrder, isSigned: boolean): number {
    const at = this.#at(2);
    this.position += 16;
    return isSigned ? this.#view.getInt16(at, order === 'little') : this.#view.getUint16(at, order === 'little');
  }

  #aligned32(order: ByteOrder, isSigned: boolean): number {
    const at = this.#at(4);
    this.position += 32;
    return isSigned ? this.#view.getInt32(at, order === 'little') : this.#view.getUint32(at, order === 'little');
  }

  #aligned64(order: ByteOrder, isSigned: boolean): Integer {
    const at = this.#at(8);
    this.position += 64;
    const isLittle = order === 'little';
    const upperAt = isLittle ? at + 4 : at;
    const high = isSigned ? this.#view.getInt32(upperAt, isLittle) : this.#view.getUint32(upperAt, isLittle);
    return join(high, this.#view.getUint32(isLittle ? at : at + 4, isLittle));
  }

  /** @param bits from 1 to 32 */
  #bits(bits: number, order: ByteOrder): number {
    const firstBit = this.position & 7;
    const from = this.#at((firstBit + bits + 7) >> 3);
    // Most such fields are in one word, as those of a compact event header are. The buffer may end within the word.
    if (order === 'little' && firstBit + bits <= 32 && bits < 32 && from + 4 <= this.#bytes.length) {
      this.position += bits;
      return (this.#view.getUint32(from, true) >>> firstBit) & ((1 << bits) - 1);
    }
    let value = 0;
    for (let got = 0; got < bits; ) {
      const at = firstBit + got;
      const byte = this.#bytes[from + (at >> 3)] ?? 0;
      const inByte = at & 7;
      const take = Math.min(8 - inByte, bits - got);
      const mask = (1 << take) - 1;
      if (order === 'little') value += ((byte >> inByte) & mask) * 2 ** got;
      else value = value * 2 ** take + ((byte >> (8 - inByte - take)) & mask);
      got += take;
    }
    this.position += bits;
    return value;
  }

  #need(bits: number): void {
    if (this.position + bits > this.end)
      throw damaged(`${bits} bits were expected where the packet has ${this.remainingBits} left.`);
  }

  /** Where the byte of the position is in the window, after the window has this many bytes from there on. */
  #at(bytes: number): number {
    const byte = Math.floor(this.position / 8);
    if (byte < this.#windowFrom || byte + bytes > this.#windowTo) this.#fill(byte, bytes);
    return byte - this.#windowFrom;
  }

  #fill(fromByte: number, bytes: number): void {
    const wanted = Math.min(this.windowBytes, Math.ceil(this.end / 8) - fromByte);
    if (this.#bytes.length < Math.max(wanted, bytes)) {
      this.#bytes = new Uint8Array(Math.max(wanted, bytes));
      this.#view = new DataView(this.#bytes.buffer);
    }
    const got = this.#source?.read(this.#bytes.subarray(0, wanted), this.#packetOffset + fromByte) ?? 0;
    this.#windowFrom = fromByte;
    this.#windowTo = fromByte + got;
    if (got < bytes) throw damaged('The file ends within the packet.');
  }
}
