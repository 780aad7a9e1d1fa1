import { metadataError, unsupported } from '../../read-error';
import { checkedAlignment } from '../alignment';
import type { ByteOrder, FloatClass, IntegerClass, StringClass } from '../field-class';
import type { Attributes } from './attributes';
import { namedByteOrder } from './native-byte-order';

/** The byte order of the block `trace`, to which `native` refers. Undefined without one. */
type NativeOrder = ByteOrder | undefined;

const BASES: Readonly<Record<string, IntegerClass['base']>> = {
  ...{ decimal: 10, dec: 10, d: 10, i: 10, u: 10, '10': 10 },
  ...{ hexadecimal: 16, hex: 16, x: 16, X: 16, p: 16, '16': 16 },
  ...{ octal: 8, oct: 8, o: 8, '8': 8 },
  ...{ binary: 2, bin: 2, b: 2, '2': 2 },
};
const ENCODINGS: Readonly<Record<string, IntegerClass['encoding']>> = {
  none: 'none',
  utf8: 'utf8',
  UTF8: 'utf8',
  ascii: 'ascii',
  ASCII: 'ascii',
};
/** Exponent and mantissa digits of IEEE 754; the mantissa includes the digit that is not stored. */
const FLOATS: Readonly<Record<string, FloatClass['bits']>> = { '5,11': 16, '8,24': 32, '11,53': 64 };
const BITS_OF_BYTE = 8;
const CLOCK_MAP = /^clock\.([^.]+)\.value$/;

/** @returns the class, and the name of the clock whose value the integer is */
export function integerClass(
  attributes: Attributes,
  native: NativeOrder,
): { class: IntegerClass; clock: string | null } {
  const bits = attributes.integer('size');
  if (bits === undefined) throw metadataError('An integer has no size.', attributes.line);
  if (bits < 1n) throw metadataError('The size of an integer is not positive.', attributes.line);
  if (bits > 64n) throw unsupported(`Integers of ${bits} bits`, attributes.line);
  const map = attributes.word('map');
  const clock = map === undefined ? undefined : CLOCK_MAP.exec(map)?.[1];
  if (map !== undefined && clock === undefined)
    throw metadataError('The map of an integer is not `clock.NAME.value`.', attributes.line);
  return {
    class: {
      kind: 'integer',
      bits: Number(bits),
      isSigned: attributes.boolean('signed') ?? false,
      byteOrder: byteOrder(attributes, native),
      alignment: alignment(attributes, Number(bits)),
      base: attributes.oneOf('base', BASES) ?? 10,
      encoding: attributes.oneOf('encoding', ENCODINGS) ?? 'none',
    },
    clock: clock ?? null,
  };
}

export function floatClass(attributes: Attributes, native: NativeOrder): FloatClass {
  const exponent = attributes.integer('exp_dig');
  const mantissa = attributes.integer('mant_dig');
  if (exponent === undefined || mantissa === undefined)
    throw metadataError('A floating-point number has no `exp_dig` or no `mant_dig`.', attributes.line);
  if (exponent < 1n || mantissa < 1n)
    throw metadataError('The size of a floating-point number is not positive.', attributes.line);
  const bits = FLOATS[`${exponent},${mantissa}`];
  if (!bits) throw unsupported(`Floating-point numbers with ${exponent} and ${mantissa} digits`, attributes.line);
  return {
    kind: 'float',
    bits,
    byteOrder: byteOrder(attributes, native),
    alignment: alignment(attributes, bits),
  };
}

export function stringClass(attributes?: Attributes): StringClass {
  attributes?.oneOf('encoding', ENCODINGS);
  return { kind: 'string', encoding: 'utf8' };
}

/** Whole bytes are aligned to a byte, others to a bit (CTF 1.8.3, section 4.1.2). */
function alignment(attributes: Attributes, bits: number): number {
  const given = attributes.integer('align');
  if (given === undefined) return bits % BITS_OF_BYTE === 0 ? BITS_OF_BYTE : 1;
  return checkedAlignment(given, attributes.line);
}

function byteOrder(attributes: Attributes, native: NativeOrder): ByteOrder {
  const word = attributes.word('byte_order') ?? 'native';
  const order = word === 'native' ? native : namedByteOrder(word);
  if (!order) throw metadataError('The byte order is not known.', attributes.line);
  return order;
}
