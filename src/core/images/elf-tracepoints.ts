import { type ElfSection, readElf, SECTION } from '@reader/elf/elf-file';
import { ReadError } from '@reader/read-error';
import { elfSource } from './elf-source';

/** ELF sections that LTTng-UST's macros fill, since 2.13 and before. */
const STRINGS = 'lttng_ust_tracepoints_strings';
const TRACEPOINTS = 'lttng_ust_tracepoints';
const OLD_STRINGS = '__tracepoints_strings';

const RELA_SIZE = 24;
/** Longest name of a section or tracepoint; lttng/ust-abi.h, LTTNG_UST_ABI_SYM_NAME_LEN. */
const MOST_NAME_CHARS = 256;

/**
 * Reads the tracepoints of a program or library. `struct lttng_ust_tracepoint` of lttng-ust starts with pointers to provider and
 * name (lttng/tracepoint.h of 2.13). Up to 2.12 one string contains both.
 * @returns `provider:name` for each; an empty list for a truncated file, and for a file other than 64-bit little-endian ELF
 */
export function tracepointsIn(binary: Buffer): string[] {
  try {
    const { bits, isLittleEndian, sections } = readElf(elfSource(binary));
    if (bits !== 64 || !isLittleEndian) return [];
    const old = sections.find(({ name }) => name === OLD_STRINGS);
    if (old) return textsIn(binary, old).filter((text) => /^[^:]+:[^:]+$/.test(text));
    const strings = sections.find(({ name }) => name === STRINGS);
    const table = sections.find(({ name }) => name === TRACEPOINTS);
    return strings && table ? pairs(pointers(binary, table, strings, sections), binary, strings) : [];
  } catch (error) {
    if (error instanceof RangeError || error instanceof ReadError) return []; // an offset in a header is beyond the end
    throw error;
  }
}

/** The table's pointers to strings after relocation by the loader, in the table's order. */
function pointers(binary: Buffer, table: ElfSection, strings: ElfSection, sections: readonly ElfSection[]): number[] {
  const found = new Map<number, number>();
  const take = (slot: number, target: number): void => {
    if (target >= strings.address && target < strings.address + strings.sizeBytes) found.set(slot, target);
  };
  for (let slot = 0; slot + 8 <= table.sizeBytes; slot += 8)
    take(slot, Number(binary.readBigUInt64LE(table.offset + slot)));
  // Sections do not overlap, so their total size is at most that of the file.
  let bytes = 0;
  for (const rela of sections.filter(({ type }) => type === SECTION.relocations)) {
    bytes += rela.sizeBytes;
    if (bytes > binary.length) throw new RangeError('more relocations than the file has bytes');
    for (let at = rela.offset; at + RELA_SIZE <= rela.offset + rela.sizeBytes; at += RELA_SIZE) {
      const slot = Number(binary.readBigUInt64LE(at)) - table.address;
      if (slot >= 0 && slot < table.sizeBytes) take(slot, Number(binary.readBigUInt64LE(at + 16)));
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([, target]) => target);
}

function pairs(targets: readonly number[], binary: Buffer, strings: ElfSection): string[] {
  const texts = targets.map((target) => textAt(binary, strings.offset + target - strings.address));
  return texts.flatMap((provider, index) => (index % 2 === 0 ? [`${provider}:${texts[index + 1] ?? ''}`] : []));
}

const textsIn = (binary: Buffer, { offset, sizeBytes }: ElfSection): string[] =>
  binary
    .subarray(offset, offset + sizeBytes)
    .toString('latin1')
    .split('\0')
    .filter(Boolean);

function textAt(binary: Buffer, offset: number): string {
  if (offset < 0 || offset >= binary.length) throw new RangeError('beyond the end');
  const longest = binary.subarray(offset, offset + MOST_NAME_CHARS);
  const end = longest.indexOf(0);
  return longest.toString('latin1', 0, end === -1 ? longest.length : end);
}
