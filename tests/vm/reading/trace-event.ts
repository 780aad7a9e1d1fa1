/** One line of babeltrace2, with `--clock-seconds --no-delta`. */
export interface TraceEvent {
  /** `sched_switch` for the kernel's, `provider:name` for a program's. */
  name: string;
  /** Since the epoch, on the clock that all leaves have in common. */
  atNs: bigint;
  cpu: number;
  /** The text between the braces; empty when there is none. */
  contexts: string;
  payload: string;
}

// [1795370579.219751839] vmguest sched_switch: { cpu_id = 1 }, { pid_ns = 4026531836 }, { prev_tid = 0, next_tid = 38 }
const LINE = /^\[(\d+)\.(\d{9})\] (?:\S+ )?(\S+): \{ cpu_id = (\d+) \}, (.*)$/;
const CONTEXTS_AND_PAYLOAD = /^\{ ((?:"(?:[^"\\]|\\.)*"|[^"}])*) \}, (.*)$/;

/** @throws Error for a line of another form */
export function parseEvent(line: string): TraceEvent {
  const [, seconds = '', nanoseconds = '', name = '', cpu, rest = ''] = LINE.exec(line) ?? [];
  if (name === '') throw new Error(`babeltrace2 printed a line that is no event: ${line}`);
  // A channel without contexts has the payload alone.
  const [, contexts = '', payload = rest] = CONTEXTS_AND_PAYLOAD.exec(rest) ?? [];
  return {
    name,
    atNs: BigInt(seconds + nanoseconds),
    cpu: Number(cpu),
    contexts,
    payload,
  };
}

const STRING = '"(?:[^"\\\\]|\\\\.)*"';
const patterns = new Map<string, RegExp>();

/** Texts count as one piece: what stands in them is no field. */
function valueIn(text: string, field: string): string | undefined {
  let pattern = patterns.get(field);
  if (!pattern) {
    pattern = new RegExp(`\\b${field} = (${STRING}|[^ ,]+)|${STRING}`, 'g');
    patterns.set(field, pattern);
  }
  for (const [, value] of text.matchAll(pattern)) if (value !== undefined) return value;
  return undefined;
}

/** A numeric context, undefined when the channel does not have it. */
export const contextNumber = ({ contexts }: TraceEvent, field: string): number | undefined =>
  toNumber(valueIn(contexts, field));

/** A text context without its quotes. */
export const contextText = ({ contexts }: TraceEvent, field: string): string | undefined =>
  valueIn(contexts, field)?.slice(1, -1);

/** A numeric field of the event itself. */
export const payloadNumber = ({ payload }: TraceEvent, field: string): number | undefined =>
  toNumber(valueIn(payload, field));

/** A text field of the event itself without its quotes. */
export const payloadText = ({ payload }: TraceEvent, field: string): string | undefined =>
  valueIn(payload, field)?.slice(1, -1);

const toNumber = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
