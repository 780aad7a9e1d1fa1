import { alignmentOf } from '../schema/alignment';
import type { FieldClass, SizedClass } from '../schema/field-class';

const alignUp = (position: number, alignment: number): number => Math.ceil(position / alignment) * alignment;

const sizedBits = (field: SizedClass): number | null => ('fixed' in field.length ? field.length.fixed * 8 : null);

/** Size in bits from the field's aligned begin, or null if it depends on the data. */
export function fixedBits(field: FieldClass): number | null {
  switch (field.kind) {
    case 'integer':
    case 'float':
      return field.bits;
    case 'enum':
    case 'boolean':
    case 'bit-map':
      return fixedBits(field.integer);
    case 'sized-text':
    case 'blob':
      return sizedBits(field);
    case 'array': {
      const element = fixedBits(field.element);
      if (!('fixed' in field.length) || element === null) return null;
      const count = field.length.fixed;
      return count === 0 ? 0 : alignUp(element, alignmentOf(field.element)) * (count - 1) + element;
    }
    case 'struct': {
      let bits = 0;
      for (const member of field.fields) {
        const size = fixedBits(member.class);
        if (size === null) return null;
        bits = alignUp(bits, alignmentOf(member.class)) + size;
      }
      return bits;
    }
    default:
      return null;
  }
}

/** The smallest size in bits that a field of this class can have, without alignment. */
export function leastBits(field: FieldClass): number {
  switch (field.kind) {
    case 'string':
    case 'variable-integer':
      return 8;
    case 'enum':
      return leastBits(field.integer);
    case 'array':
      return 'fixed' in field.length ? field.length.fixed * leastBits(field.element) : 0;
    case 'struct':
      return field.fields.reduce((bits, member) => bits + leastBits(member.class), 0);
    default:
      return fixedBits(field) ?? 0;
  }
}
