/** Lines of a build's log that stay on the page. */
export const SHOWN_LINES = 500;

export interface BoundedLines {
  lines: string[];
  /** The number of lines dropped before them. */
  droppedLines: number;
}

/** Appends lines and drops the oldest beyond the limit. */
export function withLines({ lines, droppedLines }: BoundedLines, added: readonly string[]): BoundedLines {
  const all = [...lines, ...added];
  const over = Math.max(0, all.length - SHOWN_LINES);
  return { lines: all.slice(over), droppedLines: droppedLines + over };
}
