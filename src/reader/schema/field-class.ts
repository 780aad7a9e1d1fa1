/**
 * Field classes of a bound schema: every length and selector is resolved, so a decoder needs no names. CTF 1.8.3 sections 4 and 7,
 * CTF 2 sections "Field classes". Both metadata languages produce this model.
 */
export type ByteOrder = 'little' | 'big';

/** In bits; a power of two, at least 1. Counted from the start of the packet. */
type Alignment = number;

/**
 * What a field means to the decoder. CTF 1.8 gives a meaning by magic names in a scope, CTF 2 by roles.
 * `timestamp` fields have a clock and update its value.
 */
export type FieldRole =
  | 'magic'
  | 'uuid'
  | 'stream-class-id'
  | 'stream-id'
  | 'event-class-id'
  | 'packet-size'
  | 'content-size'
  | 'packet-number'
  | 'events-discarded'
  | 'timestamp-begin'
  | 'timestamp-end'
  | 'timestamp';

export interface IntegerClass {
  kind: 'integer';
  /** 1 to 64. */
  bits: number;
  isSigned: boolean;
  byteOrder: ByteOrder;
  alignment: Alignment;
  /** How the value is shown. */
  base: 2 | 8 | 10 | 16;
  /** An array or sequence of 8-bit integers with an encoding is text. */
  encoding: 'none' | 'utf8' | 'ascii';
}

/** LEB128 of CTF 2, at most 64 bits of value. */
export interface VariableIntegerClass {
  kind: 'variable-integer';
  isSigned: boolean;
  base: 2 | 8 | 10 | 16;
}

/** A range of values with both ends included. */
export interface ValueRange {
  low: bigint;
  high: bigint;
}

export interface EnumMapping extends ValueRange {
  label: string;
}

export interface EnumClass {
  kind: 'enum';
  integer: IntegerClass | VariableIntegerClass;
  /** In the order of the metadata; ranges may overlap, and values may have no label. */
  mappings: readonly EnumMapping[];
}

/** IEEE 754 of 16, 32 or 64 bits. */
export interface FloatClass {
  kind: 'float';
  bits: 16 | 32 | 64;
  byteOrder: ByteOrder;
  alignment: Alignment;
}

/** CTF 2: each bit of an integer has a name. CTF 2 booleans are integers with `kind: 'boolean'`. */
export interface BooleanClass {
  kind: 'boolean';
  integer: IntegerClass;
}

export interface BitMapClass {
  kind: 'bit-map';
  integer: IntegerClass;
  flags: readonly (ValueRange & { name: string })[];
}

export type TextEncoding = 'utf8' | 'utf16le' | 'utf16be' | 'utf32le' | 'utf32be';

/** Ends with a code unit 0. Aligned to a byte. */
export interface StringClass {
  kind: 'string';
  encoding: TextEncoding;
}

/** Text or bytes of a length in bytes that is fixed or in a field. Text ends at the first code unit 0. Aligned to a byte. */
export interface SizedClass {
  kind: 'sized-text' | 'blob';
  encoding: TextEncoding;
  length: Length;
}

/** A fixed number of elements or bytes, or the slot of the field that has it. */
export type Length = { fixed: number } | { slot: number };

export interface ArrayClass {
  kind: 'array';
  length: Length;
  element: FieldClass;
  alignment: Alignment;
}

export interface StructClass {
  kind: 'struct';
  fields: readonly Field[];
  /** Largest of the members' alignments and `align(n)`. */
  alignment: Alignment;
}

export interface VariantClass {
  kind: 'variant';
  selectorSlot: number;
  /** The first option with a range that has the selector's value is selected; without one the packet is damaged. */
  options: readonly VariantOption[];
}

export interface VariantOption {
  name: string;
  ranges: readonly ValueRange[];
  class: FieldClass;
}

/** Present if the selector's value is in a range. A boolean selector has the value 0 or 1. */
export interface OptionalClass {
  kind: 'optional';
  selectorSlot: number;
  ranges: readonly ValueRange[];
  class: FieldClass;
}

export type FieldClass =
  | IntegerClass
  | VariableIntegerClass
  | EnumClass
  | BooleanClass
  | BitMapClass
  | FloatClass
  | StringClass
  | SizedClass
  | ArrayClass
  | StructClass
  | VariantClass
  | OptionalClass;

export interface Field {
  /** Without the one leading underscore that CTF 1.8 adds. */
  name: string;
  class: FieldClass;
  roles: readonly FieldRole[];
  /**
   * Index into the decoder's slots, for a field whose value is a length or selector somewhere below. The decoder stores the
   * value there. Each field of a bound schema has its own slot, so the nearest preceding field wins as the scopes demand. Only fields
   * in different options of a variant that one reference names share a slot, since one of them is decoded. Metadata can
   * also give a slot to a variant or an optional field; a decoder refuses that as unsupported, since no tracer writes it.
   */
  slot?: number;
}
