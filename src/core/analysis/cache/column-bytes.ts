import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Writes and reads columns of numbers and texts, one after the other. Each has its length in bytes and begins at a multiple of 8. */

const ALIGNMENT = 8;
const LENGTH_BYTES = 8;

export type NumberColumn = Float64Array | Uint32Array | Int32Array | Uint16Array | Uint8Array | BigUint64Array;

const padded = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

export class ColumnWriter {
  readonly #pieces: Uint8Array[] = [];

  numbers(column: NumberColumn): void {
    const length = new Uint8Array(LENGTH_BYTES);
    new DataView(length.buffer).setFloat64(0, column.byteLength, true);
    const data = new Uint8Array(padded(column.byteLength));
    data.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    this.#pieces.push(length, data);
  }

  texts(texts: readonly string[]): void {
    const encoded = texts.map((text) => Buffer.from(text, 'utf8'));
    this.numbers(Uint32Array.from(encoded, ({ length }) => length));
    this.numbers(new Uint8Array(Buffer.concat(encoded)));
  }

  /** The columns that were written. */
  bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }
}

/** Reads what ColumnWriter wrote. Columns are views of the given bytes, which must begin at a multiple of 8 in their buffer. */
export class ColumnReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** @throws RangeError if the column is not complete, or has part of an element */
  numbers<T extends NumberColumn>(kind: {
    new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
    readonly BYTES_PER_ELEMENT: number;
  }): T {
    const { buffer, byteOffset, byteLength } = this.bytes;
    if (this.#at + LENGTH_BYTES > byteLength) throw new RangeError('a column is missing');
    const length = new DataView(buffer, byteOffset + this.#at).getFloat64(0, true);
    const from = this.#at + LENGTH_BYTES;
    const elements = length / kind.BYTES_PER_ELEMENT;
    if (!Number.isInteger(elements) || elements < 0 || from + padded(length) > byteLength)
      throw new RangeError('the length of a column is invalid');
    this.#at = from + padded(length);
    return new kind(buffer, byteOffset + from, elements);
  }

  /** @throws RangeError as `numbers` does */
  texts(): string[] {
    const lengths = this.numbers(Uint32Array);
    const bytes = this.numbers(Uint8Array);
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    return Array.from(lengths, (length) => {
      if (at + length > all.length) throw new RangeError('a text is not complete');
      at += length;
      return all.toString('utf8', at - length, at);
    });
  }

  /** Whether all columns were read. */
  get isAtEnd(): boolean {
    return this.#at === this.bytes.byteLength;
  }
}

export const packColumns = (columns: Uint8Array): Buffer => deflateRawSync(columns, { level: 1 });

/** @throws RangeError if the columns are larger, or zlib's errors */
export const unpackColumns = (content: Uint8Array, mostBytes: number): ColumnReader =>
  // A copy, since views of 8-byte numbers need an aligned buffer.
  new ColumnReader(new Uint8Array(inflateRawSync(content, { maxOutputLength: mostBytes })));

/** Whether an error says that bytes are damaged: of ColumnReader, or of zlib, whose errors have codes such as Z_DATA_ERROR. */
export const isOfBytes = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('Z_'));
