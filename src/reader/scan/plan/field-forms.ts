import type { Field } from '../../schema/field-class';
import { COMM_BYTES } from './comm';
import { integerOf } from './fixed-size';

/** @returns 32 or 64 for a little-endian integer of that size; null for any other class */
export function plainBits(field: Field): number | null {
  const integer = integerOf(field.class);
  if (integer?.byteOrder !== 'little') return null;
  return integer.bits === 32 || integer.bits === 64 ? integer.bits : null;
}

/** @returns the length in bytes of a text of fixed length; null for any other class */
export function fixedText({ class: type }: Field): number | null {
  if (type.kind === 'sized-text') return 'fixed' in type.length && type.encoding === 'utf8' ? type.length.fixed : null;
  if (type.kind !== 'array' || !('fixed' in type.length)) return null;
  const isBytes = type.element.kind === 'integer' && type.element.bits === 8 && type.element.alignment <= 8;
  return isBytes ? type.length.fixed : null;
}

/** Whether the scan can read a field of the payload from its bytes. */
export const isReadable = (field: Field): boolean => plainBits(field) !== null || fixedText(field) === COMM_BYTES;
