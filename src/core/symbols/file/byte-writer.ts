const FIRST_BYTES = 4_096;

/** Appends numbers and text to bytes that grow. Reads back by ByteReader. */
export class ByteWriter {
  #bytes = Buffer.alloc(FIRST_BYTES);
  #length = 0;

  /** A safe integer from 0, in seven bits a byte, lowest first (LEB128). */
  number(value: number): this {
    this.#reserve(8);
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.#bytes[this.#length++] = (rest % 0x80) + 0x80;
    this.#bytes[this.#length++] = rest;
    return this;
  }

  /** Text of any length, in UTF-8. */
  text(value: string): this {
    return this.sized(Buffer.from(value));
  }

  /** Bytes, and their number before them. */
  sized(value: Uint8Array): this {
    return this.number(value.length).raw(value);
  }

  raw(value: Uint8Array): this {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(bytes: number): void {
    const wanted = this.#length + bytes;
    if (wanted <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(wanted, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
