import fc from 'fast-check';

/** Requests as the product sends them. Their number is added when they are sent. */

type Fields = { verb: string } & Record<string, unknown>;

export interface ValidValues {
  /** A folder below which the user may record. */
  output: string;
  /** A socket of the user. */
  socket: string;
  /** An existing image. */
  image: string;
  /** Containers that the helper did not create. */
  strangers: readonly string[];
}

const RUN_IDS = ['20260131-235959-0a1b2c', '20260131-235959-0a1b2d', '20260131-235959-0a1b2e'];
const session = fc.constantFrom(...RUN_IDS.map((id) => `ct-${id}-k`));
const channel = fc.constant('kernel');
const pattern = fc.stringMatching(/^[a-z_*][a-z0-9_*]{0,20}$/);
const word = fc.oneof(
  fc.string({ maxLength: 20 }).map((text) => text.replaceAll('\u0000', '')),
  fc.constant('-l'),
);

function commands({ output }: ValidValues): fc.Arbitrary<Record<string, unknown>> {
  const of = (verb: string, fields: Record<string, fc.Arbitrary<unknown>> = {}, requiredKeys = Object.keys(fields)) =>
    fc.record(
      { verb: fc.constant(verb), session, ...fields },
      { requiredKeys: ['verb', 'session', ...requiredKeys] as never[] },
    );
  const kernel = fc.constant('kernel');
  const buffers = fc.constant({ count: 4, sizeKiB: 512 });
  const folder = fc.integer({ min: 0, max: 9 }).map((at) => `${output}/t${at}`);
  return fc.oneof(
    { weight: 4, arbitrary: of('create-session', { output: folder, snapshot: fc.boolean() }, ['output']) },
    { weight: 2, arbitrary: of('destroy', { wait: fc.constant(false) }, []) },
    of('enable-channel', { domain: kernel, channel, buffers, overwrite: fc.boolean() }, [
      'domain',
      'channel',
      'buffers',
    ]),
    of('add-contexts', { domain: kernel, channel, contexts: fc.subarray(['pid_ns', 'vpid', 'procname']) }),
    of(
      'enable-kernel-events',
      {
        channel,
        what: fc.constantFrom('tracepoint', 'syscall'),
        patterns: fc.array(pattern, { minLength: 1, maxLength: 4 }),
        exceptPidNs: fc.array(fc.nat(), { maxLength: 3 }),
      },
      ['channel', 'what', 'patterns'],
    ),
    of('enable-rotation', { sizeBytes: fc.integer({ min: 65_536, max: 2 ** 30 }) }),
    ...['disable-rotation', 'start', 'stop', 'list', 'record-snapshot'].map((verb) => of(verb)),
    fc.record({ verb: fc.constant('list-kernel-events'), what: fc.constantFrom('tracepoint', 'syscall') }),
  );
}

/** Valid requests. Cheap requests are more frequent than requests that start programs. */
export function validRequests(values: ValidValues): fc.Arbitrary<Fields> {
  const of = (verb: string, fields: Record<string, fc.Arbitrary<unknown>> = {}, requiredKeys = Object.keys(fields)) =>
    fc.record(
      { verb: fc.constant(verb), ...fields },
      { requiredKeys: ['verb', ...requiredKeys] as never[] },
    ) as fc.Arbitrary<Fields>;
  const container = fc.constantFrom('0'.repeat(64), ...values.strangers);
  const create = of(
    'container-create',
    {
      engine: fc.constantFrom('docker', 'podman'),
      runId: fc.constantFrom(...RUN_IDS),
      repetition: fc.integer({ min: 1, max: 1000 }),
      image: fc.oneof({ weight: 9, arbitrary: fc.constant('localhost/none:1') }, fc.constant(values.image)),
      command: fc.array(word, { maxLength: 4 }),
      entrypoint: fc.array(word, { maxLength: 2 }),
      env: fc.array(fc.record({ name: fc.stringMatching(/^[A-Z_]{1,12}$/), value: word }), { maxLength: 3 }),
      socket: fc.constant({ path: values.socket, name: 'lttng-ust-sock-8' }),
    },
    ['engine', 'runId', 'repetition', 'image', 'command', 'env'],
  );
  return fc.oneof(
    { weight: 3, arbitrary: of('hello', { protocol: fc.constant(1) }) },
    { weight: 1, arbitrary: of('ensure-daemon') },
    { weight: 60, arbitrary: of('trace', { command: commands(values) }) },
    { weight: 12, arbitrary: create },
    ...['logs', 'start', 'wait', 'inspect', 'remove'].map((what) => ({
      weight: 4,
      arbitrary: of(`container-${what}`, { container }),
    })),
    { weight: 4, arbitrary: of('container-stop', { container, graceS: fc.integer({ min: 0, max: 60 }) }) },
    { weight: 1, arbitrary: of('status') },
    { weight: 1, arbitrary: of('stop') },
  );
}
