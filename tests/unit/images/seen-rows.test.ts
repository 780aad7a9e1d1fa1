import type { ImageProgram } from '@shared/images/image-programs';
import { programReadiness } from '@shared/images/program-readiness';
import { seenRows } from '@shared/images/seen-rows';
import { describe, expect, it } from 'vitest';
import { UNPREPARED } from '../setup/payload-facts';

const PLAIN: ImageProgram = {
  path: '/usr/bin/app',
  names: [],
  linking: 'glibc',
  foreign: false,
  privileged: false,
  ust: null,
  ownMalloc: false,
  runtime: null,
};
const program = (path: string, change: Partial<ImageProgram>): ImageProgram => ({ ...PLAIN, path, ...change });
const SPECIAL = [
  program('/usr/bin/su', { privileged: true }),
  program('/usr/bin/busybox', { linking: 'static' }),
  program('/usr/bin/alpine', { linking: 'musl' }),
  program('/usr/bin/redis-server', { ownMalloc: true }),
  program('/usr/bin/python3.11', { runtime: 'python' }),
  program('/opt/app', { ust: 1 }),
  program('/opt/old', { foreign: true }),
];
const report = { ...UNPREPARED, programs: { ...UNPREPARED.programs, special: SPECIAL } };

/** What is seen, by the programs that a row names in brackets, or by the row. */
const seenOf = (tracer: 'image' | 'payload' | 'none', preloads: readonly ('libc' | 'cyg-profile')[] = ['libc']) =>
  Object.fromEntries(
    seenRows(report, { tracer, preloads }).map(({ what, seen }) => [/\(([^)]*)\)$/.exec(what)?.[1] ?? what, seen]),
  );

describe('what will be seen of an image', () => {
  it('with the tracer of this machine', () => {
    expect(seenOf('payload')).toEqual({
      'Dynamically linked programs': 'yes',
      'setpriv, su, unshare and similar': 'partly',
      busybox: 'no',
      alpine: 'no',
      'redis-server': 'no',
      'Code that runs in python3.11': 'partly',
      'Own tracepoints of app': 'no',
      old: 'no',
    });
    const [first] = seenRows(report, { tracer: 'payload', preloads: [] });
    for (const also of ['env -i', 'gain privileges (su)']) expect(first?.why).toContain(also);
  });

  it("with the image's own tracer, which a variable names", () => {
    expect(seenOf('image')).toMatchObject({ 'env -i, sudo': 'partly', su: 'partly', busybox: 'no' });
    expect(seenOf('image')).not.toHaveProperty('Own tracepoints of app');
  });

  it('depends on what is recorded', () => {
    expect(seenOf('payload', ['cyg-profile'])).not.toHaveProperty('redis-server');
    expect(seenOf('payload', ['cyg-profile'])).toHaveProperty('Function calls', 'partly');
    expect(seenOf('payload')).not.toHaveProperty('Function calls');
  });

  it('is not said where no tracer can be loaded', () => expect(seenOf('none')).toEqual({}));

  it('names some of many programs', () => {
    const many = Array.from({ length: 7 }, (_, index) => program(`/bin/s${index}`, { linking: 'static' }));
    const rows = seenRows(
      { ...report, programs: { ...report.programs, special: many } },
      { tracer: 'payload', preloads: [] },
    );
    expect(rows.find(({ seen }) => seen === 'no')?.what).toBe('Static programs (s0, s1, s2, s3 and 3 more)');
  });
});

describe('the program that a container starts', () => {
  it.each([
    ['static', { linking: 'static' }, 'payload', ['static-program', 'error']],
    ['with another loader', { linking: 'other' }, 'payload', ['other-loader', 'error']],
    ['for another class', { foreign: true }, 'payload', ['other-loader', 'error']],
    ['privileged, beside LD_PRELOAD', { privileged: true }, 'image', ['privileged-program', 'warning']],
    ['with its own malloc', { ownMalloc: true }, 'payload', ['own-malloc', 'warning']],
    ['written in Go', { runtime: 'go' }, 'payload', ['own-malloc', 'warning']],
  ] as const)('has a problem if it is %s', (_what, change, tracer, expected) => {
    const problems = programReadiness(program('/app', change), tracer, ['libc']);
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([expected]);
    expect(problems[0]?.message).toContain('/app');
  });

  it.each([
    ['plain', '/app', {}],
    ['privileged, and the tracer is named in a file', '/usr/bin/su', { privileged: true }],
    ['a static starter of the traced program', '/sbin/tini-static', { linking: 'static' }],
  ] as const)('has none if it is %s', (_what, path, change) => {
    expect(programReadiness(program(path, change), 'payload', ['libc'])).toEqual([]);
  });
});
