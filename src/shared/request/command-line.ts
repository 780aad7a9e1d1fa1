/** What a field does not show or does not keep as it is: control characters but tab and line end, direction overrides. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Words as one line that is taken apart into the same words again, to be edited in a field. Unlike the shell script's
 * quoting it leaves line ends readable, since a field has several lines.
 */
export const commandLine = (words: readonly string[]): string => words.map(quoted).join(' ');

function quoted(word: string): string {
  if (/^[A-Za-z0-9_./:=,@%+-]+$/.test(word)) return word;
  if (word.search(HIDDEN) < 0) return `'${word.replaceAll("'", `'\\''`)}'`;
  const escaped = word.replaceAll(/[\\']/g, '\\$&').replaceAll(HIDDEN, (char) => `\\u${hex(char)}`);
  return `$'${escaped}'`;
}

const hex = (char: string): string => char.charCodeAt(0).toString(16).padStart(4, '0');
