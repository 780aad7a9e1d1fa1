import type { FieldValue, FieldValues } from '../events/event';
import { ReadError } from '../read-error';
import { alignmentOf } from '../schema/alignment';
import type { Field, FieldClass, SizedClass, StructClass, ValueRange } from '../schema/field-class';
import type { BitReader, Integer } from './bit-reader';
import { compileArray } from './compile-array';
import type { DecodeState } from './decode-state';
import { fixedBits } from './field-layout';
import type { FieldReader } from './field-reader';
import { integerLike, isIntegerLike, readFloat } from './scalar-fields';
import { decodeText, readBytes, readString, skipString } from './text';

/**
 * Turns a class into functions that read its fields. No code is generated: the functions call each other.
 * @throws ReadError if a slot or role is on a field without an integer
 */
export function compileField(field: FieldClass): FieldReader {
  if (isIntegerLike(field)) {
    const { read, toValue } = integerLike(field);
    return { read: (reader) => toValue(read(reader)), skip: read };
  }
  switch (field.kind) {
    case 'float':
      return { read: (reader) => readFloat(reader, field), skip: (reader) => readFloat(reader, field) };
    case 'string':
      return {
        read: (reader) => readString(reader, field.encoding),
        skip: (reader) => skipString(reader, field.encoding),
      };
    case 'sized-text':
    case 'blob':
      return compileSized(field);
    case 'array':
      return compileArray(field, compileField(field.element));
    case 'struct':
      return compileStruct(field);
    case 'variant': {
      const options = field.options.map(({ ranges, class: option }) => ({ ranges, ...compileField(option) }));
      const select = (state: DecodeState): FieldReader => {
        const selector = state.slots[field.selectorSlot] ?? 0;
        const option = options.find(({ ranges }) => isInRanges(selector, ranges));
        if (option === undefined) throw new ReadError('damaged', `A variant has no option for the value ${selector}.`);
        return option;
      };
      return {
        read: (reader, state) => select(state).read(reader, state),
        skip: (reader, state) => select(state).skip(reader, state),
      };
    }
    case 'optional': {
      const content = compileField(field.class);
      const isPresent = (state: DecodeState): boolean => isInRanges(state.slots[field.selectorSlot] ?? 0, field.ranges);
      return {
        read: (reader, state) => (isPresent(state) ? content.read(reader, state) : null),
        skip: (reader, state) => {
          if (isPresent(state)) content.skip(reader, state);
        },
      };
    }
  }
}

const isInRanges = (value: Integer, ranges: readonly ValueRange[]): boolean =>
  ranges.some(({ low, high }) => value >= low && value <= high);

function compileSized(field: SizedClass): FieldReader {
  const { length } = field;
  const count = (state: DecodeState): number => ('fixed' in length ? length.fixed : state.length(length.slot));
  const toValue = (bytes: Uint8Array): FieldValue =>
    field.kind === 'blob' ? bytes : decodeText(bytes, field.encoding);
  return {
    read: (reader, state) => toValue(readBytes(reader, count(state))),
    skip: (reader, state) => {
      reader.align(8);
      reader.skip(count(state) * 8);
    },
  };
}

interface MemberReader extends FieldReader {
  name: string;
}

export function compileStruct(struct: StructClass): FieldReader<FieldValues> {
  const { alignment } = struct;
  const members: MemberReader[] = struct.fields.map((member) => ({ name: member.name, ...compileMember(member) }));
  const bits = canBeSkipped(struct) ? fixedBits(struct) : null;
  // The byte order at the end of the struct does not matter where it ends with a byte.
  const isPlain = bits !== null && bits % 8 === 0 && alignment % 8 === 0;
  return {
    read: (reader, state) => {
      reader.align(alignment);
      const values = new Map<string, FieldValue>();
      state.countValues(members.length + 1);
      for (const { name, read } of members) values.set(name, read(reader, state));
      return values;
    },
    skip: (reader, state) => {
      reader.align(alignment);
      if (isPlain) reader.skip(bits);
      else for (const { skip } of members) skip(reader, state);
    },
  };
}

/** Whether no field inside has a slot or role, or a byte order that could change within a byte. */
function canBeSkipped(field: FieldClass): boolean {
  if (field.kind === 'array') return canBeSkipped(field.element);
  if (field.kind !== 'struct') return alignmentOf(field) % 8 === 0 && (fixedBits(field) ?? 0) % 8 === 0;
  return field.fields.every(
    (member) => member.slot === undefined && member.roles.length === 0 && canBeSkipped(member.class),
  );
}

/** A boolean that is a selector has the value 0 or 1. */
const toFlag = (value: Integer): Integer => (value === 0 ? 0 : 1);

function compileMember(member: Field): FieldReader {
  const { slot, roles, class: field } = member;
  if (slot === undefined && roles.length === 0) return compileField(field);
  // The UUID of a packet header is an array, which the packet's header is checked by.
  if (!isIntegerLike(field)) {
    if (slot !== undefined || roles.some((role) => role !== 'uuid'))
      throw new ReadError('unsupported', `The field ${member.name} has to be an integer.`);
    return compileField(field);
  }
  const { bits, read, toValue } = integerLike(field);
  const readRaw = (reader: BitReader, state: DecodeState): Integer => {
    const value = read(reader);
    if (slot !== undefined) state.slots[slot] = field.kind === 'boolean' ? toFlag(value) : value;
    for (const role of roles) state.onRole(role, value, bits);
    return value;
  };
  return { read: (reader, state) => toValue(readRaw(reader, state)), skip: readRaw };
}
