import { reportOf } from '@core/instrument/read-report';
import { notesOf } from '@core/instrument/result-notes';
import { expect, it } from 'vitest';

const line = (...parts: (string | number)[]): string => parts.join('\t');

it('counts each source once, with the most of its compilations, and says what was skipped', () => {
  const { summary, sources } = reportOf([
    [
      line('instrumented', 3, 1, '/src', 'a.c'),
      line('instrumented', 4, 1, '/src', 'a.c'),
      line('failed', 0, 0, '/src', 'a.c'),
      line('instrumented-lto', 0, 0, '/src', '/abs/b.cpp'),
    ].join('\n'),
    `${line('failed', 0, 0, '/src', 'c.c')}\n${line('freestanding', 0, 0, '/src', 'd.c')}\n`,
  ]);
  expect(sources).toEqual([
    { path: '/abs/b.cpp', functions: 0, inlined: 0, skipped: null },
    { path: '/src/a.c', functions: 4, inlined: 1, skipped: null },
    { path: '/src/c.c', functions: 0, inlined: 0, skipped: 'failed' },
    { path: '/src/d.c', functions: 0, inlined: 0, skipped: 'freestanding' },
  ]);
  expect(summary).toEqual({
    files: 2,
    functions: 4,
    inlined: 1,
    skipped: { failed: 1, freestanding: 1 },
    uncounted: 1,
  });
  expect(notesOf({ summary, sources }, { build: '', report: '', leavesTools: false, clangStages: ['x'] })).toHaveLength(
    5,
  );
});

it.each([
  'no tabs',
  line('instrumented', 'many', 0, '/src', 'a.c'),
  line('instrumented', -1, 0, '/src', 'a.c'),
  line('constructor', 1, 0, '/src', 'a.c'),
  line('instrumented', 1, 0, '/src', 'a.c', 'more'),
  line('instrumented', 1, 0, '/src', ''),
])('ignores what a program of the build wrote: %j', (text) => {
  expect(reportOf([text]).sources).toEqual([]);
});

it('shows no control characters of a source', () => {
  expect(reportOf([line('instrumented', 1, 0, '/src', 'a\u001b[31m.c')]).sources[0]?.path).not.toMatch(/\u001b/);
});
