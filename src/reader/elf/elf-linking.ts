import { ReadError } from '../read-error';
import { type ElfFile, ElfWords, readAt, SECTION, sectionBytes } from './elf-file';

/** How a program or library is linked. */
export interface ElfLinking {
  /** Path of the dynamic loader; null for a static program and for a library. */
  interpreter: string | null;
  /** Whether it is a program that no dynamic loader starts: linked statically, with or without fixed addresses. */
  isStatic: boolean;
  soname: string | null;
  /** File names of the libraries that it links to, at most 500. */
  needed: string[];
  /** Names of the symbol versions that it requires of other libraries, for example `GLIBC_2.34`; at most 2,000. */
  versions: string[];
}

/** p_type of the segments, d_tag of the entries; elf(5) and gABI chapter 5. */
const SEGMENT_DYNAMIC = 2;
const SEGMENT_INTERPRETER = 3;
const TAG = {
  end: 0,
  needed: 1,
  strings: 5,
  soname: 14,
  flags1: 0x6fff_fffb,
  versions: 0x6fff_fffe,
  versionCount: 0x6fff_ffff,
} as const;
/** DF_1_PIE of DT_FLAGS_1: a position-independent program, not a library. */
const IS_PROGRAM = 0x0800_0000;

const MOST_NEEDED = 500;
const MOST_VERSIONS = 2_000;
const MOST_ENTRIES = 10_000;
const LONGEST_NAME = 512;

/**
 * Reads the dynamic segment.
 * @throws ReadError `damaged` for tables outside of the file, `too-large` for too many entries
 */
export function linkingOf(file: ElfFile): ElfLinking {
  const interpreter = interpreterOf(file);
  const entries = dynamicEntries(file);
  const entryOf = (tag: number): number | undefined => entries.find((entry) => entry.tag === tag)?.value;
  const strings = entryOf(TAG.strings);
  const textAt = (at: number): string => (strings === undefined ? '' : textOf(file, strings + at));
  const isProgram = file.type === 'executable' || ((entryOf(TAG.flags1) ?? 0) & IS_PROGRAM) !== 0;
  const soname = entryOf(TAG.soname);
  const needed = entries.filter(({ tag }) => tag === TAG.needed);
  return {
    interpreter,
    isStatic: interpreter === null && isProgram,
    soname: soname === undefined ? null : textAt(soname),
    needed: needed.slice(0, MOST_NEEDED).map(({ value }) => textAt(value)),
    versions: versionsOf(file, entryOf(TAG.versions), entryOf(TAG.versionCount) ?? 0, textAt),
  };
}

/** The path of the dynamic loader, which is near the begin of a file; null without one. */
export function interpreterOf({ source, segments }: Pick<ElfFile, 'source' | 'segments'>): string | null {
  const segment = segments.find(({ type }) => type === SEGMENT_INTERPRETER);
  if (!segment) return null;
  return latin1(readAt(source, segment.offset, Math.min(segment.fileBytes, LONGEST_NAME)));
}

/** Whether a file exports a function, so that it has precedence over one of a preloaded library. */
export function exportsFunction(file: ElfFile, name: string): boolean {
  const table = file.sections.find(({ type }) => type === SECTION.dynamicSymbols);
  const names = table && file.sections[table.link];
  if (!table || !names) return false;
  const wanted = Uint8Array.from(`${name}\0`, (letter) => letter.charCodeAt(0));
  const text = sectionBytes(file, names);
  const [entry, section] = file.bits === 64 ? [24, 6] : [16, 14];
  const bytes = sectionBytes(file, table);
  const words = new ElfWords(bytes, file.bits, file.isLittleEndian);
  for (let from = 0; from + entry <= bytes.length; from += entry) {
    const at = words.u32(from);
    if (words.u16(from + section) !== 0 && wanted.every((letter, index) => text[at + index] === letter)) return true;
  }
  return false;
}

function dynamicEntries(file: ElfFile): { tag: number; value: number }[] {
  const segment = file.segments.find(({ type }) => type === SEGMENT_DYNAMIC);
  if (!segment) return [];
  const word = file.bits / 8;
  const count = Math.floor(segment.fileBytes / (2 * word));
  if (count > MOST_ENTRIES) throw new ReadError('too-large', `The ELF file has ${count} dynamic entries.`);
  const words = new ElfWords(readAt(file.source, segment.offset, count * 2 * word), file.bits, file.isLittleEndian);
  const entries: { tag: number; value: number }[] = [];
  for (let at = 0; at < count * 2 * word; at += 2 * word) {
    // The upper half of a 64-bit value is 0 in all entries that are read here; flags of other entries can be any bits.
    const tag = words.u32(file.isLittleEndian ? at : at + word - 4);
    if (tag === TAG.end) break;
    if (Object.values(TAG).includes(tag as 1)) entries.push({ tag, value: words.word(at + word) });
  }
  return entries;
}

/** struct Elf_Verneed and Elf_Vernaux: the same in 32-bit and 64-bit files. */
function versionsOf(
  file: ElfFile,
  address: number | undefined,
  count: number,
  textAt: (at: number) => string,
): string[] {
  if (address === undefined) return [];
  const found: string[] = [];
  const wordsAt = (at: number): ElfWords => new ElfWords(readAt(file.source, at, 16), file.bits, file.isLittleEndian);
  let at = offsetOf(file, address);
  for (let left = Math.min(count, MOST_NEEDED); left > 0; left--) {
    const head = wordsAt(at);
    let version = at + head.u32(8);
    for (let names = head.u16(2); names > 0; names--) {
      if (found.length >= MOST_VERSIONS) return found;
      const aux = wordsAt(version);
      found.push(textAt(aux.u32(8)));
      version += aux.u32(12);
    }
    at += head.u32(12);
  }
  return found;
}

function textOf(file: ElfFile, address: number): string {
  const at = offsetOf(file, address);
  return latin1(readAt(file.source, at, Math.min(LONGEST_NAME, Math.max(0, file.source.sizeBytes - at))));
}

function offsetOf({ segments }: ElfFile, address: number): number {
  const segment = segments.find(
    (one) => one.type === 1 && address >= one.address && address < one.address + one.fileBytes,
  );
  if (!segment) throw new ReadError('damaged', 'An address of the ELF file is in no segment.');
  return segment.offset + address - segment.address;
}

/** Text up to the first 0. */
function latin1(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return String.fromCharCode(...(end === -1 ? bytes : bytes.subarray(0, end)));
}
