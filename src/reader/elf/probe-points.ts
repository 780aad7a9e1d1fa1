import { ReadError } from '../read-error';
import { type ElfFile, type ElfSection, ElfWords, readAt, SECTION, sectionBytes } from './elf-file';

/** Several times as many as the largest known programs have. */
const MOST_SYMBOLS = 8_000_000;
const MOST_NAME_BYTES = 1024 * 1024 * 1024;
const SLICE_BYTES = 1024 * 1024;
/** LTTNG_SYMBOL_NAME_LEN without the final 0. */
const LONGEST_NAME = 255;

const FUNCTION = 2;
/** STT_GNU_IFUNC. */
const INDIRECT_FUNCTION = 10;

/** Offsets in an entry of a symbol table; elf(5), Elf32_Sym and Elf64_Sym. */
const LAYOUT = {
  32: { bytes: 16, info: 12, section: 14, value: 4 },
  64: { bytes: 24, info: 4, section: 6, value: 8 },
} as const;

/**
 * Whether lttng(1) can place a probe at a symbol. `indirect`: its code selects an implementation when the file is loaded.
 * `elsewhere`: its code is not in the section `.text`, or in another file.
 */
export type ProbePoint = 'possible' | 'indirect' | 'elsewhere';

export interface ProbePoints {
  /** `exported`: the file is stripped, so only the functions that it exports are known. `none`: there are no symbols. */
  origin: 'full' | 'exported' | 'none';
  /** By name, with all aliases of a function. */
  functions: ReadonlyMap<string, ProbePoint>;
}

/**
 * Reads the functions that a probe can be placed at, as lttng-sessiond finds them (src/common/lttng-elf.c of LTTng 2.13): the first
 * function of a name in `.symtab`, or in `.dynsym` if there is no `.symtab`, with an address in `.text`.
 * @throws ReadError `damaged` for tables outside of the file, `too-large` for too many symbols
 */
export function probePointsOf(file: ElfFile): ProbePoints {
  const named = (type: number): ElfSection | undefined => file.sections.find((section) => section.type === type);
  const full = named(SECTION.symbols);
  const table = full ?? named(SECTION.dynamicSymbols);
  if (!table) return { origin: 'none', functions: new Map() };
  return { origin: full ? 'full' : 'exported', functions: functionsIn(file, table) };
}

function functionsIn(file: ElfFile, table: ElfSection): Map<string, ProbePoint> {
  const strings = file.sections[table.link];
  if (strings?.type !== SECTION.strings) throw new ReadError('damaged', 'A symbol table has no names.');
  if (strings.sizeBytes > MOST_NAME_BYTES) throw new ReadError('too-large', 'The names of the symbols exceed 1 GiB.');
  const layout = LAYOUT[file.bits];
  const each = table.entryBytes === 0 ? layout.bytes : table.entryBytes;
  if (each < layout.bytes || each > SLICE_BYTES)
    throw new ReadError('damaged', 'A symbol table has entries of a wrong size.');
  const total = Math.floor(table.sizeBytes / each);
  if (total > MOST_SYMBOLS) throw new ReadError('too-large', `The file has ${total} symbols.`);
  const text = file.sections.find(({ name }) => name === '.text');
  const names = sectionBytes(file, strings);
  const found = new Map<string, ProbePoint>();
  const perSlice = Math.floor(SLICE_BYTES / each);
  for (let from = 0; from < total; from += perSlice) {
    const count = Math.min(perSlice, total - from);
    const slice = readAt(file.source, table.offset + from * each, count * each);
    const words = new ElfWords(slice, file.bits, file.isLittleEndian);
    for (let at = 0; at < count * each && at + layout.bytes <= slice.length; at += each) {
      const type = (slice[at + layout.info] ?? 0) & 0xf;
      if (type !== FUNCTION && type !== INDIRECT_FUNCTION) continue;
      const name = nameAt(names, words.u32(at));
      if (name === '' || found.has(name)) continue;
      const isDefined = words.u16(at + layout.section) !== 0;
      found.set(name, pointOf(type, isDefined && isIn(text, words.word(at + layout.value))));
    }
  }
  return found;
}

const pointOf = (type: number, isInText: boolean): ProbePoint => {
  if (type === INDIRECT_FUNCTION) return 'indirect';
  return isInText ? 'possible' : 'elsewhere';
};

const isIn = (section: ElfSection | undefined, address: number): boolean =>
  section !== undefined && address >= section.address && address < section.address + section.sizeBytes;

const decoder = new TextDecoder('utf-8');

/** Empty for a name that is longer than LTTng takes, so that no name is searched for its end beyond that. */
function nameAt(names: Uint8Array, at: number): string {
  const part = names.subarray(at, at + LONGEST_NAME + 1);
  const end = part.indexOf(0);
  return end < 0 ? '' : decoder.decode(part.subarray(0, end));
}
