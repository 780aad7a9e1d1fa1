import { readFileSync } from 'node:fs';

/** One system call in the output of strace(1), with its decoded strings. */
export interface SeenCall {
  pid: number;
  name: string;
  /** The strings of the arguments in order; a list of strings is a list. */
  texts: (string | string[])[];
  /** The whole line without its strings. */
  rest: string;
  /** Whether the call succeeded. */
  ok: boolean;
}

const TEXT = /"((?:\\x[0-9a-f]{2})*)"/g;
const LIST = /\[((?:"(?:\\x[0-9a-f]{2})*"(?:, )?)+)\]/g;

const decoded = (hex: string): string => Buffer.from(hex.replaceAll('\\x', ''), 'hex').toString('utf8');

/** Reads strace's log. If a call of another thread interrupts a call, the log contains it in two lines. */
export function seenCalls(log: string): SeenCall[] {
  const unfinished = new Map<number, string>();
  return readFileSync(log, 'latin1')
    .split('\n')
    .flatMap((line): SeenCall[] => {
      const [, number = '', words = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
      const pid = Number(number);
      if (!words) return [];
      const cut = words.indexOf(' <unfinished ...>');
      if (cut >= 0) {
        unfinished.set(pid, words.slice(0, cut));
        return [];
      }
      const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(words);
      const whole = resumed ? `${unfinished.get(pid) ?? ''}${resumed[1]}` : words;
      return [callOf(pid, whole)];
    });
}

function callOf(pid: number, whole: string): SeenCall {
  const texts: (string | string[])[] = [];
  const listed = whole.replace(LIST, (_, inner: string) => {
    texts.push([...inner.matchAll(TEXT)].map(([, hex = '']) => decoded(hex)));
    return `[#${texts.length - 1}]`;
  });
  const rest = listed.replace(TEXT, (_, hex: string) => {
    texts.push(decoded(hex));
    return `#${texts.length - 1}`;
  });
  const order = [...rest.matchAll(/#(\d+)/g)].map(([, at]) => texts[Number(at)] ?? '');
  return { pid, name: /^\w+/.exec(whole)?.[0] ?? '', texts: order, rest, ok: !/= -1 E/.test(rest) };
}

export interface Execution {
  file: string;
  argv: string[];
  env: string[];
}

/** Every program that was executed, including failed attempts. */
export const executions = (log: string): Execution[] =>
  seenCalls(log)
    .filter(({ name }) => name === 'execve' || name === 'execveat')
    .map(({ texts }) => ({
      file: String(texts[0] ?? ''),
      argv: Array.isArray(texts[1]) ? texts[1] : [],
      env: Array.isArray(texts[2]) ? texts[2] : [],
    }));
