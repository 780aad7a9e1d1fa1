/** German labels are up to two fifths longer than English ones. */
const MORE = 0.4;
const FILL = 'längerewörter';

/**
 * Lengthens each text by two fifths, so that a test can find texts that would be cut in another language. Texts that belong
 * to no language (keys) are returned unchanged.
 */
export function longer<T>(texts: T): T {
  if (typeof texts === 'string') return lengthened(texts) as T;
  if (typeof texts === 'function') {
    const make = texts as (...given: unknown[]) => unknown;
    return ((...given: unknown[]) => longer(make(...given))) as T;
  }
  if (Array.isArray(texts)) return texts.map(longer) as T;
  if (typeof texts !== 'object' || texts === null) return texts;
  return Object.fromEntries(
    Object.entries(texts).map(([name, part]) => [name, name === 'keys' ? part : longer(part)]),
  ) as T;
}

/** Adds words of ordinary length: a text of several words gets another word. */
function lengthened(text: string): string {
  const letters = Math.ceil(text.length * MORE);
  if (!/\p{L}/u.test(text)) return text;
  const words = FILL.repeat(Math.ceil(letters / FILL.length)).slice(0, letters);
  return text.includes(' ') ? `${text} ${words.replaceAll(/(.{9})/g, '$1 ').trim()}` : `${text}${words}`;
}
