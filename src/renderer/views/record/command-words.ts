import { parse } from 'shell-quote';
import { texts } from '../../texts/en';

/**
 * A command line taken apart as a shell does it, with nothing done: no operators, no variables, no patterns, no comments.
 * What would need a shell is refused with the way out, since a container's command goes to no shell by itself.
 */
export function splitCommand(line: string): { words: string[] } | { problem: string } {
  const { command } = texts.record.problem;
  const read = readQuotes(line);
  if (read.open !== null) return { problem: read.open === '\\' ? command.backslash : command.quote(read.open) };
  const { text, restore } = withoutSigns(read.joined);
  const words: string[] = [];
  for (const entry of parse(text)) {
    if (typeof entry === 'string') words.push(restore(entry));
    else if ('pattern' in entry) words.push(restore(entry.pattern));
    else return { problem: command.operator('op' in entry ? entry.op : '#') };
  }
  return { words };
}

/** Which quote is not closed at the end, if one is, and the line with its continuations (backslash, line end) joined. */
function readQuotes(line: string): { open: string | null; joined: string } {
  let quote: string | null = null;
  let joined = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '\\' && quote !== "'") {
      if (at + 1 === line.length) return { open: quote ?? '\\', joined };
      at += 1;
      if (line.charAt(at) !== '\n' || quote === "$'") joined += char + line.charAt(at);
      continue;
    }
    if (quote !== null && char === quote.at(-1)) quote = null;
    else if (quote === null && (char === '"' || char === "'"))
      quote = char === "'" && opensEscapes(line, at) ? "$'" : char;
    joined += char;
  }
  return { open: quote === null ? null : (quote.at(-1) ?? null), joined };
}

/** Whether the quote follows a dollar sign that no backslash takes away. */
const opensEscapes = (line: string, at: number): boolean => /(?<!\\)(?:\\\\)*\$$/.test(line.slice(0, at));

/**
 * shell-quote puts in variables and leaves out comments, and cannot be told to leave both. So their signs stand as
 * characters that no text has (Unicode's noncharacters) while it works; `$'` is a quote and stays.
 */
function withoutSigns(line: string): { text: string; restore: (word: string) => string } {
  const [dollar = '\ufdd0', hash = '\ufdd1'] = Array.from({ length: 32 }, (_, index) =>
    String.fromCharCode(0xfdd0 + index),
  ).filter((char) => !line.includes(char));
  const text = line
    .replaceAll(/(?<!\\)((?:\\\\)*)\$(?!')/g, (_all, before: string) => before + dollar)
    .replaceAll('#', hash);
  return { text, restore: (word) => word.replaceAll(dollar, '$').replaceAll(hash, '#') };
}
