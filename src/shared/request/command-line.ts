/** Characters that a form field does not show or keep: direction overrides, and control characters except tab and newline. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Joins arguments to a command line for a form field. splitCommand returns the same arguments. Unlike the quoting in the shell
 * script, it keeps newlines, because a field has several lines.
 */
export const commandLine = (argv: readonly string[]): string => argv.map(quoted).join(' ');

function quoted(argument: string): string {
  if (/^[A-Za-z0-9_./:=,@%+-]+$/.test(argument)) return argument;
  if (argument.search(HIDDEN) < 0) return `'${argument.replaceAll("'", `'\\''`)}'`;
  const escaped = argument.replaceAll(/[\\']/g, '\\$&').replaceAll(HIDDEN, (char) => `\\u${hex(char)}`);
  return `$'${escaped}'`;
}

const hex = (char: string): string => char.charCodeAt(0).toString(16).padStart(4, '0');
