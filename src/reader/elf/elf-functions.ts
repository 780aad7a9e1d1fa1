import { ReadError } from '../read-error';
import { type ElfFile, type ElfSection, ElfWords, readAt, SECTION, sectionBytes } from './elf-file';
import { type ElfFunctions, SymbolColumns } from './symbol-columns';
import { inOrder } from './symbol-order';

/** Several times as many as the largest known programs have. */
const MOST_SYMBOLS = 8_000_000;
const MOST_NAME_BYTES = 1024 * 1024 * 1024;
const SLICE_BYTES = 1024 * 1024;

const FUNCTION = 2;
/** STT_GNU_IFUNC: its code selects an implementation when the file is loaded. */
const INDIRECT_FUNCTION = 10;
/** e_machine of 32-bit ARM, where the lowest bit of a function's address is set for Thumb code (AAELF32, 5.5.3). */
const ARM = 40;

/** Offsets in an entry of a symbol table; elf(5), Elf32_Sym and Elf64_Sym. */
const LAYOUT = {
  32: { bytes: 16, info: 12, section: 14, value: 4, size: 8 },
  64: { bytes: 24, info: 4, section: 6, value: 8, size: 16 },
} as const;

/**
 * Reads the functions from `.symtab`, or from `.dynsym` if the file is stripped. Reads the tables in slices. Where several
 * symbols have one address, the most telling one is kept, see symbol-order.ts.
 * @throws ReadError `damaged` for tables outside of the file, `too-large` for more than 8 million symbols
 */
export function functionsOf(file: ElfFile): ElfFunctions {
  const table = file.sections.find(({ type }) => type === SECTION.symbols);
  const dynamic = file.sections.find(({ type }) => type === SECTION.dynamicSymbols);
  if (table) {
    const found = functionsIn(file, table, 'full');
    if (found.count > 0 || !dynamic) return found;
  }
  if (dynamic) return functionsIn(file, dynamic, 'exported');
  return {
    origin: 'none',
    count: 0,
    address: new Float64Array(),
    size: new Float64Array(),
    nameAt: new Uint32Array(),
    names: new Uint8Array(),
  };
}

function functionsIn(file: ElfFile, table: ElfSection, origin: 'full' | 'exported'): ElfFunctions {
  const strings = file.sections[table.link];
  if (strings?.type !== SECTION.strings) throw new ReadError('damaged', 'A symbol table has no names.');
  if (strings.sizeBytes > MOST_NAME_BYTES) throw new ReadError('too-large', 'The names of the symbols exceed 1 GiB.');
  const { bytes } = LAYOUT[file.bits];
  const each = table.entryBytes === 0 ? bytes : table.entryBytes;
  if (each < bytes || each > SLICE_BYTES) throw new ReadError('damaged', 'A symbol table has entries of a wrong size.');
  const total = Math.floor(table.sizeBytes / each);
  if (total > MOST_SYMBOLS) throw new ReadError('too-large', `The file has ${total} symbols.`);
  if (table.offset + table.sizeBytes > file.source.sizeBytes)
    throw new ReadError('damaged', 'A symbol table is beyond the end of the file.');
  const found = new SymbolColumns(total);
  const perSlice = Math.floor(SLICE_BYTES / each);
  for (let from = 0; from < total; from += perSlice) {
    const count = Math.min(perSlice, total - from);
    take(readAt(file.source, table.offset + from * each, count * each), count, each, file, found);
  }
  const names = withFinalZero(sectionBytes(file, strings));
  return { origin, ...inOrder(found, names), names };
}

function take(slice: Uint8Array, count: number, each: number, file: ElfFile, into: SymbolColumns): void {
  const layout = LAYOUT[file.bits];
  const words = new ElfWords(slice, file.bits, file.isLittleEndian);
  for (let index = 0, at = 0; index < count; index += 1, at += each) {
    const info = slice[at + layout.info] ?? 0;
    const type = info & 0xf;
    if (type !== FUNCTION && type !== INDIRECT_FUNCTION) continue;
    if (words.u16(at + layout.section) === 0) continue; // defined in another file
    const value = words.word(at + layout.value);
    if (value === 0) continue;
    const next = into.count;
    into.count += 1;
    into.address[next] = file.machine === ARM ? value - (value % 2) : value;
    into.size[next] = words.word(at + layout.size);
    into.nameAt[next] = words.u32(at);
    into.binding[next] = info >> 4;
  }
}

function withFinalZero(names: Uint8Array): Uint8Array {
  if (names.at(-1) === 0) return names;
  const ended = new Uint8Array(names.length + 1);
  ended.set(names);
  return ended;
}
