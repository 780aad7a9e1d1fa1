import type { ImageReport } from '@shared/images/image-report-schema';
import { readiness } from '@shared/images/readiness';
import { compareReleases } from '@shared/payload/release';
import { describe, expect, it } from 'vitest';
import { PAYLOAD, UNPREPARED } from '../setup/payload-facts';

const WANTED = {
  lttng: '2.13.9',
  contexts: ['vpid', 'ip'],
  preloads: ['libc', 'fork', 'fd'],
  payload: PAYLOAD,
} as const;
const OWN: NonNullable<ImageReport['ust']> = { ...PAYLOAD.ust, version: null };
const image = (change: Partial<ImageReport>): ImageReport => ({ ...UNPREPARED, ...change });
const program = {
  names: [],
  linking: 'glibc',
  foreign: false,
  privileged: false,
  ownMalloc: false,
  runtime: null,
} as const;
const codes = (report: ImageReport, wanted: Partial<typeof WANTED> | { payload: typeof PAYLOAD | null } = {}) => {
  const { tracer, problems } = readiness(report, { ...WANTED, ...wanted });
  return [tracer, ...problems.map(({ code }) => code)];
};

describe('the tracer of an image', () => {
  it('is that of this machine, for an image without one', () => {
    expect(codes(UNPREPARED)).toEqual(['payload']);
  });

  it('is its own where that fits, however old it is', () => {
    const preloads = { ...PAYLOAD.preloads };
    for (const abi of [8, 9]) expect(codes(image({ ust: { ...OWN, abi }, preloads }))).toEqual(['image']);
  });

  it.each([
    ['of a newer ABI', { abi: 10 }],
    ['with another socket', { abi: 11, socket: 'lttng-ust-sock-11' }],
  ])('is that of this machine instead of one %s', (_what, change) => {
    expect(codes(image({ ust: { ...OWN, ...change } }))).toEqual(['payload']);
  });

  it.each([
    ['glibc that is too old', { glibc: { version: '2.31', machine: 62, bits: 64 } }, 'old-glibc'],
    ['glibc of unknown release', { glibc: null }, 'unknown-glibc'],
    ['another processor', { glibc: { version: '2.36', machine: 183, bits: 64 } }, 'other-machine'],
    ['32-bit programs', { glibc: { version: '2.36', machine: 62, bits: 32 } }, 'other-machine'],
    ['musl', { libc: 'musl', glibc: null }, 'musl'],
    ['static programs alone', { libc: 'none', glibc: null }, 'no-libc'],
    ['a file of preloads that cannot be read', { preloadFile: null }, 'unread-preload-file'],
    [
      'a program of another generation',
      { programs: { ...UNPREPARED.programs, special: [{ ...program, path: '/app', ust: 0 }] } },
      'mixed-ust',
    ],
  ] as [string, Partial<ImageReport>, string][])(
    'is none in an image with %s, and the reason is named',
    (_what, change, code) => {
      expect(codes(image(change))).toEqual(['none', code]);
    },
  );

  it('is none where two generations would meet in one program', () => {
    const ust = { ...OWN, library: '/usr/lib/liblttng-ust.so.0', abi: 11, socket: 'lttng-ust-sock-11' };
    const [tracer, ...found] = codes(image({ ust }));
    expect(tracer).toBe('none');
    expect(found).toEqual(expect.arrayContaining(['other-socket', 'mixed-ust']));
  });

  it('is none without one on this machine, or with one that its session daemon refuses', () => {
    expect(codes(UNPREPARED, { payload: null })).toEqual(['none', 'no-ust']);
    for (const abi of [10, undefined])
      expect(codes(UNPREPARED, { payload: { ...PAYLOAD, ust: { ...OWN, abi } } })).toEqual(['none', 'unknown-abi']);
  });

  it('must support the contexts and have the preload libraries, wherever it comes from', () => {
    const payload = { ...PAYLOAD, preloads: { fork: 'x', fd: 'x' }, ust: { ...OWN, contexts: ['vpid'] } };
    expect(codes(UNPREPARED, { payload })).toEqual(['payload', 'unknown-context', 'missing-preload']);
  });
});

it('releases are compared by their numbers', () => {
  expect(['2.34', '2.4', '2.3.4', '2.2.5', '2.34'].sort(compareReleases)).toEqual([
    '2.2.5',
    '2.3.4',
    '2.4',
    '2.34',
    '2.34',
  ]);
});
