/** Why a line cannot be split: an open quote, a backslash at the end, or an operator that requires a shell. */
export type CommandProblem = { kind: 'open-quote'; quote: '"' | "'" } | { kind: 'open-escape' } | Operator;
interface Operator {
  kind: 'operator';
  text: string;
}

/** Longer operators first. */
const OPERATORS = ['&&', '||', ';;', '|&', '>>', '<<', '>&', '<&', '>|', '&', '|', ';', '<', '>', '(', ')'];

/** The problem as a field error, in the style of the request schema's messages. */
export function commandProblemText(problem: CommandProblem): string {
  switch (problem.kind) {
    case 'operator':
      return `“${problem.text}” is a shell operator, and no shell runs the command: write sh -c '…', or quote it`;
    case 'open-quote':
      return `a quote (${problem.quote}) is not closed`;
    case 'open-escape':
      return 'nothing follows the backslash at the end';
  }
}

const SPACE = /\s/;
/** The only characters that a backslash escapes within double quotes (POSIX, Shell Command Language 2.2.3). */
const ESCAPED_IN_QUOTES = '"\\$`';
const CONTROLS: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/**
 * Splits a command line into arguments by the quoting rules of bash. Variables, patterns and number signs stay literal, since no
 * shell expands them later. Takes time linear in the line's length.
 * @returns the arguments, or why the line needs a shell or is incomplete
 */
export function splitCommand(line: string): { argv: string[] } | { problem: CommandProblem } {
  const argv: string[] = [];
  let word: string | null = null;
  let at = 0;
  const add = (text: string): void => {
    word = (word ?? '') + text;
  };
  while (at < line.length) {
    const char = line.charAt(at);
    if (SPACE.test(char)) {
      if (word !== null) argv.push(word);
      word = null;
      at += 1;
    } else if (char === '\\') {
      if (at + 1 === line.length) return { problem: { kind: 'open-escape' } };
      if (line.charAt(at + 1) !== '\n') add(line.charAt(at + 1));
      at += 2;
    } else if (char === "'" || char === '"' || line.startsWith("$'", at)) {
      const read =
        char === '"' ? doubleQuoted(line, at + 1) : char === "'" ? singleQuoted(line, at + 1) : ansi(line, at + 2);
      if (!read) return { problem: { kind: 'open-quote', quote: char === '"' ? '"' : "'" } };
      add(read.text);
      at = read.end;
    } else {
      const operator = OPERATORS.find((one) => line.startsWith(one, at));
      if (operator) return { problem: { kind: 'operator', text: operator } };
      add(char);
      at += 1;
    }
  }
  if (word !== null) argv.push(word);
  return { argv };
}

/** A quoted part: its text and the position after the closing quote; null if the quote is not closed. */
type Quoted = { text: string; end: number } | null;

function singleQuoted(line: string, from: number): Quoted {
  const close = line.indexOf("'", from);
  return close < 0 ? null : { text: line.slice(from, close), end: close + 1 };
}

function doubleQuoted(line: string, from: number): Quoted {
  let text = '';
  for (let at = from; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '"') return { text, end: at + 1 };
    const next = line.charAt(at + 1);
    if (char !== '\\') text += char;
    else if (next === '\n') at += 1;
    else if (next !== '' && ESCAPED_IN_QUOTES.includes(next)) {
      text += next;
      at += 1;
    } else text += char;
  }
  return null;
}

/** One escape of `$'…'` (bash(1), QUOTING), without its backslash. Octal and hexadecimal escapes are bytes. */
const ESCAPE = /x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([\s\S])/y;
const LAST_CODE_POINT = 0x10ffff;

function ansi(line: string, from: number): Quoted {
  let text = '';
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) text += new TextDecoder().decode(new Uint8Array(bytes));
    bytes = [];
  };
  for (let at = from; at < line.length; ) {
    const char = line.charAt(at);
    if (char !== '\\') {
      flush();
      if (char === "'") return { text, end: at + 1 };
      text += char;
      at += 1;
      continue;
    }
    ESCAPE.lastIndex = at + 1;
    const found = ESCAPE.exec(line);
    if (!found) return null;
    const [, hex, octal, short, long, other = ''] = found;
    at = ESCAPE.lastIndex;
    if (hex !== undefined || octal !== undefined) {
      bytes.push(hex === undefined ? Number.parseInt(octal ?? '', 8) & 0xff : Number.parseInt(hex, 16));
      continue;
    }
    flush();
    const code = short ?? long;
    if (code === undefined) text += CONTROLS[other] ?? (`\\'"?`.includes(other) ? other : `\\${other}`);
    else text += String.fromCodePoint(Math.min(Number.parseInt(code, 16), LAST_CODE_POINT));
  }
  return null;
}
