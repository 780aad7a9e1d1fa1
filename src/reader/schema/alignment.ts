import { metadataError, unsupported } from '../read-error';
import type { FieldClass } from './field-class';

const BITS_OF_BYTE = 8;
const MOST_ALIGNMENT = 2n ** 30n;

/**
 * Alignment of a field in bits. Variants and optional fields have none: the selected class aligns itself (CTF 1.8.3, section 4.2).
 * An array has that of its elements, also if it is empty.
 */
export function alignmentOf(type: FieldClass): number {
  switch (type.kind) {
    case 'integer':
    case 'float':
    case 'struct':
    case 'array':
      return type.alignment;
    case 'enum':
    case 'boolean':
    case 'bit-map':
      return alignmentOf(type.integer);
    case 'variant':
    case 'optional':
      return 1;
    case 'variable-integer':
    case 'string':
    case 'sized-text':
    case 'blob':
      return BITS_OF_BYTE;
  }
}

/** @throws ReadError if it is not a power of two */
export function checkedAlignment(bits: bigint, line: number): number {
  if (bits < 1n || (bits & (bits - 1n)) !== 0n) throw metadataError('An alignment is not a power of two.', line);
  if (bits > MOST_ALIGNMENT) throw unsupported(`Alignments of ${bits} bits`, line);
  return Number(bits);
}
