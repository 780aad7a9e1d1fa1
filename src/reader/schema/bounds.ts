import { ReadError } from '../read-error';

/** Bounds of the metadata. Each is far above what tracers write, and keeps memory and time of hostile metadata small. */
export const MOST_METADATA_BYTES = 64 * 1024 * 1024;
/** Nested types, counted through named types as well, and nested brackets of an expression. */
export const MOST_NESTING = 64;
/** Of the text, with those that say nothing, as `;`. A kernel with all its events has about half a million. */
export const MOST_TOKENS = 10_000_000;
const MOST_NAME_LENGTH = 65_536;
/** Of a name in an error. */
const SHOWN_CHARACTERS = 40;
/** Of an array. */
export const MOST_ELEMENTS = 2n ** 32n;
/** Types, fields, enumerators, environment entries, streams and events, once as they are declared and again for each use. */
const MOST_PARTS = 500_000;

/** Integers of 64 bits, with or without sign. */
export const LEAST_INTEGER = -(2n ** 63n);
export const MOST_SIGNED = 2n ** 63n - 1n;
export const MOST_INTEGER = 2n ** 64n - 1n;

/** Counts the parts of one schema. A named type that contains named types multiplies, so uses are counted, not only the text. */
export class PartsBudget {
  #left = MOST_PARTS;

  /** @throws ReadError too-large */
  spend(line: number, parts = 1): void {
    this.#left -= parts;
    if (this.#left < 0) throw new ReadError('too-large', `The metadata has more than ${MOST_PARTS} parts.`, { line });
  }
}

/** @throws ReadError too-large */
export function checkNesting(depth: number, line: number): void {
  if (depth > MOST_NESTING)
    throw new ReadError('too-large', `A type is nested more than ${MOST_NESTING} times.`, { line });
}

/** The begin of a name, for errors. */
export const shownName = (name: string): string => name.slice(0, SHOWN_CHARACTERS);

/** @throws ReadError too-large */
export function checkName(name: string, line: number): void {
  if (name.length > MOST_NAME_LENGTH)
    throw new ReadError('too-large', `A name has more than ${MOST_NAME_LENGTH} characters.`, { line });
}
