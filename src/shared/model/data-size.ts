import { DEEPEST_DATA } from './json';

/**
 * Checks whether data from outside is larger than a number of characters, or nested too deep. Runs before it is parsed, so that no
 * pattern is matched against gigabytes of text. The data was cloned, so it contains no accessors. A cycle counts as too deep.
 */
export function isLargerThan(data: unknown, mostCharacters: number): boolean {
  let characters = 0;
  const isTooLarge = (value: unknown, depth: number): boolean => {
    if (depth > DEEPEST_DATA) return true;
    characters += typeof value === 'string' ? value.length : sizeOfBinary(value);
    if (characters > mostCharacters) return true;
    if (typeof value !== 'object' || value === null) return false;
    for (const [key, below] of entriesOf(value)) {
      characters += key.length;
      if (isTooLarge(below, depth + 1)) return true;
    }
    return false;
  };
  return isTooLarge(data, 0);
}

const sizeOfBinary = (value: unknown): number =>
  value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? value.byteLength + 1 : 1;

const entriesOf = (value: object): [string, unknown][] => (ArrayBuffer.isView(value) ? [] : Object.entries(value));
