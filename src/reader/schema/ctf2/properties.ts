import { metadataError, type ReadError, unsupported } from '../../read-error';
import { MOST_INTEGER, shownName } from '../bounds';
import type { JsonValue } from './json-text';

/** The properties of a JSON object. Each read marks a property as known; `end` refuses the others, as the specification demands. */
export class Properties {
  readonly #entries: ReadonlyMap<string, JsonValue>;
  readonly #known = new Set(['type']);
  readonly line: number;

  constructor(value: JsonValue, what: string) {
    if (value.kind !== 'object') throw metadataError(`${what} is no object.`, value.line);
    this.#entries = value.entries;
    this.line = value.line;
  }

  get(name: string): JsonValue | undefined {
    this.#known.add(name);
    return this.#entries.get(name);
  }

  /** The value of a property that must be there. */
  need(name: string): JsonValue {
    const value = this.get(name);
    if (!value) throw metadataError(`The property \`${name}\` is missing.`, this.line);
    return value;
  }

  string(name: string): string | undefined {
    const value = this.get(name);
    return value && textOf(value, name);
  }

  /** An unsigned integer up to a bound. */
  unsigned(name: string, most = MOST_INTEGER): bigint | undefined {
    const value = this.get(name);
    if (!value) return undefined;
    if (value.kind !== 'integer' || value.integer < 0n || value.integer > most)
      throw wrong(name, `an integer from 0 to ${most}`, value);
    return value.integer;
  }

  oneOf<T>(name: string, table: Readonly<Record<string, T>>): T | undefined {
    const value = this.get(name);
    if (!value) return undefined;
    const key = value.kind === 'integer' ? String(value.integer) : textOf(value, name);
    const found = Object.hasOwn(table, key) ? table[key] : undefined;
    if (found === undefined) throw wrong(name, 'a known value', value);
    return found;
  }

  items(name: string): readonly JsonValue[] | undefined {
    const value = this.get(name);
    return value && itemsOf(value, name);
  }

  entries(name: string): ReadonlyMap<string, JsonValue> | undefined {
    const value = this.get(name);
    if (value && value.kind !== 'object') throw wrong(name, 'an object', value);
    return value?.entries;
  }

  /** Refuses properties that were not read, and extensions. User attributes are allowed everywhere, and ignored. */
  end(): void {
    this.entries('attributes');
    this.entries('user-attributes'); // the draft of CTF 2
    const extensions = this.entries('extensions');
    if (extensions && extensions.size > 0) throw unsupported('Extensions of CTF 2', this.line);
    for (const [name, { line }] of this.#entries)
      if (!this.#known.has(name)) throw metadataError(`The property \`${shownName(name)}\` is unknown.`, line);
  }
}

export function textOf(value: JsonValue, name: string): string {
  if (value.kind !== 'string') throw wrong(name, 'a string', value);
  return value.text;
}

export function itemsOf(value: JsonValue, name: string): readonly JsonValue[] {
  if (value.kind !== 'array') throw wrong(name, 'an array', value);
  return value.items;
}

export const wrong = (name: string, expected: string, { line }: JsonValue): ReadError =>
  metadataError(`The property \`${name}\` is not ${expected}.`, line);
