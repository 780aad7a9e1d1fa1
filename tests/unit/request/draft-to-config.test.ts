import { firstWrongField } from '@shared/request/draft/draft-fields';
import { readDraft } from '@shared/request/draft/read-draft';
import { type KernelDraft, NO_KERNEL, type RecordDraft, recordDraftSchema } from '@shared/request/draft/record-draft';
import { EMPTY_DRAFT } from '@shared/request/draft/starting-draft';
import { runConfigSchema } from '@shared/request/run-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const GOOD: RecordDraft = { ...EMPTY_DRAFT, engine: 'podman', image: 'localhost/demo:1', command: 'ls -la' };
const errorsOf = (change: Partial<RecordDraft>) => readDraft({ ...GOOD, ...change }, 'podman').errors;
const configOf = (change: Partial<RecordDraft> = {}) => {
  const { config, errors } = readDraft({ ...GOOD, ...change }, 'podman');
  expect(errors).toEqual({});
  return config;
};
const variable = (name: string, value = '', secret = false) => ({ name, value, secret });
const volume = (source: string, target: string, readOnly = false) => ({ source, target, readOnly });
const withKernel = (change: Partial<KernelDraft> = {}) => ({
  ...GOOD.recording,
  kernel: { ...NO_KERNEL, on: true, ...change },
});
const rule = (pattern: string, more = {}) => ({
  pattern,
  logLevel: '',
  logLevelMatch: 'at-least' as const,
  filter: '',
  exclude: '',
  ...more,
});

describe('a form', () => {
  it('becomes a request', () => {
    expect(
      configOf({
        command: "sh -c 'ls; ls'",
        entrypoint: '/bin/env -i',
        repeat: ' 3 ',
        env: [variable('', ''), variable('A', 'b')],
        volumes: [volume('/tmp', '/mnt', true), volume('', '')],
        user: '1000:1000',
        workdir: '/mnt',
        network: 'none',
        cpus: '0.5',
        memoryMiB: '1 GiB',
        maxDurationS: '5 min',
        maxSizeMiB: '500',
        diskFloorMiB: '2 GiB',
        recording: {
          ...GOOD.recording,
          preset: null,
          events: [rule(''), rule('a:b', { logLevel: 'INFO', filter: ' x == 1 ', exclude: 'a:c, , a:d' })],
        },
      }),
    ).toEqual({
      target: {
        kind: 'container',
        engine: 'podman',
        image: 'localhost/demo:1',
        entrypoint: ['/bin/env', '-i'],
        env: [variable('A', 'b')],
        volumes: [volume('/tmp', '/mnt', true)],
        options: [],
        user: '1000:1000',
        workdir: '/mnt',
        network: 'none',
        cpus: 0.5,
        memoryBytes: 1024 ** 3,
      },
      command: ['sh', '-c', 'ls; ls'],
      repeat: 3,
      recording: {
        events: [
          {
            pattern: 'a:b',
            logLevel: { match: 'at-least', level: 'INFO' },
            filter: 'x == 1',
            exclude: ['a:c', 'a:d'],
          },
        ],
        contexts: [],
        buffers: { count: 8, sizeKiB: 1024 },
        whenFull: 'discard',
        mode: 'continuous',
      },
      limits: { maxDurationS: 300, maxSizeBytes: 500 * 1024 ** 2, diskFloorBytes: 2 * 1024 ** 3 },
      force: false,
    });
  });

  it.each<[string, Partial<RecordDraft>, string]>([
    ['image', { image: ' ' }, 'name an image'],
    ['image', { image: '-x' }, 'the name of an image holds letters, digits and . _ : @ / -'],
    ['command', { command: 'a | b' }, expect.stringContaining("sh -c '…'")],
    ['entrypoint', { entrypoint: "'a" }, expect.stringContaining('is not closed')],
    ['repeat', { repeat: 'twice' }, '“twice” is not a number'],
    ['repeat', { repeat: '0' }, 'repeat at least once'],
    ['repeat', { repeat: '1.5' }, 'repeat is a whole number'],
    ['repeat', { repeat: '1e3' }, '“1e3” is not a number'],
    ['workdir', { workdir: 'tmp' }, 'a working directory starts with /'],
    ['user', { user: 'a b' }, 'a user is a name or an id, with :group'],
    ['network', { network: '-' }, 'a network is a name'],
    ['cpus', { cpus: '-1' }, 'more than 0 processors'],
    ['memoryMiB', { memoryMiB: '1' }, 'engines refuse less than 6 MiB'],
    ['memoryMiB', { memoryMiB: 'much' }, '“much” is not a number'],
    ['maxDurationS', { maxDurationS: '8 days' }, '“8 days” is not a number'],
    ['maxDurationS', { maxDurationS: '200 h' }, 'at most a week (604800 seconds)'],
    ['maxSizeMiB', { maxSizeMiB: '0' }, 'a size limit is at least 1 MiB (1048576)'],
    ['diskFloorMiB', { diskFloorMiB: '0.5' }, 'a floor is at least 1 MiB (1048576)'],
    ['title', { title: 'x'.repeat(201) }, 'a name has at most 200 characters'],
    ['env.1.name', { env: [variable(''), variable('A-B', 'c')] }, 'a variable is letters, digits and _'],
    ['env.0.name', { env: [variable('', 'c')] }, 'name the variable, or empty the row'],
    ['env.1.name', { env: [variable('A', '1'), variable('A', '2')] }, '“A” is already set above'],
    ['env.0.value', { env: [variable('A', '', true)] }, 'the value was not stored: type it again'],
    ['volumes.1.source', { volumes: [volume('', ''), volume('x', '/x')] }, 'a path on this machine starts with /'],
    ['volumes.0.target', { volumes: [volume('/x', 'x')] }, 'a path inside the container starts with /'],
    ['volumes.0.target', { volumes: [volume('/x', '')] }, 'name a path inside the container'],
    ['volumes.1.target', { volumes: [volume('/x', '/a'), volume('/y', '/a')] }, '“/a” is already bound above'],
    ['recording', { recording: { ...GOOD.recording, preset: null } }, 'choose a preset or name at least one event'],
    ['recording', { recording: { ...GOOD.recording, userspace: false } }, 'record userspace, the kernel or both'],
    [
      'recording.kernel.preset',
      { recording: withKernel({ preset: 'all' }) },
      expect.stringContaining('one of: container'),
    ],
    [
      'recording.kernel.preset',
      { recording: withKernel({ preset: null, syscalls: [' '] }) },
      'choose a kernel preset or name at least one tracepoint or system call',
    ],
    [
      'recording.kernel.tracepoints.1',
      { recording: withKernel({ tracepoints: ['', 'sched switch'] }) },
      'a kernel event holds letters, digits, _ and *',
    ],
    [
      'recording.kernel.syscalls.2',
      { recording: withKernel({ syscalls: ['openat', '', '--all'] }) },
      'a kernel event holds letters, digits, _ and *',
    ],
    [
      'recording.kernel.buffers.count',
      { recording: withKernel({ buffers: { count: 3, sizeKiB: 64 } }) },
      expect.stringContaining('2 to 32'),
    ],
    ['rotateMiB', { rotateMiB: '0.5' }, 'a rotation size is at least 1 MiB (1048576)'],
    ['rotateMiB', { rotateMiB: 'large' }, '“large” is not a number'],
    [
      'recording.events.1.pattern',
      { recording: { ...GOOD.recording, events: [rule(''), rule('a b')] } },
      'a pattern holds letters, digits, _ : . - and *',
    ],
    [
      'recording.events.0.pattern',
      { recording: { ...GOOD.recording, events: [rule('', { filter: 'x' })] } },
      'name an event, or empty the row',
    ],
    [
      'recording.events.0.logLevel',
      { recording: { ...GOOD.recording, events: [rule('a:b', { logLevel: 'LOUD' })] } },
      expect.stringContaining('a log level is one of'),
    ],
    [
      'recording.buffers.count',
      { recording: { ...GOOD.recording, buffers: { count: 3, sizeKiB: 1024 } } },
      expect.stringContaining('2 to 32'),
    ],
    [
      'recording.buffers.sizeKiB',
      { recording: { ...GOOD.recording, buffers: { count: 8, sizeKiB: 1000 } } },
      expect.stringContaining('64 to 16384'),
    ],
  ])('has an error at %s', (field, change, message) => {
    expect(errorsOf(change)).toEqual({ [field]: message });
  });

  it('is valid or has errors at its fields, for any typed text', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('', ' ', '0', '-1', '5 min', '/a', 'a:b', '1e9', '9'.repeat(400)),
    );
    const draft = fc.record<Partial<RecordDraft>>({
      title: text,
      image: text,
      command: text,
      entrypoint: text,
      repeat: text,
      env: fc.array(fc.record({ name: text, value: text, secret: fc.boolean() })),
      volumes: fc.array(fc.record({ source: text, target: text, readOnly: fc.boolean() })),
      workdir: text,
      user: text,
      network: text,
      cpus: text,
      memoryMiB: text,
      maxDurationS: text,
      maxSizeMiB: text,
      rotateMiB: text,
      diskFloorMiB: text,
      recording: fc
        .record({ userspace: fc.boolean(), on: fc.boolean(), tracepoints: fc.array(text), syscalls: fc.array(text) })
        .map(({ userspace, ...kernel }) => ({ ...GOOD.recording, userspace, kernel: { ...NO_KERNEL, ...kernel } })),
    });
    fc.assert(
      fc.property(draft, (change) => {
        const { config, errors } = readDraft({ ...EMPTY_DRAFT, ...change }, 'podman');
        expect(config === null).toBe(Object.keys(errors).length > 0);
        expect(Object.values(errors).every((message) => message.length > 3)).toBe(true);
        if (config) expect(runConfigSchema.parse(config)).toEqual(config);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps fields that are switched off, but does not request them', () => {
    const off = { ...NO_KERNEL, tracepoints: ['not a name'] };
    expect(configOf({ recording: { ...GOOD.recording, kernel: off } })?.recording.kernel).toBeUndefined();
    const kernelAlone = { ...withKernel(), userspace: false, events: [rule('not a pattern')] };
    const { recording } = configOf({ recording: kernelAlone }) ?? {};
    expect(recording).toMatchObject({ events: [], kernel: { preset: 'container' } });
    expect(recording?.preset).toBeUndefined();
    const flight = { ...GOOD.recording, mode: 'flight-recorder' as const };
    expect(configOf({ recording: flight, rotateMiB: 'large' })?.limits).toEqual({});
  });

  it('of a version without kernel recording is read as one without the kernel', () => {
    const { recording, rotateMiB, ...others } = EMPTY_DRAFT;
    const { userspace, kernel, whenFull, mode, buffers, ...others0 } = recording;
    const before = { ...others0, bufferCount: buffers.count, bufferSizeKiB: buffers.sizeKiB };
    expect([userspace, kernel, whenFull, mode, rotateMiB]).toEqual([true, NO_KERNEL, 'discard', 'continuous', '']);
    expect(recordDraftSchema.parse({ ...others, recording: before })).toEqual(EMPTY_DRAFT);
  });

  it('requires an engine', () => {
    expect(readDraft(GOOD, null).errors).toEqual({ engine: 'an engine is one of: podman, docker, apptainer' });
  });

  it('has a first error, counted from the top', () => {
    const rows = { volumes: [volume('x', '/x')], env: [variable('A', 'b'), variable('1', 'b')] };
    expect(firstWrongField(errorsOf({ title: 'x'.repeat(201), user: '-', ...rows }))).toBe('env.1.name');
    expect(firstWrongField({})).toBeUndefined();
  });
});
