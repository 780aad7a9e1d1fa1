import type { FieldValue } from '@reader/events/event';
import type { ByteOrder, Field, FieldClass, IntegerClass, Length, ValueRange } from '@reader/schema/field-class';
import type { BitWriter } from '../bit-writer';
import { alignmentOf } from './alignment';
import type { Random } from './random';

/** A random class. `write` writes a random value of it and returns what a reader has to read. */
export interface RandomField {
  class: FieldClass;
  write: (writer: BitWriter) => FieldValue;
}

type Scalar = Extract<FieldClass, { kind: 'integer' | 'variable-integer' | 'enum' | 'boolean' | 'bit-map' }>;
type RandomScalar = RandomField & { class: Scalar; writeValue: (writer: BitWriter, value: bigint) => FieldValue };

const asRead = (value: bigint): number | bigint =>
  value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? Number(value) : value;

const TEXTS = ['', 'a', 'func_entry', 'Grüße', '東京 \u{1f600}', 'x'.repeat(300)] as const;
const ENCODINGS = ['utf8', 'utf16le', 'utf16be', 'utf32le', 'utf32be'] as const;

function encode(text: string, encoding: (typeof ENCODINGS)[number]): number[] {
  if (encoding === 'utf8') return [...new TextEncoder().encode(text)];
  const units = encoding.startsWith('utf16')
    ? Array.from({ length: text.length }, (_, at) => [text.charCodeAt(at), 2] as const)
    : [...text].map((char) => [char.codePointAt(0) ?? 0, 4] as const);
  return units.flatMap(([unit, size]) => {
    const bytes = Array.from({ length: size }, (_, byte) => (unit >>> (8 * byte)) & 0xff);
    return encoding.endsWith('le') ? bytes : bytes.reverse();
  });
}

/** Makes random classes. Fields of whole bytes have any byte order, others that of the trace, since it cannot change in a byte. */
export class RandomFields {
  /** Number of slots in use. */
  slots = 0;

  constructor(
    private readonly random: Random,
    private readonly order: ByteOrder,
  ) {}

  struct(depth: number): RandomField {
    const { random } = this;
    const members: { field: Field; write: RandomField['write'] }[] = [];
    const add = (name: string, { class: of, write }: RandomField, slot?: number): void => {
      const field = { name, class: of, roles: [] };
      members.push({ field: slot === undefined ? field : { ...field, slot }, write });
    };
    for (let index = random.between(0, 5); index > 0; index--) {
      const name = `f${index}`;
      const kind = random.one(['any', 'any', 'any', 'sequence', 'variant', 'optional']);
      if (kind === 'any') add(name, this.any(depth));
      else {
        const slot = this.slots++;
        const { selector, dependent } =
          kind === 'sequence' ? this.#sequence(slot, depth) : this.#selected(kind, slot, depth);
        add(`${name}_selector`, selector, slot);
        add(name, dependent);
      }
    }
    const alignment = random.one([1, 1, 8, 16, 64]);
    const largest = Math.max(alignment, ...members.map(({ field }) => alignmentOf(field.class)));
    return {
      class: { kind: 'struct', fields: members.map(({ field }) => field), alignment: largest },
      write: (writer) => {
        writer.align(largest);
        return new Map(members.map(({ field, write }) => [field.name, write(writer)]));
      },
    };
  }

  any(depth: number): RandomField {
    const nested = depth > 0 ? (['struct', 'array'] as const) : [];
    const kind = this.random.one(['scalar', 'scalar', 'scalar', 'float', 'string', 'text', 'blob', ...nested]);
    switch (kind) {
      case 'scalar':
        return this.#scalar();
      case 'float':
        return this.#float();
      case 'string':
        return this.#string();
      case 'text':
      case 'blob':
        return this.#sized(kind, { fixed: this.random.between(0, 40) }, null);
      case 'array':
        return this.#array({ fixed: this.random.between(0, 4) }, null, depth);
      case 'struct':
        return this.struct(depth - 1);
    }
  }

  #integerClass(): IntegerClass {
    const { random } = this;
    const isBytes = random.isTrue();
    const bits = isBytes ? random.one([8, 16, 24, 32, 40, 64]) : random.between(1, 64);
    return {
      kind: 'integer',
      bits,
      isSigned: random.isTrue(),
      byteOrder: isBytes ? random.one(['little', 'big']) : this.order,
      alignment: isBytes ? random.one([8, 32, 64]) : random.one([1, 1, 2, 8]),
      base: 10,
      encoding: 'none',
    };
  }

  #scalar(): RandomScalar {
    const { random } = this;
    const integer = this.#integerClass();
    const write = (writer: BitWriter, value: bigint): void => {
      writer.align(integer.alignment);
      writer.integer(value, integer.bits, integer.byteOrder);
    };
    const make = (of: Scalar, writeValue: RandomScalar['writeValue']): RandomScalar => ({
      class: of,
      writeValue,
      write: (writer) => writeValue(writer, random.integer(integer.bits, integer.isSigned)),
    });
    switch (random.one(['integer', 'integer', 'enum', 'boolean', 'leb128'])) {
      case 'integer':
        return make(integer, (writer, value) => {
          write(writer, value);
          return asRead(value);
        });
      case 'enum': {
        const mappings = [
          { label: 'small', low: -4n, high: 3n },
          { label: 'low', low: -(2n ** 63n), high: 0n },
        ];
        return make({ kind: 'enum', integer, mappings }, (writer, value) => {
          write(writer, value);
          const labels = mappings.filter(({ low, high }) => value >= low && value <= high).map(({ label }) => label);
          return { value: asRead(value), labels };
        });
      }
      case 'boolean':
        return make({ kind: 'boolean', integer }, (writer, value) => {
          write(writer, value);
          return value !== 0n;
        });
      case 'leb128': {
        const { isSigned } = integer;
        return make({ kind: 'variable-integer', isSigned, base: 10 }, (writer, value) => {
          writer.align(8);
          writer.leb128(value, isSigned);
          return asRead(value);
        });
      }
    }
  }

  #float(): RandomField {
    const { random } = this;
    const byteOrder = random.one(['little', 'big']);
    const bits = random.one([32, 64]);
    return {
      class: { kind: 'float', bits, byteOrder, alignment: 8 },
      write: (writer) => {
        writer.align(8);
        const view = new DataView(new ArrayBuffer(8));
        const value = random.one([0, -1.5, 1e300, Math.PI, Number.NEGATIVE_INFINITY, random.word() / 7]);
        if (bits === 32) view.setFloat32(0, value);
        else view.setFloat64(0, value);
        writer.integer(bits === 32 ? view.getUint32(0) : view.getBigUint64(0), bits, byteOrder);
        return bits === 32 ? view.getFloat32(0) : value;
      },
    };
  }

  #string(): RandomField {
    const encoding = this.random.one(ENCODINGS);
    return {
      class: { kind: 'string', encoding },
      write: (writer) => {
        const text = this.random.one(TEXTS);
        writer.align(8);
        writer.bytes(encode(`${text}\0`, encoding));
        return text;
      },
    };
  }

  /** @param count gives the number of bytes; null: it is fixed */
  #sized(kind: 'text' | 'blob', length: Length, count: (() => number) | null): RandomField {
    return {
      class: { kind: kind === 'text' ? 'sized-text' : 'blob', encoding: 'utf8', length },
      write: (writer) => {
        const size = count === null ? ('fixed' in length ? length.fixed : 0) : count();
        const bytes = Array.from({ length: size }, () => this.random.between(0, 127));
        writer.align(8);
        writer.bytes(bytes);
        if (kind === 'blob') return Uint8Array.from(bytes);
        return String.fromCharCode(...bytes).split('\0', 1)[0] ?? '';
      },
    };
  }

  #array(length: Length, count: (() => number) | null, depth: number): RandomField {
    const element = this.any(depth - 1);
    const alignment = alignmentOf(element.class);
    return {
      class: { kind: 'array', length, element: element.class, alignment },
      write: (writer) => {
        const size = count === null ? ('fixed' in length ? length.fixed : 0) : count();
        writer.align(alignment);
        return Array.from({ length: size }, () => element.write(writer));
      },
    };
  }

  /** A field with a length, and what has the length. */
  #sequence(slot: number, depth: number): { selector: RandomField; dependent: RandomField } {
    let chosen = 0;
    const integer: IntegerClass = { ...this.#integerClass(), isSigned: false };
    const selector: RandomField = {
      class: integer,
      write: (writer) => {
        chosen = this.random.between(0, Math.min(6, 2 ** integer.bits - 1));
        writer.align(integer.alignment);
        writer.integer(chosen, integer.bits, integer.byteOrder);
        return chosen;
      },
    };
    const count = () => chosen;
    const kind = this.random.one(['array', 'text', 'blob']);
    const dependent = kind === 'array' ? this.#array({ slot }, count, depth) : this.#sized(kind, { slot }, count);
    return { selector, dependent };
  }

  /** A selector, and an optional field or variant that it selects. */
  #selected(
    kind: 'variant' | 'optional',
    slot: number,
    depth: number,
  ): { selector: RandomField; dependent: RandomField } {
    let chosen = 0n;
    const scalar = this.#scalar();
    const write = (writer: BitWriter): FieldValue => {
      const one = scalar.write(writer);
      const value = typeof one === 'object' && one !== null && 'value' in one ? one.value : one;
      chosen = BigInt(value as number | bigint | boolean);
      return one;
    };
    const first = this.any(depth - 1);
    const split = this.random.one([0n, 1n, -3n, 2n ** 62n]);
    const below: ValueRange = { low: -(2n ** 63n), high: split };
    const above: ValueRange = { low: split + 1n, high: 2n ** 64n };
    const selector = { class: scalar.class, write };
    if (kind === 'optional') {
      const of: FieldClass = { kind, selectorSlot: slot, ranges: [below], class: first.class };
      return { selector, dependent: { class: of, write: (writer) => (chosen <= split ? first.write(writer) : null) } };
    }
    const second = this.any(depth - 1);
    const options = [
      { name: 'below', ranges: [below], class: first.class },
      { name: 'above', ranges: [above], class: second.class },
    ];
    return {
      selector,
      dependent: {
        class: { kind, selectorSlot: slot, options },
        write: (writer) => (chosen <= split ? first : second).write(writer),
      },
    };
  }
}
