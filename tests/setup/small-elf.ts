import { bytesSource } from './bit-writer';

/** Writes small ELF files of both classes and byte orders, since a compiler is not on every machine. Layout: elf(5). */
export interface ElfPart {
  name: string;
  type: number;
  address?: number;
  content: Buffer;
  /** Name of the section that sh_link names. */
  link?: string;
  entryBytes?: number;
}

interface ElfSegmentPart {
  type: number;
  address: number;
  memoryBytes: number;
  /** Name of the section that is its content. */
  content?: string;
}

export interface ElfWish {
  bits?: 32 | 64;
  order?: 'little' | 'big';
  /** ET_EXEC is 2, ET_DYN is 3. */
  type?: number;
  machine?: number;
  segments?: readonly ElfSegmentPart[];
}

/** Text with a final 0 after each word. */
export const elfText = (...words: string[]): Buffer => Buffer.from(words.map((word) => `${word}\0`).join(''));

/** Writes integers of one class and byte order. */
export class ElfWriter {
  readonly parts: Buffer[] = [];

  constructor(
    readonly bits: 32 | 64 = 64,
    readonly order: 'little' | 'big' = 'little',
  ) {}

  put(bytes: 1 | 2 | 4 | 8, ...values: number[]): this {
    for (const value of values) {
      const buffer = Buffer.alloc(8);
      if (this.order === 'little') buffer.writeBigUInt64LE(BigInt(value));
      else buffer.writeBigUInt64BE(BigInt(value));
      this.parts.push(this.order === 'little' ? buffer.subarray(0, bytes) : buffer.subarray(8 - bytes));
    }
    return this;
  }

  /** Addresses, offsets and sizes of the file's class. */
  word(...values: number[]): this {
    return this.put(this.bits === 64 ? 8 : 4, ...values);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.parts);
  }
}

const SIZES = { 32: { header: 52, segment: 32, section: 40 }, 64: { header: 64, segment: 56, section: 64 } };

/** A file of header, section headers, program headers and the contents of the sections, in this order. */
export function elfOf(
  given: readonly ElfPart[],
  { bits = 64, order = 'little', type = 3, machine = 62, segments = [] }: ElfWish = {},
): Buffer {
  const sizes = SIZES[bits];
  const names = ['', ...given.map(({ name }) => name), '.shstrtab'];
  const parts: ElfPart[] = [
    { name: '', type: 0, content: Buffer.alloc(0) },
    ...given,
    { name: '.shstrtab', type: 3, content: elfText(...names) },
  ];
  const segmentsAt = sizes.header + parts.length * sizes.section;
  const offsets: number[] = [];
  let offset = segmentsAt + segments.length * sizes.segment;
  for (const { content } of parts) {
    offsets.push(offset);
    offset += content.length;
  }
  const at = (name: string): number => parts.findIndex((part) => part.name === name);
  const writer = new ElfWriter(bits, order);
  writer.parts.push(Buffer.from([0x7f, 0x45, 0x4c, 0x46, bits === 64 ? 2 : 1, order === 'little' ? 1 : 2, 1]));
  writer.parts.push(Buffer.alloc(9));
  writer
    .put(2, type, machine)
    .put(4, 1)
    .word(0, segments.length > 0 ? segmentsAt : 0, sizes.header)
    .put(4, 0);
  writer.put(2, sizes.header, sizes.segment, segments.length, sizes.section, parts.length, parts.length - 1);
  parts.forEach(({ type: kind, address = 0, content, link, entryBytes = 0 }, index) => {
    writer.put(4, elfText(...names.slice(0, index)).length, kind).word(0, address, offsets[index] ?? 0, content.length);
    writer.put(4, link === undefined ? 0 : at(link), 0).word(1, entryBytes);
  });
  for (const { type: kind, address, memoryBytes, content } of segments) {
    const index = content === undefined ? -1 : at(content);
    const [from, length] = [offsets[index] ?? 0, parts[index]?.content.length ?? 0];
    writer.put(4, kind);
    if (bits === 64) writer.put(4, 5).word(from, address, address, length, memoryBytes, 4096);
    else writer.word(from, address, address, length, memoryBytes).put(4, 5, 4096);
  }
  return Buffer.concat([writer.bytes, ...parts.map(({ content }) => content)]);
}

export interface SmallSymbol {
  name: string;
  address: number;
  size?: number;
  /** STT_FUNC is 2. */
  type?: number;
  /** STB_LOCAL 0, STB_GLOBAL 1, STB_WEAK 2. */
  binding?: number;
  /** SHN_UNDEF is 0. */
  section?: number;
}

/** A symbol table with its names: `.symtab` and `.strtab`, or `.dynsym` and `.dynstr`. */
export function symbolParts(
  symbols: readonly SmallSymbol[],
  { bits = 64, order = 'little' }: ElfWish = {},
  kind: 'symtab' | 'dynsym' = 'symtab',
): ElfPart[] {
  const names = ['', ...symbols.map(({ name }) => name)];
  const writer = new ElfWriter(bits, order);
  const put = (
    nameAt: number,
    { address, size = 0, type = 2, binding = 1, section = 1 }: Omit<SmallSymbol, 'name'>,
  ) => {
    writer.put(4, nameAt);
    if (bits === 32) writer.word(address, size);
    writer.put(1, (binding << 4) | type, 0).put(2, section);
    if (bits === 64) writer.word(address, size);
  };
  put(0, { address: 0, type: 0, binding: 0, section: 0 });
  symbols.forEach((symbol, index) => {
    put(elfText(...names.slice(0, index + 1)).length, symbol);
  });
  const strings = kind === 'symtab' ? '.strtab' : '.dynstr';
  const entryBytes = bits === 64 ? 24 : 16;
  return [
    { name: `.${kind}`, type: kind === 'symtab' ? 2 : 11, content: writer.bytes, link: strings, entryBytes },
    { name: strings, type: 3, content: elfText(...names) },
  ];
}

/** The note with a build id; elf(5), "Notes". */
export function buildIdPart(hex: string, { bits = 64, order = 'little' }: ElfWish = {}): ElfPart {
  const id = Buffer.from(hex, 'hex');
  const writer = new ElfWriter(bits, order).put(4, 4, id.length, 3);
  const padding = Buffer.alloc((4 - (id.length % 4)) % 4);
  return { name: '.note.gnu.build-id', type: 7, content: Buffer.concat([writer.bytes, elfText('GNU'), id, padding]) };
}

/** Bytes as the reader takes them, which counts how much of them is read. */
export function elfSource(bytes: Uint8Array) {
  const source = bytesSource(bytes);
  return {
    sizeBytes: source.sizeBytes,
    readBytes: 0,
    read(into: Uint8Array, offset: number): number {
      const got = source.read(into, offset);
      this.readBytes += got;
      return got;
    },
  };
}

export interface LinkingWish extends ElfWish {
  interpreter?: string;
  needed?: readonly string[];
  soname?: string;
  /** Versions that the first needed library must have. */
  versions?: readonly string[];
  /** DT_FLAGS_1. */
  flags?: number;
}

const STRINGS_AT = 0x2000;
const VERSIONS_AT = 0x3000;

/** A program or library with a dynamic segment, unless nothing is wanted of it, and the given further sections. */
export function linkedElf(
  { interpreter, needed = [], soname, versions = [], flags, ...wish }: LinkingWish,
  more: readonly ElfPart[] = [],
): Buffer {
  const words = ['', ...needed, ...(soname === undefined ? [] : [soname]), ...versions];
  const at = (word: string): number => elfText(...words.slice(0, words.indexOf(word))).length;
  const { bits = 64, order = 'little' } = wish;
  const entries = [
    ...needed.map((name) => [1, at(name)]),
    ...(soname === undefined ? [] : [[14, at(soname)]]),
    ...(flags === undefined ? [] : [[0x6fff_fffb, flags]]),
  ];
  const isDynamic = entries.length > 0;
  const dynamic = new ElfWriter(bits, order).word(
    ...[
      ...entries,
      [5, STRINGS_AT],
      [0x6fff_fffe, VERSIONS_AT],
      [0x6fff_ffff, versions.length > 0 ? 1 : 0],
      [0, 0],
    ].flat(),
  );
  const version = new ElfWriter(bits, order).put(2, 1, versions.length).put(4, at(needed[0] ?? ''), 16, 0);
  versions.forEach((name, index) => {
    version
      .put(4, 0)
      .put(2, 0, 0)
      .put(4, at(name), index + 1 < versions.length ? 16 : 0);
  });
  const parts: ElfPart[] = [
    ...(interpreter === undefined ? [] : [{ name: '.interp', type: 1, content: elfText(interpreter) }]),
    ...(isDynamic ? [{ name: '.dynamic', type: 6, content: dynamic.bytes }] : []),
    { name: '.names', type: 1, content: elfText(...words) },
    { name: '.versions', type: 1, content: version.bytes },
    ...more,
  ];
  const segments = [
    ...(interpreter === undefined ? [] : [{ type: 3, address: 0, memoryBytes: 0, content: '.interp' }]),
    { type: 1, address: STRINGS_AT, memoryBytes: 0x1000, content: '.names' },
    { type: 1, address: VERSIONS_AT, memoryBytes: 0x1000, content: '.versions' },
    ...(isDynamic ? [{ type: 2, address: 0, memoryBytes: 0, content: '.dynamic' }] : []),
  ];
  return elfOf(parts, { ...wish, segments });
}
