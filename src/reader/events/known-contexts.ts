import type { BitReader } from '../fields/bit-reader';
import type { CompiledStream } from '../fields/compile-schema';
import type { DecodeState } from '../fields/decode-state';
import type { FieldClass, StructClass } from '../schema/field-class';
import type { FieldValues } from './event';

/** Few threads run at a time, so the same contexts occur again and again. */
const MOST_KNOWN = 4096;
/** Longer contexts are read each time. */
const LONGEST_BYTES = 1024;
/** Padding depends on the position, so contexts are compared only at positions that agree in these bits. */
const LARGEST_ALIGNMENT = 64;

interface Contexts {
  /** Position of the bytes modulo LARGEST_ALIGNMENT. */
  phase: number;
  /** From the end of the header on, with padding. */
  bytes: Uint8Array;
  bits: number;
  values: FieldValues;
}

/**
 * Reads the common context of events of one leaf. Contexts with the same bytes are the same object, until they are forgotten, so
 * that a caller can keep what it derives from them.
 */
export class KnownContexts {
  readonly #isPlain = new Map<CompiledStream, boolean>();
  /** By `hashOf` their bytes; contexts with the same hash replace each other. */
  readonly #known = new Map<number, Contexts>();
  #stream: CompiledStream | null = null;
  /** The last ones by phase. */
  #last: (Contexts | undefined)[] = [];

  /** @throws ReadError if the packet is damaged */
  read(reader: BitReader, state: DecodeState, stream: CompiledStream): FieldValues {
    if (!this.#canKnow(stream)) return stream.commonContext.read(reader, state);
    if (stream !== this.#stream) {
      this.#stream = stream;
      this.#last = [];
      this.#known.clear();
    }
    const phase = reader.position % LARGEST_ALIGNMENT;
    const found = this.#find(reader, phase);
    if (found === undefined) return this.#readOther(reader, state, stream, phase);
    this.#last[phase] = found;
    reader.skip(found.bits);
    return found.values;
  }

  /** The parse depends on the bytes alone, so equal bytes are equal contexts. */
  #find(reader: BitReader, phase: number): Contexts | undefined {
    const last = this.#last[phase];
    if (last === undefined || reader.remainingBits < last.bits) return undefined;
    if (reader.beginsWith(last.bytes)) return last;
    const window = reader.peek();
    if (window.length < last.bytes.length) return undefined;
    const known = this.#known.get(hashOf(phase, window, last.bytes.length));
    return known !== undefined && known.phase === phase && beginsWith(window, known.bytes) ? known : undefined;
  }

  #readOther(reader: BitReader, state: DecodeState, stream: CompiledStream, phase: number): FieldValues {
    const from = reader.position;
    const values = stream.commonContext.read(reader, state);
    const bits = reader.position - from;
    if (bits === 0 || bits > LONGEST_BYTES * 8 || phase % 8 !== 0 || bits % 8 !== 0) return values;
    const to = reader.position;
    reader.position = from;
    const bytes = reader.peek().slice(0, bits / 8);
    reader.position = to;
    if (bytes.length < bits / 8) return values; // the window ends within the contexts
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    const contexts = { phase, bytes, bits, values };
    this.#known.set(hashOf(phase, bytes, bytes.length), contexts);
    this.#last[phase] = contexts;
    return values;
  }

  /** Whether the bytes alone say what the contexts are, and nothing after them depends on them. */
  #canKnow(stream: CompiledStream): boolean {
    const known = this.#isPlain.get(stream);
    if (known !== undefined) return known;
    const { commonContext } = stream.class;
    const isPlain = commonContext !== null && isPlainStruct(commonContext);
    this.#isPlain.set(stream, isPlain);
    return isPlain;
  }
}

const isPlainStruct = ({ fields, alignment }: StructClass): boolean =>
  alignment <= LARGEST_ALIGNMENT &&
  fields.every(({ class: of, roles, slot }) => slot === undefined && roles.length === 0 && isPlainClass(of));

function isPlainClass(of: FieldClass): boolean {
  switch (of.kind) {
    case 'struct':
      return isPlainStruct(of);
    case 'array':
      return 'fixed' in of.length && of.alignment <= LARGEST_ALIGNMENT && isPlainClass(of.element);
    case 'sized-text':
    case 'blob':
      return 'fixed' in of.length;
    case 'variant':
    case 'optional':
      return false;
    default:
      return true;
  }
}

function beginsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  if (bytes.length < start.length) return false;
  for (let at = 0; at < start.length; at += 1) if (bytes[at] !== start[at]) return false;
  return true;
}

/** FNV-1a of the first bytes (Fowler, Noll, Vo; draft-eastlake-fnv). */
function hashOf(phase: number, bytes: Uint8Array, length: number): number {
  let hash = 0x811c9dc5 ^ phase;
  for (let at = 0; at < length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
}
