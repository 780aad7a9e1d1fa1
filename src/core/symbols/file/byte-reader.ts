import { AppError } from '@shared/model/app-error';

/** The error for a symbol file that is not valid. Nothing else is thrown for its content. */
export const damagedSymbols = (why: string): AppError =>
  new AppError('config', `The file with the function names is damaged: ${why}.`, {
    hint: 'Delete the file `symbols.bin` of the trace. The names are then read again from the image, if it exists.',
  });

/** Reads what ByteWriter wrote. Every number and length is checked. @throws AppError `config` for anything else */
export class ByteReader {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** @param most the largest valid value */
  number(most: number): number {
    let value = 0;
    for (let factor = 1; factor <= Number.MAX_SAFE_INTEGER; factor *= 0x80) {
      const byte = this.bytes[this.#at++];
      if (byte === undefined) throw damagedSymbols('it ends too early');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (value > most) throw damagedSymbols('a number is out of range');
        return value;
      }
    }
    throw damagedSymbols('a number is too long');
  }

  /** A number of items that follow, each of at least one byte: it cannot exceed the rest of the bytes. */
  count(most: number): number {
    return this.number(Math.min(most, this.bytes.length - this.#at));
  }

  /** @param mostBytes of its UTF-8 form */
  text(mostBytes: number): string {
    return new TextDecoder().decode(this.sized(mostBytes));
  }

  sized(mostBytes: number): Uint8Array {
    return this.raw(this.number(mostBytes));
  }

  raw(length: number): Uint8Array {
    if (length > this.bytes.length - this.#at) throw damagedSymbols('it ends too early');
    this.#at += length;
    return this.bytes.subarray(this.#at - length, this.#at);
  }

  /** @throws AppError `config` if bytes are left */
  end(): void {
    if (this.#at !== this.bytes.length) throw damagedSymbols('it is too long');
  }
}
