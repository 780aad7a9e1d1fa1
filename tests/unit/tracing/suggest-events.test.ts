import { eventRuleSchema } from '@shared/tracing/events';
import { matchesGlob, matchingEvents, missingPreload, suggestEvents } from '@shared/tracing/suggest-events';
import { describe, expect, it } from 'vitest';

const patterns = (list: { pattern: string }[]): string[] => list.map(({ pattern }) => pattern);

describe('event suggestions', () => {
  it('include every preload library before the image is inspected', () => {
    const all = patterns(suggestEvents(null));
    for (const pattern of [
      'lttng_ust_libc:*',
      'lttng_ust_libc:malloc',
      'lttng_ust_cyg_profile:func_entry',
      'lttng_ust_lib:load',
    ])
      expect(all).toContain(pattern);
    expect(new Set(all).size).toBe(all.length);
    for (const pattern of all) expect(eventRuleSchema.safeParse({ pattern }).success, pattern).toBe(true);
  });

  it("include the preload libraries in the image, after the image's programs", () => {
    const image = {
      preloads: { libc: 'liblttng-ust-libc-wrapper.so.1' },
      tracepoints: ['shop:order_begin', 'ring:push', 'shop:order_end'],
    };
    const offered = suggestEvents(image);
    expect(patterns(offered).slice(0, 5)).toEqual([
      'shop:*',
      'shop:order_begin',
      'shop:order_end',
      'ring:*',
      'ring:push',
    ]);
    expect(offered.find(({ pattern }) => pattern === 'lttng_ust_libc:free')).toMatchObject({
      needs: 'libc',
      own: false,
    });
    expect(offered.find(({ pattern }) => pattern === 'lttng_ust_statedump:*')).toMatchObject({ needs: null });
    expect(patterns(offered).some((pattern) => pattern.startsWith('lttng_ust_pthread'))).toBe(false);
  });

  it('are filtered by every typed search term, without *', () => {
    const all = suggestEvents(null);
    expect(patterns(matchingEvents(all, 'LIBC malloc'))).toEqual(['lttng_ust_libc:malloc']);
    expect(patterns(matchingEvents(all, 'lttng_ust_dl:*')).every((one) => one.startsWith('lttng_ust_dl:'))).toBe(true);
    expect(matchingEvents(all, 'nothing of that name')).toEqual([]);
  });
});

describe('the preload that a pattern needs', () => {
  it.each([
    ['lttng_ust_libc:malloc', [], 'libc'],
    ['lttng_ust_libc:*', ['libc'], null],
    ['lttng_ust_cyg_profile*:*', [], 'cyg-profile'],
    ['lttng_ust_cyg_profile*:*', ['cyg-profile-fast'], null],
    ['lttng_ust_dl:dlopen', ['libc'], 'dl'],
    ['lttng_ust_statedump:*', [], null],
    ['*', [], null],
    ['shop:order', [], null],
    ['(.+', [], null],
    ['', [], null],
  ] as const)('%j with %j is %j', (pattern, on, needed) => expect(missingPreload(pattern, [...on])).toBe(needed));
});

describe('a pattern', () => {
  it.each([
    ['a', 'a', true],
    ['a', 'ab', false],
    ['*', '', true],
    ['a*c', 'abc', true],
    ['a*a', 'a', false],
    ['*b*b*', 'abba', true],
    ['a*b', 'abab', true],
    ['.*', 'x', false],
    [`${'l*'.repeat(10_000)}z`, 'l'.repeat(20_000), false],
  ])('matches names in linear time', (pattern, name, isMet) => {
    expect(matchesGlob(pattern, name)).toBe(isMet);
  });
});
