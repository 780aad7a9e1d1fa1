import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { runConfigSchema } from '@shared/request/run-config';
import { describe, expect, it } from 'vitest';

const base = {
  target: { kind: 'container', engine: 'podman', image: 'demo' },
  recording: { preset: 'functions' },
};
const target = (change: object) => ({ ...base, target: { ...base.target, ...change } });
const recording = (change: object) => ({ ...base, recording: { ...base.recording, ...change } });
const limits = (change: object) => ({ ...base, limits: change });
const ownEvent = (change: object) => recording({ events: [{ pattern: 'a:b', ...change }] });

function complaint(input: unknown): string {
  try {
    parseOrThrow(runConfigSchema, input, 'The request');
  } catch (error) {
    if (error instanceof AppError && error.code === 'config') return error.message;
    throw error;
  }
  return '';
}

describe('a request', () => {
  it('requires only engine, image and a preset or events', () => {
    expect(runConfigSchema.parse(base)).toMatchObject({
      command: [],
      repeat: 1,
      force: false,
      limits: {},
      recording: { buffers: { count: 8, sizeKiB: 1024 }, contexts: [], events: [] },
      target: { env: [], volumes: [] },
    });
  });

  it.each([
    ['repeat 1', { ...base, repeat: 1 }],
    ['repeat 1000', { ...base, repeat: 1000 }],
    ['a title of 200 characters', { ...base, title: 'x'.repeat(200) }],
    ['an image by digest', target({ image: `registry.example:5000/a/b@sha256:${'0'.repeat(64)}` })],
    ['an argument of 100 000 characters', { ...base, command: ['x'.repeat(100_000)] }],
    ['an argument with newlines, quotes and emoji', { ...base, command: ['a\n\'"🦊'] }],
    ['a user with group', target({ user: '1000:1000' })],
    ['the least memory', target({ memoryBytes: 6 * 1024 * 1024 })],
    ['a week', limits({ maxDurationS: 604_800 })],
    ['the least size', limits({ maxSizeBytes: 1_048_576 })],
    ['a pattern of 255 characters', ownEvent({ pattern: 'x'.repeat(255) })],
  ])('may have %s', (_what, input) => {
    expect(complaint(input)).toBe('');
  });

  it.each([
    ['repeat 0', { ...base, repeat: 0 }, 'repeat: repeat at least once'],
    ['repeat a million', { ...base, repeat: 1_000_000 }, 'repeat: repeat at most 1000 times'],
    ['repeat 1.5', { ...base, repeat: 1.5 }, 'repeat: '],
    ['repeat NaN', { ...base, repeat: Number.NaN }, 'repeat: '],
    ['no image', target({ image: '' }), 'target.image: name an image'],
    ['an image of 301 characters', target({ image: 'x'.repeat(301) }), 'at most 300 characters'],
    ['an image that is an option', target({ image: '--privileged' }), 'target.image'],
    ['an image with a space', target({ image: 'a b' }), 'letters, digits and'],
    ['an image with an escape sequence', target({ image: 'a\u001b[31m' }), 'letters, digits and'],
    ['another engine', target({ engine: 'lxc' }), 'an engine is one of: podman, docker'],
    ['no engine', target({ engine: undefined }), 'an engine is one of: podman, docker'],
    ['another kind of target', { ...base, target: { kind: 'vm' } }, 'target.kind'],
    ['no target', { recording: base.recording }, 'target'],
    ['a title of 201 characters', { ...base, title: 'x'.repeat(201) }, 'at most 200 characters'],
    ['a title of spaces', { ...base, title: '   ' }, 'title: a name has at least one character'],
    ['an argument with NUL', { ...base, command: ['a\0b'] }, 'no NUL character'],
    ['an argument of 10 MB', { ...base, command: ['x'.repeat(10_000_000)] }, 'at most 100 000 characters'],
    ['10 001 arguments', { ...base, command: Array(10_001).fill('x') }, 'at most 10 000 arguments'],
    ['a variable with =', target({ env: [{ name: 'A=B', value: '', secret: false }] }), 'letters, digits and _'],
    ['a relative working directory', target({ workdir: 'srv' }), 'starts with /'],
    ['a working directory with NUL', target({ workdir: '/a\0b' }), 'no NUL'],
    ['a user that is an option', target({ user: '--root' }), 'a user is a name or an id'],
    ['a network with a space', target({ network: 'a b' }), 'a network is a name'],
    ['no processors', target({ cpus: 0 }), 'cpus: '],
    ['2000 processors', target({ cpus: 2000 }), 'cpus: '],
    ['one byte of memory', target({ memoryBytes: 1 }), '6 MiB'],
    ['a volume without a target', target({ volumes: [{ source: '/a', target: '', readOnly: true }] }), 'starts with /'],
    [
      'a volume with a relative source',
      target({ volumes: [{ source: 'a', target: '/a', readOnly: true }] }),
      'starts with /',
    ],
    ['no time', limits({ maxDurationS: 0 }), 'limits.maxDurationS: longer than 0 seconds'],
    ['negative time', limits({ maxDurationS: -1 }), 'longer than 0 seconds'],
    ['more than a week', limits({ maxDurationS: 604_801 }), 'at most a week'],
    ['a size of a byte', limits({ maxSizeBytes: 1 }), 'limits.maxSizeBytes: a size limit is at least 1 MiB'],
    ['half a byte more', limits({ maxSizeBytes: 2_000_000.5 }), 'a whole number of bytes'],
    ['a floor of a byte', limits({ diskFloorBytes: 1 }), 'at least 1 MiB'],
    ['another preset', recording({ preset: 'all' }), 'a preset is one of: functions, memory, everything'],
    ['nothing to record', { ...base, recording: {} }, 'choose a preset or name at least one event'],
    ['a pattern with a space', ownEvent({ pattern: 'a b' }), 'a pattern holds letters'],
    ['a pattern that is an option', ownEvent({ pattern: '-a' }), 'does not start with -'],
    ['a pattern of 256 characters', ownEvent({ pattern: 'x'.repeat(256) }), 'at most 255 characters'],
    ['a filter of two lines', ownEvent({ filter: 'a\nb' }), 'a filter is one line'],
    ['a filter of 1001 characters', ownEvent({ filter: 'a'.repeat(1001) }), 'at most 1000 characters'],
    ['another log level', ownEvent({ logLevel: { match: 'at-least', level: 'LOUD' } }), 'a log level is one of: EMERG'],
    ['another context', recording({ contexts: ['mood'] }), 'a context is one of: vpid'],
    ['another preload', recording({ preloads: ['x'] }), 'a preload library is one of: cyg-profile'],
    ['3 sub-buffers', recording({ buffers: { count: 3, sizeKiB: 1024 } }), 'a power of two from 2 to 32'],
    ['sub-buffers of 100 KiB', recording({ buffers: { count: 4, sizeKiB: 100 } }), 'a power of two from 64 to 16384'],
  ])('may not have %s', (_what, input, words) => {
    expect(complaint(input)).toContain(words);
  });

  it.each([null, undefined, 0, 'text', [], () => undefined])('cannot be %s', (input) => {
    expect(complaint(input)).toContain('The request is not valid');
  });

  it('gets at most five errors at once, on one bounded line', () => {
    const many = { ...base, command: Array(1000).fill(7) };
    expect(complaint(many).split(';')).toHaveLength(5);
    expect(complaint({ ...base, ['\n'.repeat(10_000)]: 1 }).length).toBeLessThan(2000);
  });
});
