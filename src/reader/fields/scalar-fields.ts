import type { FieldValue } from '../events/event';
import type {
  BitMapClass,
  BooleanClass,
  EnumClass,
  FloatClass,
  IntegerClass,
  VariableIntegerClass,
} from '../schema/field-class';
import type { BitReader, Integer } from './bit-reader';

export type IntegerLikeClass = IntegerClass | VariableIntegerClass | EnumClass | BooleanClass | BitMapClass;

/** How a class whose value is an integer in the data is read. */
export interface IntegerLike {
  /** Size in bits; 64 for a variable size. */
  bits: number;
  read: (reader: BitReader) => Integer;
  toValue: (integer: Integer) => FieldValue;
}

export const isIntegerLike = (field: { kind: string }): field is IntegerLikeClass =>
  ['integer', 'variable-integer', 'enum', 'boolean', 'bit-map'].includes(field.kind);

export function integerLike(field: IntegerLikeClass): IntegerLike {
  switch (field.kind) {
    case 'integer': {
      const { bits, byteOrder, isSigned, alignment } = field;
      const read = (reader: BitReader): Integer => {
        if (alignment > 1) reader.align(alignment);
        return reader.integer(bits, byteOrder, isSigned);
      };
      return { bits, read, toValue: (integer) => integer };
    }
    case 'variable-integer':
      return { bits: 64, read: (reader) => reader.variableInteger(field.isSigned), toValue: (integer) => integer };
    case 'enum': {
      const { mappings } = field;
      const toValue = (value: Integer): FieldValue => {
        const labels: string[] = [];
        for (const { low, high, label } of mappings) if (value >= low && value <= high) labels.push(label);
        return { value, labels };
      };
      return { ...integerLike(field.integer), toValue };
    }
    case 'boolean':
      return { ...integerLike(field.integer), toValue: (integer) => integer !== 0 };
    case 'bit-map': {
      const toValue = (value: Integer): FieldValue => ({ value, labels: activeFlags(field, BigInt(value)) });
      return { ...integerLike(field.integer), toValue };
    }
  }
}

/** Names of the flags that have at least one bit which is 1. The ranges of a flag are bit numbers, 0 is the lowest. */
function activeFlags(field: BitMapClass, value: bigint): string[] {
  const names = new Set<string>();
  for (const { name, low, high } of field.flags) {
    const mask = ((1n << (high - low + 1n)) - 1n) << low;
    if ((value & mask) !== 0n) names.add(name);
  }
  return [...names];
}

const scratch = new DataView(new ArrayBuffer(8));

/** IEEE 754 half precision, which DataView of older engines does not read. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export function readFloat(reader: BitReader, { bits, byteOrder, alignment }: FloatClass): number {
  reader.align(alignment);
  const integer = reader.integer(bits, byteOrder, false);
  if (bits === 16) return halfToNumber(Number(integer));
  if (bits === 32) {
    scratch.setUint32(0, Number(integer));
    return scratch.getFloat32(0);
  }
  scratch.setBigUint64(0, BigInt(integer));
  return scratch.getFloat64(0);
}
