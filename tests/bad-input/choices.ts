import { type BadInput, DEMO, recording, usage } from './row';

const RECORD = ['record', '--engine', 'podman', '--image', DEMO];
const own = (rule: Record<string, unknown>) => ({ recording: { events: [{ pattern: 'a:*', ...rule }] } });
/** A number that the command line passes as text and the window's request as a number. */
const number = (option: string, text: string, asked: Record<string, unknown>, says: RegExp, target = false): BadInput =>
  recording(
    `${option} ${text}`,
    { options: [`--${option}`, text], ...(target ? { target: asked } : { config: asked }) },
    usage(says),
  );
/** A row for the command line only. */
const line = (name: string, args: string[], ...says: RegExp[]): BadInput => ({
  name,
  cli: () => args,
  ...usage(...says),
});

/** Numbers, presets, patterns, commands and options. */
export const choices: BadInput[] = [
  number('repeat', '0', { repeat: 0 }, /repeat: repeat at least once/),
  number('repeat', '1000000', { repeat: 1_000_000 }, /repeat: repeat at most 1000 times/),
  number('repeat', '-1', { repeat: -1 }, /repeat at least once/),
  number('repeat', '1.5', { repeat: 1.5 }, /repeat is a whole number/),
  number('repeat', 'often', { repeat: Number.NaN }, /--repeat takes a number, not "often"|repeat is a number/),
  number('max-duration', '0', { limits: { maxDurationS: 0 } }, /longer than 0 seconds/),
  number('max-duration', '-5', { limits: { maxDurationS: -5 } }, /longer than 0 seconds/),
  number('max-duration', '1e9', { limits: { maxDurationS: 1e9 } }, /at most a week/),
  number('max-size', '1', { limits: { maxSizeBytes: 1 } }, /a size limit is at least 1 MiB/),
  number('disk-floor', '1', { limits: { diskFloorBytes: 1 } }, /a floor is at least 1 MiB/),
  number('cpus', '0', { cpus: 0 }, /more than 0 processors/, true),
  number('memory', '1', { memoryBytes: 1 }, /engines refuse less than 6 MiB/, true),
  line('memory in stones', [...RECORD, '--memory', '3st', '--', 'true'], /--memory takes bytes with k, m or g/),

  recording('an unknown engine', { engine: 'lxc' }, usage(/an engine is one of: podman, docker/)),
  recording(
    'an unknown preset',
    { options: ['--preset', 'all'], config: { recording: { preset: 'all' } } },
    usage(/a preset is one of: functions, memory, everything/),
  ),
  recording(
    'a pattern with a space',
    { options: ['--event', 'a b'], config: { recording: { events: [{ pattern: 'a b' }] } } },
    usage(/a pattern holds letters, digits/),
  ),
  recording(
    'a pattern that is an option',
    { options: ['--event', '--all'], config: { recording: { events: [{ pattern: '--all' }] } } },
    usage(/a pattern does not start with -/),
  ),
  recording(
    "a filter that LTTng does not understand, in LTTng's words",
    { options: ['--event', 'a:*', '--filter', '((('], config: own({ filter: '(((' }) },
    { code: 'command', exit: 1, says: [/LTTng refused to enable events: .*[Ff]ilter/, /lttng-enable-event\(1\)/] },
  ),
  recording(
    'a filter of two lines',
    { options: ['--event', 'a:*', '--filter', 'x == 1\nrm'], config: own({ filter: 'x == 1\nrm' }) },
    usage(/a filter is one line/),
  ),
  recording(
    'an unknown log level',
    {
      options: ['--event', 'a:*', '--log-level', 'LOUD'],
      config: own({ logLevel: { match: 'at-least', level: 'LOUD' } }),
    },
    usage(/a log level is one of: EMERG/),
  ),
  recording(
    'an unknown context',
    { options: ['--context', 'mood'], config: { recording: { preset: 'functions', contexts: ['mood'] } } },
    usage(/a context is one of: vpid/),
  ),
  recording(
    'an unknown preload library',
    { options: ['--preload', '/evil.so'], config: { recording: { preset: 'functions', preloads: ['/evil.so'] } } },
    usage(/a preload library is one of: cyg-profile/),
  ),
  recording(
    'three sub-buffers',
    {
      options: ['--buffers', '3x1024'],
      config: { recording: { preset: 'functions', buffers: { count: 3, sizeKiB: 1024 } } },
    },
    usage(/a power of two from 2 to 32/),
  ),
  recording(
    'an unknown kernel preset',
    {
      options: ['--kernel', 'nonsense'],
      config: { recording: { preset: 'functions', kernel: { preset: 'nonsense' } } },
    },
    usage(/a kernel preset is one of: container, scheduling, memory, everything/),
  ),
  recording(
    'a system call that is an option',
    { options: ['--syscall', '--all'], config: { recording: { kernel: { syscalls: ['--all'] } } } },
    usage(/a kernel event holds letters, digits/),
  ),
  recording(
    'a flight recorder that is rotated',
    {
      options: ['--flight-recorder', '--rotate-size', '10m'],
      config: { recording: { preset: 'functions', mode: 'flight-recorder' }, limits: { rotateBytes: 10_485_760 } },
    },
    usage(/a flight recorder writes snapshots, which are not rotated/),
  ),
  line('nothing to record', [...RECORD, '--no-userspace', '--', 'true'], /leaves nothing to record/, /--kernel/),
  line('buffers without a size', [...RECORD, '--buffers', '8', '--', 'true'], /--buffers takes COUNTxKIB/),
  line(
    'a filter for no event',
    [...RECORD, '--filter', 'x == 1', '--', 'true'],
    /--filter requires --event/,
    /--event/,
  ),
  recording(
    'an argument that is too long',
    { command: ['echo', 'x'.repeat(120_000)] },
    usage(/at most 100 000 characters/),
  ),
  {
    ...recording('an argument of 10 MB', { command: ['x'.repeat(10_000_000)] }, usage(/at most 100 000 characters/)),
    // Linux limits an argument to 128 KiB, so only the window can get a longer one.
    cli: () => ['record', '--engine', 'podman', '--image', DEMO, '--', 'x'.repeat(131_000)],
  },
  {
    name: 'a request that is none',
    cli: () => ['record'],
    ipc: () => ({ channel: 'run:record', args: { config: [] } }),
    ...usage(/--engine|The request is not valid/),
  },

  line('an unknown command', ['rekord'], /unknown command/),
  line('an unknown option', [...RECORD, '--\u001b[31mred', '--', 'true'], /unknown option/),
  line('no engine named', ['record', '--image', DEMO, '--', 'true'], /--engine/),
  line('no image named', ['record', '--engine', 'podman', '--', 'true'], /--image/),
  line('an option without its value', ['record', '--engine'], /argument missing/),
  line('images of an unknown engine', ['images', '--engine', 'lxc'], /an engine is one of: podman, docker/),
  line('an unknown recipe', ['build', '--engine', 'podman', 'cake'], /recipe/),
];
