import { coloursBehind, withoutColours } from './shown-output';

/** So much of what the containers print is held for the window; all of it is in the trace's run.log. */
export const KEPT_LINES = 10_000;
export const KEPT_CHARS = 1_000_000;
/** A line goes on in the next row behind so many characters: a program that prints no newline makes no endless row. */
export const LONGEST_LINE = 2_000;

export interface OutputLine {
  /** As showControls makes it; begins with the colours that hold from the line before. */
  shown: string;
  /** Goes on the line before it, which was too long. */
  continues: boolean;
  /** Characters that were left out in front of it. */
  leftOut: number;
}

/** The end of the output, bounded; a new object for each change. */
export interface OutputLines {
  /** The last one is still being written, empty behind a newline. */
  lines: readonly OutputLine[];
  /** How many lines fell off the front: the number of the first one that is kept. */
  first: number;
  chars: number;
  /** Characters that fell off the front or never came here. */
  droppedChars: number;
}

export const NO_OUTPUT: OutputLines = { lines: [], first: 0, chars: 0, droppedChars: 0 };

/**
 * Adds what was printed. The work is bounded by KEPT_LINES and the length of the text, however long the run.
 * @param text as showControls makes it
 * @param leftOut characters in front of it that are not in it
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
  // Behind a gap nothing goes on: a line that was begun stays as it is, without its end.
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

/** Not within a colour's sequence; the colours go on behind the cut. */
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
