import { metadataError, type ReadError } from '../../read-error';
import { checkName, type PartsBudget, shownName } from '../bounds';
import { uuidText } from '../uuid-text';
import type { TsdlCursor } from './cursor';
import { characterLiteral, constantInteger, isConstant, stringLiteral } from './literals';

/** The value of `NAME = VALUE;`. A word can have points: `clock.monotonic.value`. */
export type AttributeValue =
  | { kind: 'integer'; integer: bigint }
  | { kind: 'string'; text: string }
  | { kind: 'word'; text: string };

/** The attributes of a block by name. Each occurs once. Unknown attributes are kept and not looked at, as babeltrace2 does. */
export class Attributes {
  readonly #values = new Map<string, { value: AttributeValue; line: number }>();

  /** @param line where the block begins */
  constructor(readonly line: number) {}

  add(name: string, value: AttributeValue, line: number): void {
    if (this.#values.has(name)) throw metadataError(`The attribute \`${shownName(name)}\` occurs twice.`, line);
    this.#values.set(name, { value, line });
  }

  *entries(): Generator<[string, AttributeValue]> {
    for (const [name, { value }] of this.#values) yield [name, value];
  }

  get(name: string): AttributeValue | undefined {
    return this.#values.get(name)?.value;
  }

  integer(name: string): bigint | undefined {
    const value = this.get(name);
    if (value && value.kind !== 'integer') throw this.#wrong(name, 'an integer');
    return value?.integer;
  }

  string(name: string): string | undefined {
    const value = this.get(name);
    if (value && value.kind !== 'string') throw this.#wrong(name, 'a string');
    return value?.text;
  }

  word(name: string): string | undefined {
    const value = this.get(name);
    if (value && value.kind !== 'word') throw this.#wrong(name, 'a word');
    return value?.text;
  }

  /** A name, with or without quotes. */
  text(name: string): string | undefined {
    const value = this.get(name);
    if (value?.kind === 'integer') throw this.#wrong(name, 'a name');
    return value?.text;
  }

  boolean(name: string): boolean | undefined {
    const value = this.get(name);
    if (!value) return undefined;
    if (value.kind === 'integer' && (value.integer === 0n || value.integer === 1n)) return value.integer === 1n;
    const known = value.kind === 'word' ? BOOLEANS[value.text] : undefined;
    if (known === undefined) throw this.#wrong(name, 'true or false');
    return known;
  }

  /** A value of a table, by a word or the text of a number. */
  oneOf<T>(name: string, table: Readonly<Record<string, T>>): T | undefined {
    const value = this.get(name);
    if (!value) return undefined;
    const key = value.kind === 'integer' ? String(value.integer) : value.text;
    if (value.kind === 'string' || !Object.hasOwn(table, key)) throw this.#wrong(name, 'a known word');
    return table[key];
  }

  uuid(name: string): string | null {
    const text = this.string(name);
    if (text === undefined) return null;
    const uuid = uuidText(text);
    if (uuid === null) throw this.#wrong(name, 'a UUID');
    return uuid;
  }

  #wrong(name: string, expected: string): ReadError {
    return metadataError(
      `The attribute \`${shownName(name)}\` is not ${expected}.`,
      this.#values.get(name)?.line ?? this.line,
    );
  }
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, TRUE: true, false: false, FALSE: false };

/** Reads `{ NAME = VALUE; … }`. */
export function attributeBlock(cursor: TsdlCursor, budget: PartsBudget): Attributes {
  const attributes = new Attributes(cursor.line);
  cursor.expect('{');
  while (cursor.accept(';'));
  while (!cursor.accept('}')) {
    const { line } = cursor;
    budget.spend(line);
    const name = dottedName(cursor);
    cursor.expect('=');
    attributes.add(name, attributeValue(cursor), line);
    cursor.endStatement();
  }
  return attributes;
}

export function attributeValue(cursor: TsdlCursor): AttributeValue {
  if (isConstant(cursor)) return { kind: 'integer', integer: constantInteger(cursor) };
  if (cursor.isCharacter()) return { kind: 'integer', integer: characterLiteral(cursor) };
  if (cursor.peek()?.kind === 'string') return { kind: 'string', text: stringLiteral(cursor) };
  return { kind: 'word', text: dottedName(cursor) };
}

/** Reads words with points, e.g. `packet.header` or `model.emf.uri`. Keywords are allowed. */
export function dottedName(cursor: TsdlCursor): string {
  let name = '';
  do {
    const { line } = cursor;
    const token = cursor.peek();
    if (token?.kind !== 'word') throw cursor.error('Expected a name.');
    name += name === '' ? token.text : `.${token.text}`;
    checkName(name, line);
    cursor.next();
  } while (cursor.accept('.'));
  return name;
}
