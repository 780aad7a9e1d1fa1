import { looksLikeTraceLink, parseTraceLink, traceLink } from '@shared/trace-view/trace-link';
import { type TracePlace, WHOLE_PLACE } from '@shared/trace-view/trace-place';
import { expect, test } from 'vitest';

const ID = '20260304-120000-00beef';
const PLACE: TracePlace = {
  tab: 'timeline',
  range: { fromNs: 1_204_000_000, toNs: 1_452_000_000.5 },
  rows: [3, 12],
  function: '4:7f00deadbeef',
  call: { row: 3, depth: -1, atNs: 1_237_104_812 },
  mark: { row: 3, atNs: 1_240_000_000 },
  filter: 'name = "futex" & tid ≠ 7 + ?#/',
  comparedWith: '20260304-120001-00beef',
};

test('a link leads to the place that it was copied from', () => {
  expect(parseTraceLink(traceLink({ id: ID, place: PLACE }))).toEqual({ id: ID, place: PLACE });
  expect(parseTraceLink(` ${traceLink({ id: ID, place: WHOLE_PLACE })}\n`)).toEqual({ id: ID, place: WHOLE_PLACE });
});

test('a link names only what differs from a newly opened trace', () => {
  expect(traceLink({ id: ID, place: WHOLE_PLACE })).toBe(`containers-trace://trace/${ID}`);
  expect(traceLink({ id: ID, place: { ...WHOLE_PLACE, tab: 'events' } })).toBe(
    `containers-trace://trace/${ID}?tab=events`,
  );
});

test.each([
  ['of another program', 'https://trace/20260304-120000-00beef'],
  ['with a path for an id', 'containers-trace://trace/../../etc/passwd'],
  ['without an id', 'containers-trace://trace/?tab=events'],
  ['to an unknown tab', `containers-trace://trace/${ID}?tab=shell`],
  ['with an unknown name', `containers-trace://trace/${ID}?run=rm`],
  ['with a name twice', `containers-trace://trace/${ID}?tab=events&tab=timeline`],
  ['with half a range', `containers-trace://trace/${ID}?from=5`],
  ['with a time that is no number', `containers-trace://trace/${ID}?from=1e999&to=NaN`],
  ['with half a call', `containers-trace://trace/${ID}?call=1,2`],
  ['with more than a call', `containers-trace://trace/${ID}?call=1,2,3,4`],
  ['with half a user event', `containers-trace://trace/${ID}?mark=1`],
  ['with more than a user event', `containers-trace://trace/${ID}?mark=1,2,3`],
  ['with a negative row', `containers-trace://trace/${ID}?rows=-1`],
  ['with too many rows', `containers-trace://trace/${ID}?rows=${Array(1_001).fill(1).join()}`],
  ['that is endless', `containers-trace://trace/${ID}?filter=${'x'.repeat(1_000_000)}`],
])('a link %s is refused', (_, link) => {
  expect(() => parseTraceLink(link)).toThrow(expect.objectContaining({ code: 'config' }));
});

test('only links of the app look like links', () => {
  expect(looksLikeTraceLink(' containers-trace://trace/x')).toBe(true);
  expect(looksLikeTraceLink('containers-trace')).toBe(false);
});
