import { alignmentOf } from '../../schema/alignment';
import type { FieldClass, IntegerClass, StructClass } from '../../schema/field-class';

export const BYTE = 8;

export const roundUp = (bits: number, to: number): number => Math.ceil(bits / to) * to;

/** @returns the integer whose value is a length, a selector or a wanted field; null for any other class */
export function integerOf(type: FieldClass): IntegerClass | null {
  if (type.kind === 'integer') return type;
  if ((type.kind === 'enum' || type.kind === 'boolean') && type.integer.kind === 'integer') return type.integer;
  return null;
}

/** @returns the size in bits of a class that begins at its alignment; null if it is not fixed or aligned to more than `known` bits */
export function fixedBits(type: FieldClass, known: number): number | null {
  if (alignmentOf(type) > known) return null;
  switch (type.kind) {
    case 'integer':
    case 'float':
      return type.bits;
    case 'enum':
    case 'boolean':
    case 'bit-map':
      return fixedBits(type.integer, known);
    case 'struct':
      return fixedStruct(type, known);
    case 'array': {
      if (!('fixed' in type.length)) return null;
      const element = fixedBits(type.element, known);
      if (element === null) return null;
      const stride = roundUp(element, alignmentOf(type.element));
      return type.length.fixed === 0 ? 0 : stride * (type.length.fixed - 1) + element;
    }
    case 'sized-text':
    case 'blob':
      return 'fixed' in type.length ? type.length.fixed * BYTE : null;
    default:
      return null;
  }
}

function fixedStruct(type: StructClass, known: number): number | null {
  let bits = 0;
  for (const field of type.fields) {
    const size = fixedBits(field.class, known);
    if (size === null) return null;
    bits = roundUp(bits, alignmentOf(field.class)) + size;
  }
  return bits;
}
