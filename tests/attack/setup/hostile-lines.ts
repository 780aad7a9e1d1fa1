import { HOSTILE_TEXTS, HOSTILE_VALUES, STRANGE_FIELDS, STRANGE_VERBS } from './hostile-values';

/** One line that the helper must refuse, and what is wrong with it. */
export interface HostileLine {
  what: string;
  /** Without `id`, which is added when the line is sent. */
  message: Record<string, unknown>;
}

const RUN_ID = '20260131-235959-0a1b2c';
const SESSION = `ct-${RUN_ID}-k`;
const CONTAINER = '0'.repeat(64);

/** A valid request for each verb and each kind of tracer command. */
const COMMANDS: readonly Record<string, unknown>[] = [
  { verb: 'create-session', session: SESSION, output: '/tmp/x' },
  {
    verb: 'enable-channel',
    domain: 'kernel',
    session: SESSION,
    channel: 'kernel',
    buffers: { count: 4, sizeKiB: 512 },
  },
  { verb: 'add-contexts', domain: 'kernel', session: SESSION, channel: 'kernel', contexts: ['pid_ns'] },
  { verb: 'enable-kernel-events', session: SESSION, channel: 'kernel', what: 'syscall', patterns: ['open*'] },
  { verb: 'enable-rotation', session: SESSION, sizeBytes: 65_536 },
  ...['disable-rotation', 'start', 'stop', 'list', 'record-snapshot', 'destroy'].map((verb) => ({
    verb,
    session: SESSION,
  })),
  { verb: 'list-kernel-events', what: 'tracepoint' },
];
const CREATE = {
  verb: 'container-create',
  engine: 'docker',
  runId: RUN_ID,
  repetition: 1,
  image: 'localhost/none:1',
  command: ['true'],
  env: [{ name: 'A', value: 'b' }],
  socket: { path: '/tmp/x', name: 'lttng-ust-sock-8' },
};
const RIGHT: readonly Record<string, unknown>[] = [
  ...COMMANDS.map((command) => ({ verb: 'trace', command })),
  CREATE,
  ...['logs', 'start', 'wait', 'inspect', 'remove'].map((what) => ({
    verb: `container-${what}`,
    container: CONTAINER,
  })),
  { verb: 'container-stop', container: CONTAINER, graceS: 1 },
  { verb: 'status' },
  { verb: 'stop' },
  { verb: 'ensure-daemon' },
];

/** Texts that are valid in a free-text field, such as an argument of the container's command. */
const isFreeText = (path: readonly string[]): boolean =>
  ['command.0', 'env.0.value'].includes(path.join('.')) || path.join('.') === 'socket.path';

/** Each text of each valid request replaced by each hostile text, unknown verbs, and unknown fields. */
export function hostileLines(): HostileLine[] {
  return [
    ...STRANGE_VERBS.map((verb) => ({ what: `the verb ${JSON.stringify(verb)}`, message: { verb } })),
    ...HOSTILE_VALUES.map((verb) => ({ what: `the verb ${JSON.stringify(verb)?.slice(0, 50)}`, message: { verb } })),
    ...RIGHT.flatMap((message) =>
      STRANGE_FIELDS.map(([name, value]) => ({
        what: `${String(message['verb'])} with ${name}`,
        message: Object.fromEntries([...Object.entries(message), [name, value]]),
      })),
    ),
    ...RIGHT.flatMap((message) => injected(message)),
  ];
}

function injected(message: Record<string, unknown>): HostileLine[] {
  return textPlaces(message)
    .filter((path) => !isFreeText(path))
    .flatMap((path) =>
      HOSTILE_TEXTS.filter((text) => !isGoodAnyway(path, text)).map((text) => ({
        what: `${String(message['verb'])}: ${path.join('.')} is ${JSON.stringify(text).slice(0, 60)}`,
        message: withText(message, path, text) as Record<string, unknown>,
      })),
    );
}

/** Hostile texts that are valid at this place. */
function isGoodAnyway(path: readonly string[], text: string): boolean {
  const place = path.join('.');
  if (place === 'command.output') return /^\/(?!.*\.\.)(?!\/)/.test(text) && text.length < 3000; // the user's own rights decide
  if (place === 'command.patterns.0') return /^[A-Za-z0-9_*][A-Za-z0-9_*-]*$/.test(text) && text.length <= 255;
  if (place === 'runId') return text === 'ct-20260131-235959-0a1b2c'.slice(3);
  if (place === 'image') return /^[A-Za-z0-9][A-Za-z0-9._:@/-]*$/.test(text) && text.length <= 300;
  if (place === 'env.0.name') return /^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(text);
  return false;
}

function textPlaces(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value === 'string') return [[...path]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textPlaces(inner, [...path, key]));
}

function withText(value: unknown, [key, ...rest]: readonly string[], text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value)) return value.with(Number(key), withText(value[Number(key)], rest, text));
  const object = value as Record<string, unknown>;
  return { ...object, [key]: withText(object[key], rest, text) };
}

/** Lines that end the conversation, because later data cannot be trusted. */
export const ENDINGS: readonly { what: string; raw: string | Buffer }[] = [
  { what: 'no JSON', raw: 'bye\n' },
  { what: 'an empty line', raw: '\n' },
  { what: 'two objects in a line', raw: '{"id":7,"verb":"status"}{"id":8,"verb":"status"}\n' },
  { what: 'NUL', raw: Buffer.from('{"id":7,"verb":"status"\u0000}\n') },
  { what: 'bytes that are no UTF-8', raw: Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0a]) },
  { what: 'ten million characters without an end', raw: 'A'.repeat(10 * 1024 * 1024) },
  { what: 'a request of ten million characters', raw: `{"id":7,"verb":"status","x":"${'A'.repeat(10_000_000)}"}\n` },
  { what: 'a hundred thousand brackets', raw: `${'['.repeat(100_000)}\n` },
  { what: 'half a line, and the end', raw: '{"id":7,"verb":"ensure-dae' },
  { what: 'nothing, and the end', raw: '' },
  { what: 'a request behind no JSON', raw: 'x\n{"id":7,"verb":"ensure-daemon"}\n' },
];
