import type { ByteOrder } from '@reader/schema/field-class';

/** Writes bits as CTF orders them: little-endian fields fill bytes from the lowest bit, big-endian ones from the highest. */
export class BitWriter {
  #bits: number[] = [];
  /** Of each byte: from which end the bits that are written fill it. */
  #orders: ByteOrder[] = [];

  get position(): number {
    return this.#bits.length;
  }

  align(bits: number): void {
    while (this.#bits.length % bits !== 0) this.#bits.push(0);
  }

  /** Negative values are written as two's complement. The byte order may change only between bytes. */
  integer(value: number | bigint, bits: number, order: ByteOrder): void {
    const unsigned = BigInt.asUintN(bits, BigInt(value));
    for (let index = 0; index < bits; index++) {
      const bit = order === 'little' ? index : bits - 1 - index;
      const at = this.#bits.length;
      this.#bits.push(Number((unsigned >> BigInt(bit)) & 1n));
      this.#orders[at >> 3] = order;
    }
  }

  bytes(values: Iterable<number>): void {
    for (const value of values) this.integer(value, 8, 'little');
  }

  leb128(value: bigint, isSigned: boolean): void {
    for (let rest = value; ; ) {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      const isLast = isSigned ? rest === (low & 0x40 ? -1n : 0n) : rest === 0n;
      this.integer(isLast ? low : low | 0x80, 8, 'little');
      if (isLast) return;
    }
  }

  toBytes(): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(this.#bits.length / 8));
    for (const [at, bit] of this.#bits.entries()) {
      const shift = this.#orders[at >> 3] === 'big' ? 7 - (at & 7) : at & 7;
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (bit << shift);
    }
    return bytes;
  }
}

/** All parts, one after the other. */
export const joined = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/** A file of a test as the reader takes it. */
export const bytesSource = (bytes: Uint8Array) => ({
  sizeBytes: bytes.length,
  read(into: Uint8Array, offsetBytes: number): number {
    const part = bytes.subarray(offsetBytes, offsetBytes + into.length);
    into.set(part);
    return part.length;
  },
});
