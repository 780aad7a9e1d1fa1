import type { FieldClass } from '@reader/schema/field-class';

/** Alignment of a field in bits as CTF defines it. Does not call the function of the reader, which tests compare with this one. */
export function alignmentOf(type: FieldClass): number {
  if ('alignment' in type) return type.alignment;
  if ('integer' in type) return alignmentOf(type.integer);
  return type.kind === 'variant' || type.kind === 'optional' ? 1 : 8;
}
