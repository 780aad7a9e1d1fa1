import type { Core } from './core-memory';
import { offsetsOf, TABLE } from './core-structs';

const COLUMN = offsetsOf(TABLE);

/** Reads the rows of a table of the core. */
export class TableReader {
  readonly count: number;
  readonly view: DataView;
  readonly #at: number;
  readonly #rowBytes: number;

  /** @param table address of a Table */
  constructor({ memory }: Core, table: number) {
    this.view = new DataView(memory.buffer);
    this.count = this.view.getUint32(table + COLUMN.count, true);
    this.#at = this.view.getUint32(table + COLUMN.at, true);
    this.#rowBytes = this.view.getUint32(table + COLUMN.rowBytes, true);
  }

  /** The address of a row. */
  rowAt(index: number): number {
    return this.#at + index * this.#rowBytes;
  }

  unsigned(offset = 0): Uint32Array {
    return this.#column(new Uint32Array(this.count), (at) => this.view.getUint32(at, true), offset);
  }

  signed(offset: number): Int32Array {
    return this.#column(new Int32Array(this.count), (at) => this.view.getInt32(at, true), offset);
  }

  doubles(offset: number): Float64Array {
    return this.#column(new Float64Array(this.count), (at) => this.view.getFloat64(at, true), offset);
  }

  addresses(): BigUint64Array {
    const addresses = new BigUint64Array(this.count);
    for (let row = 0; row < this.count; row++) addresses[row] = this.view.getBigUint64(this.rowAt(row), true);
    return addresses;
  }

  #column<T extends Uint32Array | Int32Array | Float64Array>(into: T, read: (at: number) => number, offset: number): T {
    for (let row = 0; row < this.count; row++) into[row] = read(this.rowAt(row) + offset);
    return into;
  }
}
