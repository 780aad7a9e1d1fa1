import { metadataError, unsupported } from '../../read-error';
import { checkedAlignment } from '../alignment';
import { LEAST_INTEGER } from '../bounds';
import type { DeclaredScalar } from '../declared';
import type { ByteOrder, EnumMapping, FloatClass, IntegerClass, TextEncoding, ValueRange } from '../field-class';
import type { Properties } from './properties';
import { valueRanges } from './ranges';

const BYTE_ORDERS: Readonly<Record<string, ByteOrder>> = { 'little-endian': 'little', 'big-endian': 'big' };
/** The order of bits that a byte order has without the property `bit-order`. */
const BIT_ORDERS = { little: 'first-to-last', big: 'last-to-first' } as const satisfies Record<ByteOrder, string>;
const ORDERS: Readonly<Record<string, string>> = { 'first-to-last': 'first-to-last', 'last-to-first': 'last-to-first' };
const BASES: Readonly<Record<string, IntegerClass['base']>> = { '2': 2, '8': 8, '10': 10, '16': 16 };
const ENCODINGS: Readonly<Record<string, TextEncoding>> = {
  ...{ 'utf-8': 'utf8', 'utf-16le': 'utf16le', 'utf-16be': 'utf16be', 'utf-32le': 'utf32le', 'utf-32be': 'utf32be' },
};

/** A fixed-length bit array, of which integers, booleans, bit maps and floating-point numbers are kinds. */
export function bitArray(properties: Properties, isSigned = false): IntegerClass {
  const bits = properties.need('length');
  if (bits.kind !== 'integer' || bits.integer < 1n) throw metadataError('A length is not positive.', properties.line);
  if (bits.integer > 64n) throw unsupported(`Numbers of ${bits.integer} bits`, bits.line);
  properties.need('byte-order');
  const byteOrder = properties.oneOf('byte-order', BYTE_ORDERS) ?? 'little';
  const bitOrder = properties.oneOf('bit-order', ORDERS) ?? BIT_ORDERS[byteOrder];
  if (bitOrder !== BIT_ORDERS[byteOrder]) throw unsupported('Bits in reverse order', properties.line);
  return {
    kind: 'integer',
    bits: Number(bits.integer),
    isSigned,
    byteOrder,
    alignment: alignment(properties, 'alignment'),
    base: 10,
    encoding: 'none',
  };
}

/** An integer of fixed or variable length; with mappings an enumeration. */
export function integerScalar(properties: Properties, isSigned: boolean, isFixed: boolean): DeclaredScalar['class'] {
  const base = properties.oneOf('preferred-display-base', BASES) ?? 10;
  const integer = isFixed
    ? { ...bitArray(properties, isSigned), base }
    : { kind: 'variable-integer' as const, isSigned, base };
  const mappings: EnumMapping[] = [];
  for (const [label, value] of properties.entries('mappings') ?? [])
    for (const range of valueRanges(value, 'mappings', isSigned ? LEAST_INTEGER : 0n))
      mappings.push({ label, ...range });
  return mappings.length > 0 ? { kind: 'enum', integer, mappings } : integer;
}

export function floatScalar(properties: Properties): FloatClass {
  const { bits, byteOrder, alignment: aligned } = bitArray(properties);
  if (bits !== 16 && bits !== 32 && bits !== 64)
    throw unsupported(`Floating-point numbers of ${bits} bits`, properties.line);
  return { kind: 'float', bits, byteOrder, alignment: aligned };
}

/** Flags of a bit map: ranges of bit indexes by name. */
export function bitFlags(properties: Properties, bits: number): (ValueRange & { name: string })[] {
  const flags: (ValueRange & { name: string })[] = [];
  properties.need('flags');
  for (const [name, value] of properties.entries('flags') ?? [])
    for (const range of valueRanges(value, 'flags', 0n)) {
      if (range.high >= BigInt(bits)) throw metadataError('A flag is outside of its bit map.', value.line);
      flags.push({ name, ...range });
    }
  if (flags.length === 0) throw metadataError('A bit map has no flag.', properties.line);
  return flags;
}

export const encodingOf = (properties: Properties): TextEncoding => properties.oneOf('encoding', ENCODINGS) ?? 'utf8';

export const alignment = (properties: Properties, name: 'alignment' | 'minimum-alignment'): number =>
  checkedAlignment(properties.unsigned(name) ?? 1n, properties.line);
