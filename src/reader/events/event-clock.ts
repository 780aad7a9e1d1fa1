import type { Integer } from '../fields/bit-reader';

const WORD = 0x1_0000_0000;

/**
 * The value of a clock while events are read, as two words of 32 bits, since a double is not exact for 64 bits and a bigint is slow.
 */
export class EventClock {
  high = 0;
  low = 0;

  set(high: number, low: number): void {
    this.high = high;
    this.low = low;
  }

  /**
   * CTF 1.8.3 section 8: a field of fewer than 64 bits has the clock's low bits. A value below the clock's own low bits means that
   * they wrapped exactly once.
   */
  update(value: Integer, bits: number): void {
    if (typeof value === 'bigint' || value < 0) {
      const unsigned = BigInt.asUintN(bits, BigInt(value));
      this.#updateWords(Number(unsigned >> 32n), Number(unsigned & 0xffff_ffffn), bits);
    } else if (bits > 32) {
      this.#updateWords(Math.floor(value / WORD), value % WORD, bits);
    } else {
      const wrap = 2 ** bits;
      // Remainders of doubles are slow, and this is done for each event.
      const current = bits === 32 ? this.low : this.low & (wrap - 1);
      const low = this.low - current + value + (value < current ? wrap : 0);
      if (low >= WORD) this.high = (this.high + 1) % WORD;
      this.low = low >= WORD ? low - WORD : low;
    }
  }

  /** Cycles since another value of the clock; exact for 104 days at 1 GHz. */
  since(high: number, low: number): number {
    return (this.high - high) * WORD + (this.low - low);
  }

  #updateWords(high: number, low: number, bits: number): void {
    const wrap = 2 ** (bits - 32);
    const current = this.high % wrap;
    const hasWrapped = bits < 64 && (high < current || (high === current && low < this.low));
    this.high = (this.high - current + high + (hasWrapped ? wrap : 0)) % WORD;
    this.low = low;
  }
}
