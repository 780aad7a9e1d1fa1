import { grown } from '../../grown';
import { HASH_FACTOR, SECOND_HASH_FACTOR } from '../../hash-secret';

const FIRST_CAPACITY = 1024;

/** Addresses of functions of one window, numbered in the order in which they are met. */
export class AddressTable {
  count = 0;
  #addresses = new BigUint64Array(FIRST_CAPACITY);
  #low = new Int32Array(FIRST_CAPACITY);
  #high = new Int32Array(FIRST_CAPACITY);
  /** Index + 1 of an address by its hash; 0: free. */
  #slots = new Uint32Array(4 * FIRST_CAPACITY);

  clear(): void {
    this.count = 0;
    this.#slots.fill(0);
  }

  /**
   * @param low the lower 32 bits, signed
   * @returns the index of the address, which is added if it is new
   */
  find(low: number, high: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(low, high) & mask;
    for (;;) {
      const index = (this.#slots[slot] as number) - 1;
      if (index < 0) return this.#add(slot, low, high);
      if (this.#low[index] === low && this.#high[index] === high) return index;
      slot = (slot + 1) & mask;
    }
  }

  columns(): BigUint64Array {
    return this.#addresses.slice(0, this.count);
  }

  #add(slot: number, low: number, high: number): number {
    const index = this.count++;
    if (index === this.#low.length) {
      this.#low = grown(this.#low, new Int32Array(2 * index));
      this.#high = grown(this.#high, new Int32Array(2 * index));
      this.#addresses = grown(this.#addresses, new BigUint64Array(2 * index));
    }
    this.#low[index] = low;
    this.#high[index] = high;
    this.#addresses[index] = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
    if (this.count * 2 > this.#slots.length) this.#growSlots();
    else this.#slots[slot] = index + 1;
    return index;
  }

  #growSlots(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let index = 0; index < this.count; index++) {
      let slot = hashOf(this.#low[index] as number, this.#high[index] as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = index + 1;
    }
  }
}

function hashOf(low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, SECOND_HASH_FACTOR), HASH_FACTOR);
  return mixed ^ (mixed >>> 15);
}
