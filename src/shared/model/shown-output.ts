/** Colours and weight (SGR of ECMA-48), in 7 and 8 bits. Longer parameter lists than programs write are not accepted. */
const SGR = '(?:\\u001b\\[|\\u009b)[0-9;]{0,64}m';
const UNSAFE = '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]';
const COLOURS_OR_UNSAFE = new RegExp(`${SGR}|${UNSAFE}`, 'g');
const ANY_UNSAFE = new RegExp(UNSAFE);
const COLOURS = /\u001b\[[0-9;]*m/g;

/** Whether a text contains anything that a terminal interprets. */
export const hasControls = (text: string): boolean => ANY_UNSAFE.test(text);

/**
 * Converts the output of a program for the window. Keeps colours as `ESC[…m`. Everything else that a terminal interprets becomes
 * readable text in every font: `^[[2J` as in cat(1), or `<U+202E>`. Keeps tabs and newlines. Converts DOS line ends.
 * @returns text without control characters except tab, newline, and ESC at the beginning of a colour
 */
export function showControls(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(COLOURS_OR_UNSAFE, (found) => {
    if (found.length > 1) return `\u001b[${found.replace(/^\u001b?[[\u009b]/, '')}`;
    const code = found.charCodeAt(0);
    if (code < 0x20 || code === 0x7f) return `^${String.fromCharCode(code ^ 0x40)}`;
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** Removes the colours, for searching and copying. @param shown the result of showControls */
export const withoutColours = (shown: string): string =>
  shown.includes('\u001b') ? shown.replace(COLOURS, '') : shown;

const KEPT_COLOURS = 256;

/**
 * The active colours at the end of a text, for the next line.
 * @param before the active colours at its beginning
 */
export function coloursBehind(before: string, shown: string): string {
  if (!shown.includes('\u001b')) return before;
  let colours = before;
  for (const [sequence] of shown.matchAll(COLOURS)) {
    if (/^\u001b\[0*(?:m|;)/.test(sequence)) colours = '';
    if (!/^\u001b\[0*m$/.test(sequence)) colours += sequence;
  }
  // For a program that never resets colours, the last ones are visible.
  return colours.length <= KEPT_COLOURS
    ? colours
    : colours.slice(colours.indexOf('\u001b', colours.length - KEPT_COLOURS));
}
