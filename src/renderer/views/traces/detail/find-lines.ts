/** Indexes of the lines that hold a text, whatever its case; none for an empty one. */
export function findLines(lines: readonly string[], wanted: string): number[] {
  const text = wanted.toLowerCase();
  if (text === '') return [];
  return lines.flatMap((line, index) => (line.toLowerCase().includes(text) ? [index] : []));
}

/** The lines of a text; the end of the last one begins no other. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** A line's parts, those that were looked for marked. */
export function partsOf(line: string, wanted: string): { text: string; found: boolean; at: number }[] {
  const small = line.toLowerCase();
  const text = wanted.toLowerCase();
  // Of some letters the small form is longer: positions would not fit.
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
