import { hexDigits } from '../hex-digits';
import { type ElfFile, ElfWords, readAt, SECTION, SEGMENT } from './elf-file';

/** NT_GNU_BUILD_ID, and the name of GNU's notes with its final 0. */
const BUILD_ID = 3;
const GNU = 'GNU\0';
/** Notes of real files have some hundred bytes. */
const MOST_NOTE_BYTES = 64 * 1024;
/** ld(1), --build-id: 16 or 20 bytes; others are possible. */
const MOST_BUILD_ID_BYTES = 64;

/** The build id in lower-case hexadecimal digits, which identifies the linked program; null without one. */
export function buildIdOf(file: ElfFile): string | null {
  for (const { offset, sizeBytes } of noteRanges(file)) {
    if (sizeBytes > MOST_NOTE_BYTES || offset + sizeBytes > file.source.sizeBytes) continue;
    const id = buildIdIn(readAt(file.source, offset, sizeBytes), file);
    if (id !== null) return id;
  }
  return null;
}

/** From the segments, which every loaded file has, else from the sections. */
function noteRanges({ segments, sections }: ElfFile): { offset: number; sizeBytes: number }[] {
  const inSegments = segments.filter(({ type }) => type === SEGMENT.note);
  return [
    ...inSegments.map(({ offset, fileBytes }) => ({ offset, sizeBytes: fileBytes })),
    ...sections.filter(({ type }) => type === SECTION.note),
  ];
}

/** Notes are aligned to 4 bytes also in 64-bit files; gABI, "Note Section". */
function buildIdIn(notes: Uint8Array, { bits, isLittleEndian }: ElfFile): string | null {
  const words = new ElfWords(notes, bits, isLittleEndian);
  for (let at = 0; at + 12 <= notes.length; ) {
    const nameBytes = words.u32(at);
    const contentBytes = words.u32(at + 4);
    const content = at + 12 + aligned(nameBytes);
    const name = String.fromCharCode(...notes.subarray(at + 12, at + 12 + Math.min(nameBytes, GNU.length)));
    const isBuildId = words.u32(at + 8) === BUILD_ID && nameBytes === GNU.length && name === GNU;
    if (isBuildId && contentBytes > 0 && contentBytes <= MOST_BUILD_ID_BYTES && content + contentBytes <= notes.length)
      return hexDigits(notes.subarray(content, content + contentBytes));
    at = content + aligned(contentBytes);
  }
  return null;
}

const aligned = (bytes: number): number => Math.ceil(bytes / 4) * 4;

/** Where the file says that it is loaded, before a position-independent one is moved; null for one without loaded segments. */
export function loadRangeOf({ segments }: ElfFile): LoadRange | null {
  const loaded = segments.filter(({ type }) => type === SEGMENT.load);
  const [first] = loaded;
  if (!first) return null;
  const low = loaded.reduce((least, { address }) => Math.min(least, address), first.address);
  const end = loaded.reduce((most, { address, memoryBytes }) => Math.max(most, address + memoryBytes), low);
  return { firstAddress: first.address, memoryBytes: end - low };
}

export interface LoadRange {
  /** Of the first segment: the address whose place in memory lttng-ust reports as `baddr` (lttng-ust-statedump.c). */
  firstAddress: number;
  /** From the lowest to the end of the highest segment, as lttng-ust reports it as `memsz` (lttng-ust-elf.c). */
  memoryBytes: number;
}
