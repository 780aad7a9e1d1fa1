/** Random numbers that are the same for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 to 2^32 - 1. */
  word(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** From `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + (this.word() % (high - low + 1));
  }

  isTrue(): boolean {
    return this.word() % 2 === 0;
  }

  one<const Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.word() % items.length] ?? items[0];
  }

  /** An integer of this many bits, often at an end of its range. */
  integer(bits: number, isSigned: boolean): bigint {
    const random = (BigInt(this.word()) << 32n) | BigInt(this.word());
    const chosen = this.one([random, random, random >> 40n, 0n, -1n, 1n << BigInt(bits - 1)]);
    return isSigned ? BigInt.asIntN(bits, chosen) : BigInt.asUintN(bits, chosen);
  }
}
