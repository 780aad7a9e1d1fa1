/**
 * babeltrace2's text of an event, as `--clock-seconds --no-delta --fields=trace:domain --names=payload,context,scope` makes
 * it, one line each (line ends in strings are escaped):
 * `[SECONDS.NANOS] kernel NAME: stream.packet.context = { cpu_id = 0 }, stream.event.context = { vpid = 1, … }, event.fields = { … }`
 * The names of the scopes tell contexts from a payload of the same names. Strings are anybody's: a program may call itself
 * `" }, { vpid = 9`; they are read as strings, never searched.
 */
export const LINE_OPTIONS = [
  '--clock-seconds',
  '--no-delta',
  '--fields=trace:domain',
  '--names=payload,context,scope',
] as const;

// Each loop's steps begin with different characters: the time is linear, whatever a program writes.
const STRING = '"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"';
const INNER = `\\{[^"{}]*(?:${STRING}[^"{}]*)*\\}`;
const GROUP = `\\{[^"{}]*(?:(?:${STRING}|${INNER})[^"{}]*)*\\}`;
const HEAD = new RegExp(
  `\\[(\\d+)\\.(\\d{3})\\d*\\] (?:(kernel|ust) )?([^ ]+): (?:stream\\.packet\\.context = ${GROUP}, )?(?:stream\\.event\\.context = (${GROUP}),? ?)?`,
  'y',
);
// A trace whose metadata names no domain is not the kernel's: LTTng's always does.
/** What babeltrace2 can print and we cannot take apart, an event of a future field type for one, is counted all the same. */
const PLAIN_HEAD = /\[(\d+)\.(\d{3})\d*\] (?:(kernel|ust) )?([^ ]+): /y;

export interface EventHead {
  atMs: number;
  ofKernel: boolean;
  name: string;
  /** `{ … }`; undefined when there is none. */
  context: string | undefined;
  /** Where the payload begins. */
  payloadAt: number;
}

/**
 * Reads the line of a longer text that begins and ends there.
 * @returns undefined for a line that is no event
 */
export function readEventHead(text: string, at: number, end: number): EventHead | undefined {
  HEAD.lastIndex = at;
  PLAIN_HEAD.lastIndex = at;
  const whole = HEAD.exec(text);
  const full = whole && HEAD.lastIndex <= end ? whole : null;
  const found = full ?? PLAIN_HEAD.exec(text);
  if (!found) return undefined;
  const [, seconds, millis, domain, name = ''] = found;
  return {
    atMs: Number(seconds) * 1000 + Number(millis),
    ofKernel: domain === 'kernel',
    name,
    context: full?.[5],
    payloadAt: full ? HEAD.lastIndex : PLAIN_HEAD.lastIndex,
  };
}

const FIELD = new RegExp(`(\\w+) = (?:(${STRING})|(-?\\w+))`, 'g');

/** The fields of a group with a value of their own: numbers and words as they stand, strings without their quotes. */
export function readFields(group: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const [, name = '', string, word = ''] of group.matchAll(FIELD))
    if (!fields.has(name))
      fields.set(name, string === undefined ? word : string.slice(1, -1).replace(/\\(["\\])/g, '$1'));
  return fields;
}
