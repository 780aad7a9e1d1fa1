import type { Field, FieldClass, IntegerClass, StructClass, VariantClass } from '../../schema/field-class';
import { integerOf } from './fixed-size';
import { HEADER } from './scan-plan';

interface HeaderShape {
  idBits: number;
  timeBits: number;
  /** Value of the id that says that id and time follow in full. */
  extended: bigint;
  header: number;
}

/** The two event headers of LTTng: `event_header_compact` and `event_header_large` of its metadata. */
const SHAPES: readonly HeaderShape[] = [
  { idBits: 5, timeBits: 27, extended: 31n, header: HEADER.compact },
  { idBits: 16, timeBits: 32, extended: 65535n, header: HEADER.large },
];

/** @returns one of HEADER; `HEADER.slow` for any other layout */
export function headerKind(header: StructClass | null): number {
  const [id, rest, more] = header?.fields ?? [];
  if (!id || !rest || more || rest.class.kind !== 'variant') return HEADER.slow;
  const variant = rest.class;
  const shape = SHAPES.find((candidate) => hasShape(candidate, id, variant));
  return shape?.header ?? HEADER.slow;
}

function hasShape(shape: HeaderShape, id: Field, variant: VariantClass): boolean {
  const [short, long, more] = variant.options;
  if (!short || !long || more) return false;
  return (
    isField(id, 'event-class-id', shape.idBits) &&
    variant.selectorSlot === id.slot &&
    isRange(short.ranges, 0n, shape.extended - 1n) &&
    isRange(long.ranges, shape.extended, shape.extended) &&
    isStruct(short.class, [['timestamp', shape.timeBits]], 1) &&
    isStruct(
      long.class,
      [
        ['event-class-id', 32],
        ['timestamp', 64],
      ],
      8,
    )
  );
}

const isRange = (ranges: VariantClass['options'][number]['ranges'], low: bigint, high: bigint): boolean =>
  ranges.length === 1 && ranges[0]?.low === low && ranges[0].high === high;

function isStruct(
  type: FieldClass,
  fields: readonly [Field['roles'][number], number][],
  atLeastAligned: number,
): boolean {
  return (
    type.kind === 'struct' &&
    type.alignment >= atLeastAligned &&
    type.alignment <= 8 &&
    type.fields.length === fields.length &&
    type.fields.every((field, index) => {
      const [role, bits] = fields[index] ?? [];
      return role !== undefined && bits !== undefined && isField(field, role, bits);
    })
  );
}

function isField(field: Field, role: Field['roles'][number], bits: number): boolean {
  const integer: IntegerClass | null = integerOf(field.class);
  return (
    integer !== null &&
    integer.bits === bits &&
    !integer.isSigned &&
    integer.byteOrder === 'little' &&
    integer.alignment <= 8 &&
    field.roles.includes(role)
  );
}
