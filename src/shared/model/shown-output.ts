/** Colours and weight (SGR of ECMA-48), in 7 and 8 bits; longer lists than any program writes are no colours. */
const SGR = '(?:\\u001b\\[|\\u009b)[0-9;]{0,64}m';
const OBEYED = '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]';
const SHOWN = new RegExp(`${SGR}|${OBEYED}`, 'g');
const SOMETHING = new RegExp(OBEYED);
const OURS = /\u001b\[[0-9;]*m/g;

/** Whether a text holds anything that a terminal would obey. */
export const hasControls = (text: string): boolean => SOMETHING.test(text);

/**
 * What a program printed, for the window: colours stay as `ESC[…m`, everything else that a terminal would obey becomes
 * text that can be read, in every font: `^[[2J` as cat(1) has it, or `<U+202E>`. Tab and newline stay, a DOS line ends
 * like any other.
 * @returns no control character but tab, newline, and ESC at the head of a colour
 */
export function showControls(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(SHOWN, (found) => {
    if (found.length > 1) return `\u001b[${found.replace(/^\u001b?[[\u009b]/, '')}`;
    const code = found.charCodeAt(0);
    if (code < 0x20 || code === 0x7f) return `^${String.fromCharCode(code ^ 0x40)}`;
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** The same without its colours: what is searched and copied. @param shown as showControls returns it */
export const withoutColours = (shown: string): string => (shown.includes('\u001b') ? shown.replace(OURS, '') : shown);

const KEPT_COLOURS = 256;

/**
 * The colours that hold behind a text, for the line that follows it.
 * @param before those that hold at its beginning
 */
export function coloursBehind(before: string, shown: string): string {
  if (!shown.includes('\u001b')) return before;
  let colours = before;
  for (const [sequence] of shown.matchAll(OURS)) {
    if (/^\u001b\[0*(?:m|;)/.test(sequence)) colours = '';
    if (!/^\u001b\[0*m$/.test(sequence)) colours += sequence;
  }
  // A program that never resets: the last ones are those that show.
  return colours.length <= KEPT_COLOURS
    ? colours
    : colours.slice(colours.indexOf('\u001b', colours.length - KEPT_COLOURS));
}
