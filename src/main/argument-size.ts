import { DEEPEST_DATA } from '@shared/model/json';

/** Larger than any request of the window: 100 000 ids to delete are 2.3 million characters. */
const MOST_CHARACTERS = 12_000_000;

/**
 * Checks whether arguments are larger or deeper than any request can be. Runs before they are parsed, so that no pattern is
 * matched against gigabytes of text. IPC clones the arguments, so they contain no accessors. A cycle counts as too deep.
 */
export function isOversized(args: unknown): boolean {
  let characters = 0;
  const tooLarge = (value: unknown, depth: number): boolean => {
    if (depth > DEEPEST_DATA) return true;
    if (typeof value === 'string') characters += value.length;
    else characters += 1;
    if (characters > MOST_CHARACTERS) return true;
    if (typeof value !== 'object' || value === null) return false;
    for (const [key, below] of Object.entries(value)) {
      characters += key.length;
      if (tooLarge(below, depth + 1)) return true;
    }
    return false;
  };
  return tooLarge(args, 0);
}
