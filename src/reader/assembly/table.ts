import { enlarge } from './block';

/** Rows of one size in one block, which moves when it grows: keep a row's index, not its address. */
@unmanaged
export class Table {
  /** Address of the first row. */
  at: usize;
  count: u32;
  capacity: u32;
  rowBytes: u32;
}

const FIRST_ROWS: u32 = 64;

/** Adds a zeroed row. @returns false if there is no memory */
export function addRow(table: Table): bool {
  if (table.count === table.capacity) {
    const capacity = table.capacity === 0 ? FIRST_ROWS : table.capacity << 1;
    const bytes = <u64>capacity * <u64>table.rowBytes;
    if (bytes > 0x7fffffff) return false;
    const larger = enlarge(table.at, <usize>table.count * table.rowBytes, <usize>bytes);
    if (larger === 0) return false;
    table.at = larger;
    table.capacity = capacity;
  }
  // A table that was emptied has old rows.
  memory.fill(table.at + <usize>table.count * table.rowBytes, 0, table.rowBytes);
  table.count++;
  return true;
}

export class Row {
  /** The address of a row, valid until the next row is added. */
  @inline
  static at(table: Table, index: u32): usize {
    return table.at + <usize>index * table.rowBytes;
  }
}
