import { FUNCTION_COLOURS } from './plot-theme';

/** Selected so that parents and children of the demo differ. */
const HASH_BEGIN = 0x811e33d0;
/** The prime of the 32-bit FNV hash, http://www.isthe.com/chongo/tech/comp/fnv/. */
const HASH_PRIME = 0x01000193;
const MOST_NAMES = 20_000;
const known = new Map<string, number>();

/**
 * Removes arguments and template arguments from a demangled name: `std::map<int, A>::find(int const&) const` becomes `std::map::find`.
 * Names of operators keep their brackets.
 */
export function plainFunctionName(name: string): string {
  let depth = 0;
  let plain = '';
  for (let at = 0; at < name.length; at += 1) {
    if (depth === 0 && /operator\s*$/.test(plain.slice(-10))) {
      const operator = /^(?:\(\)|<=>|<<=?|>>=?|<=?|>=?|->\*?)/.exec(name.slice(at, at + 3))?.[0];
      if (operator !== undefined) {
        plain += operator;
        at += operator.length - 1;
        continue;
      }
    }
    const char = name[at] ?? '';
    if (char === '<') depth += 1;
    else if (char === '>' && depth > 0) depth -= 1;
    else if (depth > 0) continue;
    else if (char === '(' && !name.startsWith('(anonymous namespace)', at)) break;
    else plain += char;
  }
  return plain.trim() || name;
}

/** Index of the colour of a function, 0 to 7. It only depends on the name without arguments: not on trace, range or theme. */
export function functionColour(name: string): number {
  const before = known.get(name);
  if (before !== undefined) return before;
  let hash = HASH_BEGIN;
  const plain = plainFunctionName(name);
  for (let at = 0; at < plain.length; at += 1) hash = Math.imul(hash ^ plain.charCodeAt(at), HASH_PRIME);
  hash ^= hash >>> 15;
  const colour = (hash >>> 0) % FUNCTION_COLOURS;
  if (known.size >= MOST_NAMES) known.clear();
  known.set(name, colour);
  return colour;
}
