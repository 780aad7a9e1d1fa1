import type { ScannedText } from '@reader/schema/tsdl/tokens';

/**
 * The options with which babeltrace2 prints one line per event:
 * `[SECONDS.NANOS] DOMAIN NAME: stream.packet.context = { cpu_id = 0 }, stream.event.context = { vpid = 1, … }, event.fields = { … }`
 * Line ends in strings are escaped, but not those in the names of events and domains (see ctf/metadata-facts.ts). The domain
 * is optional, names may contain spaces, times may be before the epoch, and a stream without a clock has no time. The names
 * of the scopes distinguish contexts from a payload with the same names. Strings are untrusted: a program may be called
 * `" }, { vpid = 9`. They are parsed as strings, and their content is never searched.
 */
export const LINE_OPTIONS = [
  '--clock-seconds',
  '--no-delta',
  '--fields=trace:domain',
  '--names=payload,context,scope',
] as const;

export interface EventHead {
  /** Unix milliseconds, negative before the epoch; null for a stream without a clock. */
  atMs: number | null;
  ofKernel: boolean;
  name: string;
  /** `{ … }`; undefined when there is none. */
  context: string | undefined;
  /** Index of the payload in the line. */
  payloadAt: number;
}

const QUOTE = 34;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const OPENING = 91;
const BACKSLASH = 92;
const CLOSING = 93;
const SPACE = 32;

const PACKET_CONTEXT = 'stream.packet.context = ';
const EVENT_CONTEXT = 'stream.event.context = ';
const OTHER_SCOPES = ['event.context = ', 'event.fields = '] as const;
const KERNEL = 'kernel ';
const USERSPACE = 'ust ';

/**
 * Parses one line, in time proportional to its length.
 * @returns undefined when the line is not an event, which has a colon after its name
 */
export function readEventHead(line: ScannedText): EventHead | undefined {
  const time = readTime(line);
  const from = time?.end ?? 0;
  const ofKernel = line.startsWith(KERNEL, from);
  const nameAt = ofKernel ? from + KERNEL.length : line.startsWith(USERSPACE, from) ? from + USERSPACE.length : from;
  const nameEnd = endOfName(line, nameAt);
  if (nameEnd < 0) return undefined;
  let payloadAt = nameEnd + 2;
  let context: string | undefined;
  const packetEnd = line.startsWith(PACKET_CONTEXT, payloadAt)
    ? endOfGroup(line, payloadAt + PACKET_CONTEXT.length)
    : payloadAt;
  if (packetEnd > payloadAt) payloadAt = afterComma(line, packetEnd);
  if (packetEnd >= 0 && line.startsWith(EVENT_CONTEXT, payloadAt)) {
    const contextAt = payloadAt + EVENT_CONTEXT.length;
    const end = endOfGroup(line, contextAt);
    if (end >= 0) {
      context = line.slice(contextAt, end);
      payloadAt = afterComma(line, end);
    }
  }
  return { atMs: time?.atMs ?? null, ofKernel, name: line.slice(nameAt, nameEnd), context, payloadAt };
}

/** `[-12.345678901] `: the sign applies to the whole number. */
function readTime(line: ScannedText): { atMs: number; end: number } | undefined {
  if (line.charCodeAt(0) !== OPENING) return undefined;
  const isNegative = line.charCodeAt(1) === MINUS;
  const secondsAt = isNegative ? 2 : 1;
  let at = secondsAt;
  let seconds = 0;
  for (; isDigit(line.charCodeAt(at)); at += 1) seconds = seconds * 10 + line.charCodeAt(at) - ZERO;
  if (at === secondsAt || line.charCodeAt(at) !== POINT) return undefined;
  const fractionAt = at + 1;
  let millis = 0;
  for (at = fractionAt; isDigit(line.charCodeAt(at)); at += 1)
    if (at < fractionAt + 3) millis = millis * 10 + line.charCodeAt(at) - ZERO;
  if (at < fractionAt + 3 || line.charCodeAt(at) !== CLOSING || line.charCodeAt(at + 1) !== SPACE) return undefined;
  const atMs = seconds * 1000 + millis;
  return { atMs: isNegative ? -atMs : atMs, end: at + 2 };
}

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

/** The name ends at the colon before the first scope, or at the first colon without a scope. @returns -1 without a colon */
function endOfName(line: ScannedText, from: number): number {
  const first = line.indexOf(': ', from);
  for (let at = first; at >= 0; at = line.indexOf(': ', at + 1)) if (isScope(line, at + 2)) return at;
  return first;
}

const isScope = (line: ScannedText, at: number): boolean =>
  line.startsWith(PACKET_CONTEXT, at) ||
  line.startsWith(EVENT_CONTEXT, at) ||
  OTHER_SCOPES.some((scope) => line.startsWith(scope, at));

const afterComma = (line: ScannedText, at: number): number =>
  line.startsWith(', ', at) ? at + 2 : Math.min(line.length, at + 1);

/** @returns the index after the group that begins at `from`; -1 when the group is unterminated */
function endOfGroup(line: ScannedText, from: number): number {
  if (!line.startsWith('{', from)) return -1;
  const quotes = new Next(line, '"');
  const openings = new Next(line, '{');
  const closings = new Next(line, '}');
  let depth = 1;
  for (let at = from + 1; ; ) {
    const quote = quotes.from(at);
    const opening = openings.from(at);
    const closing = closings.from(at);
    if (closing === line.length) return -1;
    if (quote < opening && quote < closing) at = endOfString(line, quote) + 1;
    else if (opening < closing) {
      depth += 1;
      at = opening + 1;
    } else {
      depth -= 1;
      at = closing + 1;
      if (depth === 0) return at;
    }
  }
}

/** Finds the next occurrence of a mark for ascending positions. Searches each part of the line only once. */
class Next {
  #at = -1;

  constructor(
    private readonly line: ScannedText,
    private readonly mark: string,
  ) {}

  /** @returns the length of the line when there is no further occurrence */
  from(at: number): number {
    if (this.#at < at) {
      const found = this.line.indexOf(this.mark, at);
      this.#at = found < 0 ? this.line.length : found;
    }
    return this.#at;
  }
}

/** @returns the index of the closing quote; the length of the text, or one more, without a closing quote */
function endOfString(text: ScannedText, quoteAt: number): number {
  let at = quoteAt + 1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 1;
  }
  return at;
}

/** The fields of a group whose value is not a group: numbers and words unchanged, strings without quotes. */
export function readFields(group: ScannedText): Map<string, string> {
  const fields = new Map<string, string>();
  const { length } = group;
  let at = 0;
  let name = '';
  while (at < length) {
    const start = at;
    const code = group.charCodeAt(at);
    if (code === QUOTE) {
      at = Math.min(length, endOfString(group, at) + 1);
      if (name !== '' && !fields.has(name))
        fields.set(name, group.slice(start + 1, at - 1).replace(/\\(["\\])/g, '$1'));
      name = '';
    } else if (isWord(code)) {
      do at += 1;
      while (at < length && isWord(group.charCodeAt(at)));
      const word = group.slice(start, at);
      if (name !== '') {
        if (!fields.has(name)) fields.set(name, word);
        name = '';
      } else if (group.startsWith(' = ', at)) {
        name = word;
        at += 3;
      }
    } else {
      at += 1;
      name = '';
    }
  }
  return fields;
}

const isWord = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === MINUS;
