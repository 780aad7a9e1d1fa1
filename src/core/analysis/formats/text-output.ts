import { PIECE_BYTES } from './format-writer';

/** Text that is written piece by piece as UTF-8. */
export class TextOutput {
  #text = '';

  get isFull(): boolean {
    return this.#text.length >= PIECE_BYTES;
  }

  add(text: string): void {
    this.#text += text;
  }

  take(): Buffer {
    const taken = Buffer.from(this.#text);
    this.#text = '';
    return taken;
  }
}

/** Writes nanoseconds in a larger unit without rounding: `inUnit(1234, 3)` is `1.234`. @param digits 3 for µs, 6 for ms, 9 for s */
export function inUnit(ns: number, digits: 3 | 6 | 9): string {
  const sign = ns < 0 ? '-' : '';
  const digitsOf = String(Math.abs(ns)).padStart(digits + 1, '0');
  const decimals = digitsOf.slice(-digits).replace(/0+$/, '');
  return `${sign}${digitsOf.slice(0, -digits)}${decimals === '' ? '' : `.${decimals}`}`;
}
