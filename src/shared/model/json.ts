/** More levels than anything has that the app reads or is asked for. */
export const DEEPEST_DATA = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENS: readonly number[] = [0x5b, 0x7b];
const CLOSES: readonly number[] = [0x5d, 0x7d];

/**
 * Reads JSON that comes from outside of this process. What nests deeper than any data of ours is refused before it is parsed:
 * whatever walks the result (schemas, JSON.stringify) recurses. Takes linear time.
 * @throws SyntaxError for what is not JSON or nests too deep; its message tells which
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
