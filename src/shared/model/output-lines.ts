import { coloursBehind, withoutColours } from './shown-output';

/** The maximum output of the containers that the window keeps. The trace's run.log has all of it. */
export const KEPT_LINES = 10_000;
export const KEPT_CHARS = 1_000_000;
/** Characters after which a line continues in the next row, for programs that print no newlines. */
export const LONGEST_LINE = 2_000;

export interface OutputLine {
  /** The result of showControls, preceded by the colours that are active at the end of the previous line. */
  shown: string;
  /** Whether it continues the previous row, which was too long. */
  continues: boolean;
  /** Number of characters that were omitted before it. */
  leftOut: number;
}

/** The end of the output, bounded. Immutable. */
export interface OutputLines {
  /** The last line is incomplete. It is empty after a newline. */
  lines: readonly OutputLine[];
  /** The number of removed lines, which is also the index of the first line that is kept. */
  first: number;
  chars: number;
  /** Number of characters that were removed or omitted. */
  droppedChars: number;
}

export const NO_OUTPUT: OutputLines = { lines: [], first: 0, chars: 0, droppedChars: 0 };

/**
 * Adds printed text. The work is bounded by KEPT_LINES and the length of the text.
 * @param text the result of showControls
 * @param leftOut number of characters that were omitted before the text
 */
export function addOutput(before: OutputLines, text: string, leftOut = 0): OutputLines {
  if (text === '') return leftOut ? { ...before, droppedChars: before.droppedChars + leftOut } : before;
  const lines = [...before.lines];
  let { chars } = before;
  const add = (line: OutputLine): void => {
    lines.push(line);
    chars += line.shown.length;
  };
  const last = lines.at(-1);
  // After a gap the text does not continue the last line, which stays incomplete.
  const open = last && (leftOut === 0 || last.shown === '') ? lines.pop() : undefined;
  chars -= open?.shown.length ?? 0;
  let continues = open?.continues ?? false;
  let gap = leftOut + (open?.leftOut ?? 0);
  let line = open?.shown ?? '';
  for (const [index, piece] of text.split('\n').entries()) {
    if (index > 0) line = coloursBehind('', line);
    for (const [part, shown] of cut(line + piece).entries()) {
      add({ shown, continues: part > 0 || continues, leftOut: gap });
      gap = 0;
      line = shown;
    }
    continues = false;
  }
  return bounded({ lines, first: before.first, chars, droppedChars: before.droppedChars + leftOut });
}

/** Splits a long line, but not within a colour sequence. The active colours continue after the split. */
function cut(line: string): string[] {
  const parts: string[] = [];
  let rest = line;
  while (rest.length > LONGEST_LINE) {
    const colour = rest.lastIndexOf('\u001b', LONGEST_LINE);
    const inSequence = colour >= 0 && rest.indexOf('m', colour) >= LONGEST_LINE;
    const low = rest.charCodeAt(LONGEST_LINE);
    const at = inSequence ? colour : low >= 0xdc00 && low <= 0xdfff ? LONGEST_LINE - 1 : LONGEST_LINE;
    const part = rest.slice(0, at);
    parts.push(part);
    rest = coloursBehind('', part) + rest.slice(at);
  }
  parts.push(rest);
  return parts;
}

function bounded(output: OutputLines): OutputLines {
  let { chars, droppedChars } = output;
  let from = 0;
  const last = output.lines.length - 1;
  while (from < last && (output.lines.length - from > KEPT_LINES || chars > KEPT_CHARS)) {
    const shown = output.lines[from]?.shown ?? '';
    chars -= shown.length;
    droppedChars += withoutColours(shown).length + 1;
    from += 1;
  }
  if (from === 0) return output;
  return { lines: output.lines.slice(from), first: output.first + from, chars, droppedChars };
}
