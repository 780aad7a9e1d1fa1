const LONGEST = 60;
/** Of a title so much can matter: most letters stay, and runs of others become one dash. */
const MOST_TITLE_CHARS = 1_000;
/** Latin letters that are no base letter with a mark: Unicode has no decomposition of them. */
const IN_ASCII: ReadonlyMap<string, string> = new Map(
  ['ß ss', 'ẞ SS', 'æ ae', 'Æ AE', 'œ oe', 'Œ OE', 'ø o', 'Ø O', 'ł l', 'Ł L', 'đ d', 'Đ D', 'ı i'].map(
    (pair): [string, string] => [pair.slice(0, 1), pair.slice(2)],
  ),
);

/**
 * A title as part of a folder's name: Trace Compass shows the leaf folder's own name as the name of the trace. ASCII alone, for
 * Java opens no other names where the locale is C; letters lose their marks, so that a person still reads the title.
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
