import { lttngArguments } from '@shared/tracing/lttng-arguments';
import { type TracingCommand, tracingCommandSchema } from '@shared/tracing/tracing-command';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RUN_ID } from '../setup/configs';

const session = `ct-${RUN_ID}-k`;
const channel = 'kernel';
const domain = 'kernel';

/** One command of each verb, with all fields. */
const GOOD: TracingCommand[] = [
  { verb: 'create-session', session, output: '/home/a b/é/-x/..y', snapshot: true },
  { verb: 'enable-channel', domain, session, channel, buffers: { count: 8, sizeKiB: 2048 }, overwrite: true },
  { verb: 'add-contexts', domain, session, channel, contexts: ['pid_ns', 'callstack-user'] },
  {
    verb: 'enable-events',
    session: `ct-${RUN_ID}`,
    channel: 'userspace',
    patterns: ['a:*'],
    rule: { pattern: 'a:*', logLevel: { match: 'only', level: 'ERR' }, filter: '$ctx.vpid == 1', exclude: ['a:b'] },
  },
  {
    verb: 'enable-kernel-events',
    session,
    channel,
    what: 'syscall',
    patterns: ['open*', 'execve'],
    exceptPidNs: [4026531836],
  },
  { verb: 'enable-rotation', session, sizeBytes: 1_048_576 },
  { verb: 'disable-rotation', session },
  { verb: 'start', session },
  { verb: 'stop', session },
  { verb: 'list', session },
  { verb: 'record-snapshot', session },
  { verb: 'destroy', session, wait: true },
  { verb: 'list-kernel-events', what: 'syscall' },
];

const verbs = tracingCommandSchema.options.map((option) => option.shape.verb.value);

describe('a call of the tracer', () => {
  it('has an example in this test for each verb', () => {
    expect(GOOD.map(({ verb }) => verb).sort()).toEqual([...verbs].sort());
  });

  it.each(GOOD)('$verb is accepted unchanged', (command) => {
    expect(tracingCommandSchema.parse(command)).toEqual(command);
  });

  it.each(GOOD)('$verb accepts no unknown field', (command) => {
    expect(tracingCommandSchema.safeParse({ ...command, output2: '/etc' }).success).toBe(false);
  });

  it('accepts no unknown nested field', () => {
    const [, enable, , events] = GOOD;
    expect(tracingCommandSchema.safeParse({ ...enable, buffers: { count: 8, sizeKiB: 64, x: 1 } }).success).toBe(false);
    expect(tracingCommandSchema.safeParse({ ...events, rule: { pattern: 'a', x: 1 } }).success).toBe(false);
  });

  it.each([
    'auto',
    RUN_ID,
    `ct-${RUN_ID}-k-k`,
    `ct-${RUN_ID}-`,
    `ct-${RUN_ID}\n`,
    ` ct-${RUN_ID}`,
    `--all`,
    `ct-${RUN_ID} --all`,
    `ct-../${RUN_ID}`,
    `ct-${RUN_ID}\u0000`,
    `ct-${RUN_ID}-K`,
    'ct-',
    '',
  ])('accepts only sessions of the app, not %j', (name) => {
    for (const command of GOOD)
      if ('session' in command)
        expect(tracingCommandSchema.safeParse({ ...command, session: name }).success, command.verb).toBe(false);
  });

  it.each([
    'etc',
    '',
    '--output=/etc',
    '/a/../etc',
    '/..',
    '/a/.',
    '/./a',
    '//host/share',
    '/a//b',
    '/a\nb',
    '/a\u0000',
    '/a\u001b[2J',
    '/a\u009b',
    'file:///etc',
    'net://host',
    `/${'a'.repeat(4000)}`,
  ])('refuses the output %j', (output) => {
    expect(tracingCommandSchema.safeParse({ verb: 'create-session', session, output }).success).toBe(false);
  });

  it.each(['', '-a', '--all', '--kernel', 'a,b', 'a b', 'a\n', '$(id)', '`id`', ';', 'a/b', 'é', 'a\u0000'])(
    'refuses the event %j',
    (pattern) => {
      const [, , , userspace, kernel] = GOOD;
      expect(tracingCommandSchema.safeParse({ ...kernel, patterns: [pattern] }).success).toBe(false);
      expect(tracingCommandSchema.safeParse({ ...userspace, patterns: [pattern] }).success).toBe(false);
    },
  );

  it.each<[string, unknown]>([
    ['contexts', ['pid_ns', '--type=x']],
    ['contexts', []],
    ['channel', 'mine'],
    ['domain', 'jul'],
    ['exceptPidNs', [1.5]],
    ['exceptPidNs', [-1]],
    ['exceptPidNs', ['1 || 1']],
    ['patterns', []],
    ['sizeBytes', 1],
    ['wait', 'yes'],
  ])('refuses the %s %j', (field, value) => {
    const having = GOOD.filter((command) => field in command);
    expect(having).not.toEqual([]);
    for (const command of having)
      expect(tracingCommandSchema.safeParse({ ...command, [field]: value }).success, command.verb).toBe(false);
  });

  it('never becomes another option of lttng, for any text in a field', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...GOOD),
        fc.oneof(fc.string(), fc.constantFrom('--all', '-a', '--output=/etc', '*', 'a:*')),
        (command, text) => {
          const before = optionsOf(command);
          for (const field of Object.keys(command)) {
            if (field === 'verb') continue;
            const parsed = tracingCommandSchema.safeParse({ ...command, [field]: textLike(command, field, text) });
            if (parsed.success) expect(before).toEqual(expect.arrayContaining(optionsOf(parsed.data)));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

const textLike = (command: TracingCommand, field: string, text: string): unknown =>
  Array.isArray(Reflect.get(command, field)) ? [text] : text;

/** Names of the options, and the number of other arguments. */
const optionsOf = (command: TracingCommand): string[] =>
  lttngArguments(command, true).map((word) => (word.startsWith('-') ? (word.split('=')[0] ?? '') : 'a word'));
