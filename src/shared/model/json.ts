/** More levels than any data of the app has. */
export const DEEPEST_DATA = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENS: readonly number[] = [0x5b, 0x7b];
const CLOSES: readonly number[] = [0x5d, 0x7d];

/**
 * Parses JSON from outside of this process. Rejects too many nested levels before parsing, because schemas and JSON.stringify
 * recurse. Takes linear time.
 * @throws SyntaxError if the text is not JSON or nests too deep; the message says which
 */
export function parseJson(text: string): unknown {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === BACKSLASH) at += 1;
      else if (char === QUOTE) inString = false;
    } else if (char === QUOTE) inString = true;
    else if (OPENS.includes(char)) {
      depth += 1;
      if (depth > DEEPEST_DATA) throw new SyntaxError(`it nests more than ${DEEPEST_DATA} levels deep`);
    } else if (CLOSES.includes(char)) depth -= 1;
  }
  return JSON.parse(text);
}
