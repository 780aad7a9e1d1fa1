/** Different values, numbered from 0 in the order in which they are met. */
export class Numbered<T> {
  readonly values: T[] = [];
  readonly #indexes = new Map<T, number>();

  /** The number of a value, which is added if it is new. */
  indexOf(value: T): number {
    const known = this.#indexes.get(value);
    if (known !== undefined) return known;
    this.#indexes.set(value, this.values.length);
    return this.values.push(value) - 1;
  }
}
