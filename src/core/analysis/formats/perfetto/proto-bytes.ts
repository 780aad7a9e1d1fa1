/** A position that `open` returned. */
type OpenMessage = number;

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH = 2;

/**
 * Writes Protocol Buffers messages (protobuf.dev/programming-guides/encoding) into one growing buffer. Numbers are non-negative
 * integers up to 2^53 or bigints up to 2^64; negative ones are written by `signed`.
 */
export class ProtoBytes {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #at = 0;

  get length(): number {
    return this.#at;
  }

  /** Returns what was written since the last call. Every message must be closed. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#at);
    this.#bytes = Buffer.allocUnsafe(this.#bytes.length);
    this.#at = 0;
    return taken;
  }

  varint(field: number, value: number | bigint): void {
    this.#tag(field, VARINT);
    if (typeof value === 'bigint') this.#big(value);
    else this.#small(value);
  }

  /** An `int32` or `int64`: negative numbers are their two's complement of 64 bits. */
  signed(field: number, value: number): void {
    this.varint(field, value < 0 ? BigInt.asUintN(64, BigInt(value)) : value);
  }

  fixed64(field: number, value: number): void {
    this.#tag(field, FIXED_64);
    this.#room(8);
    this.#bytes.writeUInt32LE(value % 2 ** 32, this.#at);
    this.#bytes.writeUInt32LE(Math.floor(value / 2 ** 32), this.#at + 4);
    this.#at += 8;
  }

  double(field: number, value: number): void {
    this.#tag(field, FIXED_64);
    this.#room(8);
    this.#at = this.#bytes.writeDoubleLE(value, this.#at);
  }

  /** @param text well-formed UTF-16 */
  string(field: number, text: string): void {
    this.#tag(field, LENGTH);
    const length = Buffer.byteLength(text);
    this.#small(length);
    this.#room(length);
    this.#at += this.#bytes.write(text, this.#at);
  }

  /** Begins a nested message. Its length takes one byte until `close` knows better. */
  open(field: number): OpenMessage {
    this.#tag(field, LENGTH);
    this.#room(1);
    this.#at += 1;
    return this.#at;
  }

  close(start: OpenMessage): void {
    const length = this.#at - start;
    let further = 0;
    for (let rest = length; rest >= 0x80; rest = Math.floor(rest / 0x80)) further += 1;
    if (further > 0) {
      this.#room(further);
      this.#bytes.copyWithin(start + further, start, this.#at);
    }
    this.#at = start - 1;
    this.#small(length);
    this.#at += length;
  }

  #tag(field: number, wireType: number): void {
    this.#small(field * 8 + wireType);
  }

  #small(value: number): void {
    this.#room(10);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#at] = (rest % 0x80) + 0x80;
      this.#at += 1;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#at] = rest;
    this.#at += 1;
  }

  #big(value: bigint): void {
    this.#room(10);
    let rest = value;
    while (rest >= 0x80n) {
      this.#bytes[this.#at] = Number(rest & 0x7fn) + 0x80;
      this.#at += 1;
      rest >>= 7n;
    }
    this.#bytes[this.#at] = Number(rest);
    this.#at += 1;
  }

  #room(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + more));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
