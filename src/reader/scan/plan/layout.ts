import { alignmentOf } from '../../schema/alignment';
import type { ArrayClass, Field, FieldClass, IntegerClass, StructClass, VariantClass } from '../../schema/field-class';
import { BYTE, fixedBits, integerOf, roundUp } from './fixed-size';
import { MAX_REPEAT_DEPTH, OP } from './layout-ops';
import { EVENT_MARKS, NOWHERE, REGISTERS } from './scan-plan';

/** How to walk over some structures that follow each other. */
export interface Layout {
  /** Their size; -1 if a program finds it. */
  bytes: number;
  /** Index into the operations; -1 for a fixed size. */
  program: number;
  /** Places of the wanted fields, see `NOWHERE`. */
  places: ReadonlyMap<Field, number>;
}

export interface LayoutRequest {
  /** In the order of the bytes. They begin on a byte. */
  structs: readonly (StructClass | null)[];
  /** Fields of which the scan needs the place. */
  wanted: ReadonlySet<Field>;
  firstMark: number;
  /** Whether what follows begins on a byte in any case, so a part of a byte at the end counts as a byte. */
  endsOnByte: boolean;
}

/** Thrown and caught in this file: the layout needs the decoder. */
class NotWalkable extends Error {}

/**
 * Compiles structures to a fixed size or a program. Only layouts that start dynamic parts on bytes, with lengths and selectors in
 * little-endian integers of whole bytes of the same structures, can be walked.
 * @param ops operations of all layouts; a program is appended
 * @returns null if the decoder must read the structures
 */
export function compileLayout(request: LayoutRequest, ops: number[]): Layout | null {
  const compiler = new Compiler(request);
  try {
    const bytes = compiler.structs();
    return { bytes, program: bytes < 0 ? compiler.appendTo(ops) : -1, places: compiler.places };
  } catch (error) {
    if (error instanceof NotWalkable) return null;
    throw error;
  }
}

const INT32 = 2n ** 31n;

class Compiler {
  readonly places = new Map<Field, number>();
  readonly #out: number[] = [];
  /** Indexes in `#out` that contain indexes into `#out`. */
  readonly #targets: number[] = [];
  readonly #registers = new Map<number, number>();
  /** Bits from p to the next field. */
  #bits = 0;
  /** p is a multiple of so many bits. */
  #known = BYTE;
  /** Whether p is not the first byte any more. */
  #isDynamic = false;
  #depth = 0;
  #marks = 0;

  constructor(readonly request: LayoutRequest) {}

  /** @returns the size in bytes, or -1 */
  structs(): number {
    for (const struct of this.request.structs) if (struct) this.#class(struct);
    if (this.#bits % BYTE !== 0 && !this.request.endsOnByte) throw new NotWalkable();
    if (!this.#isDynamic) return roundUp(this.#bits, BYTE) / BYTE;
    this.#flush(roundUp(this.#bits, BYTE));
    this.#out.push(OP.end);
    return -1;
  }

  appendTo(ops: number[]): number {
    const base = ops.length;
    const targets = new Set(this.#targets);
    for (const [index, value] of this.#out.entries()) ops.push(targets.has(index) ? value + base : value);
    return base;
  }

  /** Moves p over the fields so far. */
  #flush(bits = this.#bits): void {
    if (bits % BYTE !== 0) throw new NotWalkable();
    if (bits > 0) {
      this.#out.push(OP.skip, int32(bits / BYTE));
      this.#known = BYTE;
    }
    this.#bits = 0;
    this.#isDynamic = true;
  }

  #align(bits: number): void {
    if (bits > this.#known) {
      this.#flush(roundUp(this.#bits, BYTE));
      this.#out.push(OP.align, int32(bits / BYTE));
      this.#known = bits;
    } else this.#bits = roundUp(this.#bits, bits);
  }

  #field(field: Field): void {
    const isWanted = this.request.wanted.has(field);
    const needsAddress = isWanted || field.slot !== undefined;
    if (needsAddress) this.#align(alignmentOf(field.class));
    if (isWanted) this.#place(field);
    if (field.slot !== undefined) this.#load(field.slot, integerOf(field.class));
    this.#class(field.class);
  }

  #place(field: Field): void {
    if (this.#depth > 0) throw new NotWalkable();
    if (this.#bits % BYTE !== 0) throw new NotWalkable();
    if (!this.#isDynamic) {
      this.places.set(field, this.#bits / BYTE);
      return;
    }
    this.#flush();
    if (this.#marks === EVENT_MARKS) throw new NotWalkable();
    const mark = this.request.firstMark + this.#marks++;
    this.#out.push(OP.mark, mark);
    this.places.set(field, NOWHERE - 1 - mark);
  }

  #load(slot: number, integer: IntegerClass | null): void {
    if (!integer) throw new NotWalkable();
    const isWhole = [8, 16, 32, 64].includes(integer.bits) && this.#bits % BYTE === 0;
    if (!isWhole || (integer.byteOrder === 'big' && integer.bits > BYTE)) throw new NotWalkable();
    const register = this.#registers.get(slot) ?? this.#registers.size;
    if (register >= REGISTERS) throw new NotWalkable();
    this.#registers.set(slot, register);
    this.#out.push(OP.load, register, integer.bits / BYTE, int32(this.#bits / BYTE), integer.isSigned ? 1 : 0);
  }

  #register(slot: number): number {
    const register = this.#registers.get(slot);
    if (register === undefined) throw new NotWalkable();
    return register;
  }

  #class(type: FieldClass): void {
    switch (type.kind) {
      case 'integer':
      case 'float':
        this.#align(type.alignment);
        this.#bits += type.bits;
        return;
      case 'enum':
      case 'boolean':
      case 'bit-map':
        this.#class(type.integer);
        return;
      case 'struct':
        this.#align(type.alignment);
        for (const field of type.fields) this.#field(field);
        return;
      case 'string':
        if (type.encoding !== 'utf8') throw new NotWalkable();
        this.#align(BYTE);
        this.#flush();
        this.#jumpsTo(OP.text);
        return;
      case 'sized-text':
      case 'blob':
        this.#align(BYTE);
        if ('fixed' in type.length) this.#bits += type.length.fixed * BYTE;
        else this.#sequence(this.#register(type.length.slot), 1);
        return;
      case 'array':
        this.#array(type);
        return;
      case 'variant':
        this.#variant(type);
        return;
      default:
        throw new NotWalkable();
    }
  }

  #sequence(register: number, bytes: number): void {
    this.#flush();
    this.#jumpsTo(OP.sequence, register, int32(bytes));
  }

  #array(type: ArrayClass): void {
    this.#align(Math.max(type.alignment, 'fixed' in type.length ? 1 : BYTE));
    const element = fixedBits(type.element, this.#known);
    if (element !== null) {
      const stride = roundUp(element, alignmentOf(type.element));
      if ('fixed' in type.length) {
        this.#bits += type.length.fixed === 0 ? 0 : stride * (type.length.fixed - 1) + element;
        return;
      }
      if (stride % BYTE === 0 && stride === element) {
        this.#sequence(this.#register(type.length.slot), stride / BYTE);
        return;
      }
    }
    this.#repeat(type);
  }

  #repeat(type: ArrayClass): void {
    if (this.#depth === MAX_REPEAT_DEPTH) throw new NotWalkable();
    const register = 'slot' in type.length ? this.#register(type.length.slot) : -1;
    this.#flush();
    this.#out.push(OP.repeat, register, int32('fixed' in type.length ? type.length.fixed : 0));
    const next = this.#target();
    this.#body(type.element);
    this.#out.push(OP.end);
    this.#out[next] = this.#out.length;
  }

  #variant(type: VariantClass): void {
    const register = this.#register(type.selectorSlot);
    this.#flush();
    const cases = type.options.flatMap((option) => option.ranges.map((range) => ({ option, range })));
    this.#out.push(OP.select, register, cases.length);
    const entries = cases.map(({ option, range }) => {
      if (range.low < -INT32 || range.high >= INT32) throw new NotWalkable();
      this.#out.push(Number(range.low), Number(range.high));
      return { option, at: this.#target() };
    });
    const ends = type.options.map((option) => {
      for (const entry of entries) if (entry.option === option) this.#out[entry.at] = this.#out.length;
      this.#body(option.class);
      this.#out.push(OP.jump);
      return this.#target();
    });
    for (const at of ends) this.#out[at] = this.#out.length;
  }

  /** Appends an operation that moves p to any byte. */
  #jumpsTo(...operation: number[]): void {
    this.#out.push(...operation);
    this.#known = BYTE;
  }

  /** The part of a program that is run for an element or an option: p is at any byte before it and after it. */
  #body(type: FieldClass): void {
    this.#known = BYTE;
    this.#depth++;
    this.#class(type);
    this.#depth--;
    this.#flush();
    this.#known = BYTE;
  }

  /** Appends an index that is not known yet. */
  #target(): number {
    this.#targets.push(this.#out.length);
    return this.#out.push(0) - 1;
  }
}

function int32(value: number): number {
  if (value >= 2 ** 31) throw new NotWalkable();
  return value;
}
