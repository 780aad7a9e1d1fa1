import { ReadError } from '../read-error';
import type { ByteSource } from '../source';

/** What of an ELF file is needed to name its functions. Field names and values: elf(5), gABI chapter 4 and 5. */
export interface ElfFile {
  source: ByteSource;
  bits: 32 | 64;
  isLittleEndian: boolean;
  /** `executable`: linked to fixed addresses. `shared`: a library, or a position-independent program. */
  type: 'executable' | 'shared';
  /** e_machine. */
  machine: number;
  segments: readonly ElfSegment[];
  /** Empty for a file whose section headers were removed. */
  sections: readonly ElfSection[];
}

export interface ElfSegment {
  type: number;
  flags: number;
  offset: number;
  address: number;
  fileBytes: number;
  memoryBytes: number;
}

/** Its range is not checked before it is read: sections of a debug file have no content. */
export interface ElfSection {
  /** At most 255 characters. */
  name: string;
  type: number;
  address: number;
  offset: number;
  sizeBytes: number;
  /** Index of another section, whose meaning depends on the type. */
  link: number;
  entryBytes: number;
}

export const SEGMENT = { load: 1, note: 4 } as const;
export const SECTION = { symbols: 2, strings: 3, relocations: 4, note: 7, noBits: 8, dynamicSymbols: 11 } as const;

const MAGIC = 0x7f454c46;
/** e_type of programs and libraries; others (object files, core dumps) are not loaded. */
const TYPES = new Map([
  [2, 'executable'],
  [3, 'shared'],
] as const);
/** Large programs have some dozens. */
const MOST_SECTIONS = 10_000;
const MOST_SEGMENTS = 1_000;
const LONGEST_SECTION_NAME = 255;
const MOST_SECTION_NAME_BYTES = 1024 * 1024;
/** SHN_XINDEX, PN_XNUM: the number is in the first section header. */
const IN_FIRST_SECTION = 0xffff;

/** Offsets of fields in 32-bit and 64-bit files; elf(5). */
const LAYOUT = {
  32: { header: 52, phoff: 0x1c, shoff: 0x20, sizes: 0x2a, segment: 32, section: 40 },
  64: { header: 64, phoff: 0x20, shoff: 0x28, sizes: 0x36, segment: 56, section: 64 },
} as const;

/** Whether a file begins as an ELF file does. */
export const isElf = (start: Uint8Array): boolean =>
  start.length >= 4 && new DataView(start.buffer, start.byteOffset, 4).getUint32(0) === MAGIC;

/**
 * Reads the headers of a program or library, of 32 or 64 bits and either byte order.
 * @param withSections false reads only what is near the begin of a file: its segments
 * @throws ReadError `unsupported` for any other file, `damaged` for headers outside of the file, `too-large` for too many of them
 */
export function readElf(source: ByteSource, withSections = true): ElfFile {
  const start = readAt(source, 0, Math.min(LAYOUT[64].header, source.sizeBytes));
  if (!isElf(start)) throw new ReadError('unsupported', 'The file is not an ELF file.');
  const bits = start[4] === 1 ? 32 : start[4] === 2 ? 64 : undefined;
  const order = start[5];
  if (bits === undefined || (order !== 1 && order !== 2))
    throw new ReadError('unsupported', 'The ELF file has an unknown class or byte order.');
  const layout = LAYOUT[bits];
  if (start.length < layout.header) throw outside('header');
  const words = new ElfWords(start, bits, order === 1);
  const type = TYPES.get(words.u16(0x10) as 2 | 3);
  if (type === undefined) throw new ReadError('unsupported', 'The ELF file is neither a program nor a library.');
  const sizeAt = (index: number): number => words.u16(layout.sizes + index * 2);
  const [segmentBytes, segmentCount, sectionBytes, sectionCount, namesIndex] = [0, 1, 2, 3, 4].map(sizeAt) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const file = { source, bits, isLittleEndian: order === 1, type, machine: words.u16(0x12) } as const;
  const sections = sectionsOf(
    file,
    withSections ? words.word(layout.shoff) : 0,
    sectionBytes,
    sectionCount,
    namesIndex,
  );
  const segments = segmentsOf(
    file,
    words.word(layout.phoff),
    segmentBytes,
    segmentCount === IN_FIRST_SECTION ? (sections.info ?? 0) : segmentCount,
  );
  return { ...file, segments, sections: sections.list };
}

type Head = Pick<ElfFile, 'source' | 'bits' | 'isLittleEndian'>;

function segmentsOf({ source, bits, isLittleEndian }: Head, at: number, bytes: number, count: number): ElfSegment[] {
  if (at === 0 || count === 0) return [];
  if (count > MOST_SEGMENTS) throw new ReadError('too-large', `The ELF file has ${count} segments.`);
  const each = LAYOUT[bits].segment;
  if (bytes < each) throw new ReadError('damaged', 'The ELF file has segment headers that are too short.');
  const words = new ElfWords(readAt(source, at, count * bytes), bits, isLittleEndian);
  const [flags, offset, address, fileBytes, memoryBytes] = bits === 64 ? [4, 8, 16, 32, 40] : [24, 4, 8, 16, 20];
  return Array.from({ length: count }, (_, index) => {
    const from = index * bytes;
    return {
      type: words.u32(from),
      flags: words.u32(from + flags),
      offset: words.word(from + offset),
      address: words.word(from + address),
      fileBytes: words.word(from + fileBytes),
      memoryBytes: words.word(from + memoryBytes),
    };
  });
}

interface Sections {
  list: ElfSection[];
  /** sh_info of the first header; null without sections. */
  info: number | null;
}

function sectionsOf(head: Head, at: number, bytes: number, shortCount: number, shortNames: number): Sections {
  const { source, bits, isLittleEndian } = head;
  if (at === 0) return { list: [], info: null };
  const each = LAYOUT[bits].section;
  if (bytes < each) throw new ReadError('damaged', 'The ELF file has section headers that are too short.');
  const first = sectionAt(new ElfWords(readAt(source, at, each), bits, isLittleEndian), 0, bits);
  const count = shortCount === 0 ? first.sizeBytes : shortCount;
  if (count > MOST_SECTIONS) throw new ReadError('too-large', `The ELF file has ${count} sections.`);
  const words = new ElfWords(readAt(source, at, count * bytes), bits, isLittleEndian);
  const found = Array.from({ length: count }, (_, index) => sectionAt(words, index * bytes, bits));
  const names = found[shortNames === IN_FIRST_SECTION ? first.link : shortNames];
  const hasNames = names?.type === SECTION.strings && names.sizeBytes <= MOST_SECTION_NAME_BYTES;
  const text = hasNames ? sectionBytes(head, names) : new Uint8Array();
  const list = found.map(({ nameAt, info: _, ...section }) => ({ ...section, name: textAt(text, nameAt) }));
  return { list, info: first.info };
}

function sectionAt(words: ElfWords, from: number, bits: 32 | 64) {
  const word = bits / 8;
  const [address, offset, size] = [8 + word, 8 + 2 * word, 8 + 3 * word].map((at) => words.word(from + at)) as [
    number,
    number,
    number,
  ];
  return {
    nameAt: words.u32(from),
    type: words.u32(from + 4),
    address,
    offset,
    sizeBytes: size,
    link: words.u32(from + 8 + 4 * word),
    info: words.u32(from + 12 + 4 * word),
    entryBytes: words.word(from + 16 + 5 * word),
  };
}

/**
 * The content of a section.
 * @throws ReadError `damaged` for one that is not within the file
 */
export const sectionBytes = ({ source }: Pick<ElfFile, 'source'>, section: Omit<ElfSection, 'name'>): Uint8Array =>
  section.type === SECTION.noBits ? new Uint8Array() : readAt(source, section.offset, section.sizeBytes);

/** @throws ReadError `damaged` unless the range is within the file, so that no size is allocated because a file claims it */
export function readAt(source: ByteSource, offset: number, bytes: number): Uint8Array {
  if (!(offset >= 0 && bytes >= 0 && offset + bytes <= source.sizeBytes)) throw outside('part');
  const into = new Uint8Array(bytes);
  if (source.read(into, offset) < bytes) throw outside('part');
  return into;
}

const outside = (what: string): ReadError => new ReadError('damaged', `A ${what} of the ELF file is beyond its end.`);

/** Text up to the next 0, in Latin-1; empty outside of the bytes. */
function textAt(bytes: Uint8Array, at: number): string {
  const part = bytes.subarray(at, at + LONGEST_SECTION_NAME);
  const end = part.indexOf(0);
  return String.fromCharCode(...(end === -1 ? part : part.subarray(0, end)));
}

/** Integers of an ELF file. Reading beyond the end throws ReadError `damaged`. */
export class ElfWords {
  readonly #view: DataView;

  constructor(
    bytes: Uint8Array,
    private readonly bits: 32 | 64,
    private readonly isLittleEndian: boolean,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u16(at: number): number {
    return this.#within(at, 2).getUint16(at, this.isLittleEndian);
  }

  u32(at: number): number {
    return this.#within(at, 4).getUint32(at, this.isLittleEndian);
  }

  /** An address, offset or size. @throws ReadError `damaged` also for one of more than 53 bits, which no program has */
  word(at: number): number {
    if (this.bits === 32) return this.u32(at);
    const [low, high] = this.isLittleEndian ? [at, at + 4] : [at + 4, at];
    const value = this.u32(high) * 2 ** 32 + this.u32(low);
    if (!Number.isSafeInteger(value)) throw new ReadError('damaged', 'The ELF file has a number of more than 53 bits.');
    return value;
  }

  #within(at: number, bytes: number): DataView {
    if (at < 0 || at + bytes > this.#view.byteLength) throw outside('number');
    return this.#view;
  }
}
