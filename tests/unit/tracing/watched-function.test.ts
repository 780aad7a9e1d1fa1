import { rootTracingSchema } from '@shared/privilege/root-tracing';
import { lttngArguments } from '@shared/tracing/lttng-arguments';
import { type TracingCommand, tracingCommandSchema } from '@shared/tracing/tracing-command';
import { partsOfProbe, probesOf, watchedOfText, watchedText } from '@shared/tracing/watched-function';
import { describe, expect, it } from 'vitest';

const COMMAND: TracingCommand = {
  verb: 'enable-userspace-probe',
  session: 'ct-20260131-235959-0a1b2c-k',
  channel: 'kernel',
  path: '/store/diff/usr/bin/zstd',
  symbol: 'ZSTD_compress2',
  event: 'zstd:ZSTD_compress2',
};

describe('the command of a watched function', () => {
  it('becomes one location of a kernel event', () => {
    expect(lttngArguments(COMMAND, false)).toEqual([
      '--no-sessiond',
      'enable-event',
      '--kernel',
      '--session=ct-20260131-235959-0a1b2c-k',
      '--channel=kernel',
      '--userspace-probe=elf:/store/diff/usr/bin/zstd:ZSTD_compress2',
      'zstd:ZSTD_compress2',
    ]);
    expect(rootTracingSchema.safeParse(COMMAND).success).toBe(true);
  });

  it.each([
    [
      'path',
      ['zstd', '/', '/a/../b', '/a/./b', '/a//b', '/a/', '/a:b', '/a\\:b', '/a,b', '/a\nb', `/${'a'.repeat(3000)}`],
    ],
    ['symbol', ['', 'a b', 'a:b', 'a,b', 'a*', 'a@GLIBC_2.2.5', 'a+4', '0x400000', '-a', 'ä', 'a'.repeat(256)]],
    ['event', ['', '-a', '--output=/etc', 'a,b', '*', 'a b', 'a\nb', 'a'.repeat(256)]],
  ])('is refused for another %s', (field, values) => {
    for (const value of values)
      expect(tracingCommandSchema.safeParse({ ...COMMAND, [field]: value }).success, value).toBe(false);
  });

  it('is refused for a session that is not of the kernel', () => {
    for (const change of [{ session: 'ct-20260131-235959-0a1b2c' }, { channel: 'userspace' }, { extra: 1 }])
      expect(rootTracingSchema.safeParse({ ...COMMAND, ...change }).success).toBe(false);
  });
});

describe('the events of watched functions', () => {
  it('have the names of file and function, each once', () => {
    const probes = probesOf([
      { path: '/a/zstd', symbol: 'main' },
      { path: '/b/zstd', symbol: 'main' },
      { path: '/b/libc++.so.1', symbol: '_ZN1a1bEv' },
      { path: '/b/-a b,é', symbol: 'f' },
    ]);
    expect(probes.map(({ event }) => event)).toEqual(['zstd:main', 'zstd:main#2', 'libc++.so.1:_ZN1a1bEv', '_a_b__:f']);
    expect(probes.map(({ event }) => partsOfProbe(event)).slice(0, 2)).toEqual([
      { file: 'zstd', symbol: 'main' },
      { file: 'zstd', symbol: 'main' },
    ]);
    expect(partsOfProbe('sched_switch')).toBeUndefined();
  });

  it('are commands for the longest file and function', () => {
    const found = { path: `/${'p'.repeat(255)}`, symbol: 'f'.repeat(255) };
    for (const probe of probesOf([found, found, { ...found, symbol: 'main' }]))
      expect(tracingCommandSchema.safeParse({ ...COMMAND, ...probe }).error).toBeUndefined();
  });
});

it('a text names a file and a function, or a function of the started program', () => {
  for (const [text, watched] of [
    ['/usr/bin/zstd:main', { file: '/usr/bin/zstd', function: 'main' }],
    ['main', { function: 'main' }],
  ] as const) {
    expect(watchedOfText(text)).toEqual(watched);
    expect(watchedText(watched)).toBe(text);
  }
});
