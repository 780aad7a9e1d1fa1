import { oneLine } from '@shared/model/plain-text';

/** Longer names are cut: no label has room for more. */
const MOST_LETTERS = 300;
const MOST_NAMES = 20_000;
const known = new Map<string, string>();

/**
 * A name out of a trace as it may be drawn: one line, at most 300 letters, without control characters, escape sequences and direction
 * overrides.
 */
export function shownName(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  const shown = [...oneLine(name.slice(0, MOST_LETTERS * 4))].slice(0, MOST_LETTERS).join('');
  if (known.size >= MOST_NAMES) known.clear();
  known.set(name, shown);
  return shown;
}
