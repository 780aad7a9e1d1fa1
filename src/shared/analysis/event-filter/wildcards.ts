/**
 * Whether a text matches a pattern with `*` (any text) and `?` (any character). Takes at most length × length steps, so no
 * pattern takes exponential time.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const char = pattern[inPattern];
    if (char === '*') {
      star = inPattern;
      starAt = at;
      inPattern += 1;
    } else if (char !== undefined && (char === '?' || char === text[at])) {
      at += 1;
      inPattern += 1;
    } else if (star >= 0) {
      starAt += 1;
      at = starAt;
      inPattern = star + 1;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}

export const hasWildcards = (pattern: string): boolean => /[*?]/.test(pattern);
