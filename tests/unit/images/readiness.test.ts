import type { ImageReport } from '@shared/images/image-report-schema';
import { readiness as readinessOf, type Wanted } from '@shared/images/readiness';
import { describe, expect, it } from 'vitest';

const good: ImageReport = {
  imageId: 'sha256:1',
  libc: 'glibc',
  glibc: { version: '2.36', machine: 62, bits: 64 },
  preloadFile: [],
  programs: { total: 100, special: [], more: 0, testProgram: null },
  ust: {
    library: '/usr/lib/x86_64-linux-gnu/liblttng-ust.so.1',
    version: '2.13.5',
    socket: 'lttng-ust-sock-8',
    contexts: ['vpid', 'vtid', 'procname', 'pid_ns', 'time_ns', 'ip'],
  },
  preloads: {
    'cyg-profile': 'liblttng-ust-cyg-profile.so.1',
    fork: 'liblttng-ust-fork.so.1',
    fd: 'liblttng-ust-fd.so.1',
  },
  tracepoints: [],
  lookedAt: '2026-01-01T00:00:00.000Z',
};
const wanted = {
  lttng: '2.13.9',
  contexts: ['vpid', 'vtid', 'ip'],
  preloads: ['cyg-profile', 'fork', 'fd'] as const,
  payload: null,
};
const readiness = (report: ImageReport, what: Wanted) => readinessOf(report, what).problems;
const ust = (change: Partial<NonNullable<ImageReport['ust']>>): ImageReport => ({
  ...good,
  ust: good.ust && { ...good.ust, ...change },
});

describe('readiness', () => {
  it('finds no problem in an image that has everything required', () => {
    expect(readiness(good, wanted)).toEqual([]);
  });

  it.each([
    ['musl', { ...good, libc: 'musl', ust: null, preloads: {} }, 'musl', 'error'],
    ['static programs alone', { ...good, libc: 'none', ust: null, preloads: {} }, 'no-libc', 'error'],
    ['no liblttng-ust', { ...good, ust: null, preloads: {} }, 'no-ust', 'error'],
    ['a newer socket', ust({ socket: 'lttng-ust-sock-11', version: '2.15.0' }), 'other-socket', 'error'],
    ['the same socket, but newer than the session daemon', ust({ version: '2.14.0', abi: 10 }), 'newer-ust', 'error'],
    ['a socket that cannot be told', ust({ socket: null }), 'unknown-socket', 'warning'],
    [
      'an older tracer without a context',
      ust({ contexts: ['vpid', 'vtid'], version: null }),
      'unknown-context',
      'error',
    ],
    [
      'one preload library of two',
      { ...good, preloads: { fork: 'liblttng-ust-fork.so.1', fd: 'liblttng-ust-fd.so.1' } },
      'missing-preload',
      'warning',
    ],
    [
      'no library that protects the descriptors',
      { ...good, preloads: { 'cyg-profile': 'x', fork: 'x' } },
      'open-descriptors',
      'warning',
    ],
    [
      'none of the preload libraries that make events',
      { ...good, preloads: { fd: 'liblttng-ust-fd.so.1' } },
      'missing-preload',
      'error',
    ],
  ] satisfies [string, ImageReport, string, string][])('%s', (_what, report, code, severity) => {
    const problems = readiness(report, wanted);
    expect(problems.map((p) => [p.code, p.severity])).toEqual([[code, severity]]);
    expect(problems[0]?.message).toMatch(/^[A-Z].*\.$/);
    expect(problems[0]?.hint.length).toBeGreaterThan(20);
  });

  it('names everything that is missing, and all problems at once', () => {
    const problems = readiness({ ...ust({ socket: 'lttng-ust-sock-11', contexts: [] }), preloads: {} }, wanted);
    expect(problems.map((p) => p.code)).toEqual([
      'other-socket',
      'unknown-context',
      'missing-preload',
      'open-descriptors',
    ]);
    expect(problems[0]?.message).toContain('lttng-ust-sock-11');
    expect(problems[1]?.message).toContain('vpid, vtid, ip');
    expect(problems[2]?.message).toContain('liblttng-ust-cyg-profile, liblttng-ust-fork');
  });

  it('accepts programs that are as old as the session daemon, or older, on the same socket', () => {
    for (const abi of [8, 9]) expect(readiness(ust({ abi }), wanted)).toEqual([]);
    expect(readiness(ust({ abi: 10, version: null }), { ...wanted, lttng: '2.14.1' })).toEqual([]);
  });

  it('decides by the ABI where the socket is unknown', () => {
    expect(readiness(ust({ socket: null, abi: 9 }), wanted)).toEqual([]);
    for (const [abi, lttng] of [
      [10, '2.13.9'],
      [9, '2.15.0'],
    ] as const)
      expect(readiness(ust({ socket: null, abi }), { ...wanted, lttng }).map(({ code }) => code)).toEqual([
        'newer-ust',
      ]);
  });

  it('does not check the socket when LTTng is not installed on this machine', () => {
    expect(readiness(ust({ socket: 'lttng-ust-sock-11' }), { ...wanted, lttng: null })).toEqual([]);
  });
});
