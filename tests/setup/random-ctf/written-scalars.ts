import type { EnumMapping, FieldClass, IntegerClass } from '@reader/schema/field-class';
import type { Random } from './random';

/** A random class: its text in both languages, and what a reader has to make of it. */
export interface Written {
  /** Before and after the name of the field. */
  tsdl: [string, string];
  json: unknown;
  class: FieldClass;
}

const ORDERS = { little: ['le', 'little-endian'], big: ['be', 'big-endian'] } as const;
const EXPONENT_DIGITS = { 16: 5, 32: 8, 64: 11 } as const;

export function writtenInteger(random: Random): Written & { class: IntegerClass } {
  const [bits, isSigned] = [random.between(1, 64), random.isTrue()];
  const byteOrder = random.one(['little', 'big']);
  const alignment = random.one([1, 2, 8, 64]);
  const base = random.one([2, 8, 10, 16]);
  const [tsdlOrder, jsonOrder] = ORDERS[byteOrder];
  return {
    tsdl: [
      `integer { size = ${bits}; signed = ${isSigned}; byte_order = ${tsdlOrder}; align = 0x${alignment.toString(16)}; base = ${base}; }`,
      '',
    ],
    json: {
      ...{
        type: `fixed-length-${isSigned ? '' : 'un'}signed-integer`,
        length: bits,
        'byte-order': jsonOrder,
        alignment,
      },
      'preferred-display-base': base,
    },
    class: { kind: 'integer', bits, isSigned, byteOrder, alignment, base, encoding: 'none' },
  };
}

/** @param newLabel gives a label that was not used before */
export function writtenEnum(random: Random, newLabel: () => string): Written {
  const { tsdl, json, class: integer } = writtenInteger(random);
  const mappings = Array.from({ length: random.between(1, 4) }, (): EnumMapping => {
    // JavaScript writes no larger integers exactly.
    const ends = [random, random].map(() => random.integer(Math.min(integer.bits, 50), integer.isSigned));
    const [low = 0n, high = 0n] = ends.sort((a, b) => (a < b ? -1 : 1));
    return { label: newLabel(), low, high };
  });
  return {
    tsdl: [
      `enum : ${tsdl[0]} { ${mappings.map(({ label, low, high }) => `${label} = ${low} ... ${high}`).join(', ')} }`,
      '',
    ],
    json: {
      ...(json as object),
      mappings: Object.fromEntries(mappings.map(({ label, low, high }) => [label, [[Number(low), Number(high)]]])),
    },
    class: { kind: 'enum', integer, mappings },
  };
}

export function writtenFloat(random: Random): Written {
  const byteOrder = random.one(['little', 'big']);
  const [tsdlOrder, jsonOrder] = ORDERS[byteOrder];
  const bits = random.one([16, 32, 64]);
  const exponent = EXPONENT_DIGITS[bits];
  return {
    tsdl: [
      `floating_point { exp_dig = ${exponent}; mant_dig = ${bits - exponent}; byte_order = ${tsdlOrder}; align = 4; }`,
      '',
    ],
    json: { type: 'fixed-length-floating-point-number', length: bits, 'byte-order': jsonOrder, alignment: 4 },
    class: { kind: 'float', bits, byteOrder, alignment: 4 },
  };
}
