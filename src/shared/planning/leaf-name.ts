const LONGEST = 60;
/** The part of a title that is used; bounds the work for a long one. */
const MOST_TITLE_CHARS = 1_000;
/** Latin letters that Unicode does not decompose into a base letter and a mark. */
const IN_ASCII: ReadonlyMap<string, string> = new Map(
  ['ß ss', 'ẞ SS', 'æ ae', 'Æ AE', 'œ oe', 'Œ OE', 'ø o', 'Ø O', 'ł l', 'Ł L', 'đ d', 'Đ D', 'ı i'].map(
    (pair): [string, string] => [pair.slice(0, 1), pair.slice(2)],
  ),
);

/**
 * Converts a title to part of a folder's name. Trace Compass shows the name of the leaf folder as the name of the trace. The
 * result is ASCII, because Java cannot open other names in the C locale. Letters lose their marks, so the title stays readable.
 */
export function leafNameOf(title: string): string {
  const name = title
    .slice(0, MOST_TITLE_CHARS)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\u0000-\u007f]/gu, (letter) => IN_ASCII.get(letter) ?? letter)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, LONGEST)
    .replace(/[-.]+$/, '');
  return name || 'trace';
}
