import { gunzipSync, gzipSync } from 'node:zlib';
import { MIB } from '@shared/model/units';
import { LONGEST_NAME, SymbolTable } from '../symbol-table';
import { ByteReader, damagedSymbols } from './byte-reader';
import { ByteWriter } from './byte-writer';

/** Ten times as many as the largest known programs have. */
export const MOST_FUNCTIONS = 2_000_000;
const MOST_NAME_BYTES = 256 * MIB;
/** Of an unpacked table: three numbers of at most 8 bytes and two of at most 3 for a function, and the names. */
const MOST_TABLE_BYTES = MOST_FUNCTIONS * 22 + MOST_NAME_BYTES;
const ORIGINS = ['full', 'exported'] as const;

/** Whether a table is within the bounds that readTable enforces. */
export const isStorable = ({ count, names }: SymbolTable): boolean =>
  count <= MOST_FUNCTIONS && names.length <= MOST_NAME_BYTES;

/**
 * Packs a table: differences of addresses, then sizes, then names without what they have in common with the one before
 * (front coding), compressed. 78 125 functions of a 99 MB program with 4 MB of names take about 1 MB.
 */
export function packTable(table: SymbolTable): Buffer {
  const writer = new ByteWriter().number(ORIGINS.indexOf(table.origin)).number(table.count);
  let before = 0;
  for (const address of table.address) {
    writer.number(address - before);
    before = address;
  }
  for (const size of table.size) writer.number(size);
  let previous = table.names.subarray(0, 0);
  for (let index = 0; index < table.count; index += 1) {
    const name = table.names.subarray(table.nameAt[index], table.nameAt[index + 1]);
    const shared = sharedLength(previous, name);
    writer.number(shared).sized(name.subarray(shared));
    previous = name;
  }
  return gzipSync(writer.bytes);
}

function sharedLength(one: Uint8Array, other: Uint8Array): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length += 1;
  return length;
}

/** @throws AppError `config` for bytes that packTable does not write */
export function unpackTable(packed: Uint8Array): SymbolTable {
  const reader = new ByteReader(unpacked(packed, MOST_TABLE_BYTES));
  const origin = ORIGINS[reader.number(ORIGINS.length - 1)];
  const count = reader.count(MOST_FUNCTIONS);
  const address = new Float64Array(count);
  let before = 0;
  for (let index = 0; index < count; index += 1) {
    const step = reader.number(Number.MAX_SAFE_INTEGER - before);
    if (step === 0 && index > 0) throw damagedSymbols('two functions have the same address');
    before += step;
    address[index] = before;
  }
  const size = new Float64Array(count);
  for (let index = 0; index < count; index += 1) size[index] = reader.number(Number.MAX_SAFE_INTEGER);
  const { names, nameAt } = namesOf(reader, count);
  reader.end();
  return new SymbolTable(origin ?? 'full', address, size, names, nameAt);
}

function namesOf(reader: ByteReader, count: number): Pick<SymbolTable, 'names' | 'nameAt'> {
  const nameAt = new Uint32Array(count + 1);
  const writer = new ByteWriter();
  let previous = Buffer.alloc(0);
  for (let index = 0; index < count; index += 1) {
    const shared = reader.number(previous.length);
    const rest = reader.sized(LONGEST_NAME - shared);
    const name = Buffer.concat([previous.subarray(0, shared), rest]);
    writer.raw(name);
    const end = (nameAt[index] ?? 0) + name.length;
    if (end > MOST_NAME_BYTES) throw damagedSymbols('its names are too long');
    nameAt[index + 1] = end;
    previous = name;
  }
  return { names: writer.bytes, nameAt };
}

/** @throws AppError `config` if it is not gzip, or has more bytes than allowed */
export function unpacked(packed: Uint8Array, mostBytes: number): Buffer {
  try {
    return gunzipSync(packed, { maxOutputLength: mostBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('ERR_') || (error as { errno?: number }).errno !== undefined)
      throw damagedSymbols('it cannot be unpacked');
    throw error;
  }
}
