/** Returns the indexes of the lines that contain a text, ignoring case; none for an empty text. */
export function findLines(lines: readonly string[], search: string): number[] {
  const text = search.toLowerCase();
  if (text === '') return [];
  return lines.flatMap((line, index) => (line.toLowerCase().includes(text) ? [index] : []));
}

/** Splits a text into lines. The final line end does not start another line. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Splits a line into segments and marks the matches. */
export function partsOf(line: string, search: string): { text: string; found: boolean; at: number }[] {
  const small = line.toLowerCase();
  const text = search.toLowerCase();
  // Some letters are longer in lower case, so that the positions would not match.
  if (text === '' || small.length !== line.length) return [{ text: line, found: false, at: 0 }];
  const parts: { text: string; found: boolean; at: number }[] = [];
  let from = 0;
  for (let at = small.indexOf(text); at >= 0; at = small.indexOf(text, from)) {
    if (at > from) parts.push({ text: line.slice(from, at), found: false, at: from });
    parts.push({ text: line.slice(at, at + text.length), found: true, at });
    from = at + text.length;
  }
  if (from < line.length) parts.push({ text: line.slice(from), found: false, at: from });
  return parts;
}
