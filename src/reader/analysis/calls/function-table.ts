const ADDRESSES = 2 ** 28;

/** Functions by process and address, numbered in the order in which they are met. */
export class FunctionTable {
  readonly process: number[] = [];
  /** Index of the address over the whole trace. */
  readonly address: number[] = [];
  readonly addresses: bigint[] = [];
  readonly #byAddress = new Map<bigint, number>();
  readonly #byKey = new Map<number, number>();

  /** @returns the index of an address over the whole trace */
  addressIndex(address: bigint): number {
    const known = this.#byAddress.get(address);
    if (known !== undefined) return known;
    const index = this.addresses.push(address) - 1;
    this.#byAddress.set(address, index);
    return index;
  }

  /** @param address its index over the whole trace. @returns the index of the function */
  find(process: number, address: number): number {
    const key = process * ADDRESSES + address;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    this.process.push(process);
    const index = this.address.push(address) - 1;
    this.#byKey.set(key, index);
    return index;
  }
}
