import { describe, expect, it } from 'vitest';
import { texts } from '../../../../src/renderer/texts/en';
import { changedConfig, expectedSize } from '../../../../src/renderer/views/trace/empty/expected-size';
import { recordAgainWith } from '../../../../src/renderer/views/trace/empty/reasons/record-again-with';
import { whatTraceHas } from '../../../../src/renderer/views/trace/empty/reasons/what-trace-has';
import { whyNoEvents } from '../../../../src/renderer/views/trace/empty/reasons/why-no-events';
import { whyNoFunctions } from '../../../../src/renderer/views/trace/empty/reasons/why-no-functions';
import { whyNoInsights } from '../../../../src/renderer/views/trace/empty/reasons/why-no-insights';
import { whyNoMatch } from '../../../../src/renderer/views/trace/empty/reasons/why-no-match';
import { whyNoRows } from '../../../../src/renderer/views/trace/empty/reasons/why-no-rows';
import { whyRowIsQuiet } from '../../../../src/renderer/views/trace/empty/reasons/why-row-is-quiet';
import { timelineRow } from '../trace-tabs/rows';
import { knownTrace, NO_BASIS, recordedAs } from './known-trace';

const {
  noCallsInRange,
  noEvents,
  noRows,
  noInsights,
  noMatch,
  checks,
  reasons,
  expected,
  row: ofRow,
} = texts.traceTabs.empty;
const range = { fromNs: 0, toNs: 1e9 };
const everything = { filter: '', rows: 0, inRange: 0, range };

describe('why Functions is empty although the trace has calls', () => {
  const known = knownTrace({
    recording: null,
    basis: { calls: true },
    rows: [timelineRow({ name: 'idle' }), timelineRow({ name: 'caller', callLevels: 3 })],
  });
  const facts = { ...known.facts, lengthNs: 1e9 };
  it('distinguishes rows without calls from a range without calls', () => {
    const ofRows = whyNoFunctions({ ...known, facts, place: { range: null, rows: [0] } });
    expect(ofRows.why).toBe(noCallsInRange.rows(1));
    const ofRange = whyNoFunctions({ ...known, facts, place: { range: { fromNs: 0, toNs: 1e6 }, rows: [1] } });
    expect(ofRange.why).toBe(noCallsInRange.range('0.000000 s', '0.001000 s'));
    expect(ofRange.checked[0]?.text).toBe(noCallsInRange.elsewhere('1'));
  });
});

describe('why Events is empty', () => {
  const known = knownTrace({ recording: null });
  it('counts what the filter removed', () => {
    const why = whyNoEvents({ ...known, ...everything, filter: 'cpu=9', inRange: 12 });
    expect([why.why, why.checked]).toEqual([noEvents.filter('cpu=9'), [{ state: 'bad', text: noEvents.count('12') }]]);
    expect(why.has.map(({ tab }) => tab)).toEqual(['timeline']);
  });
  it('does not blame a filter where the range or the rows have no event', () => {
    const times = ['0.000000 s', '1.000000 s'] as const;
    expect(whyNoEvents({ ...known, ...everything, filter: 'cpu=9' }).why).toBe(noEvents.noneInRange(...times));
    expect(whyNoEvents({ ...known, ...everything, rows: 2 }).why).toBe(noEvents.noneInRows(2, ...times));
  });
  it('says what was asked for in an empty trace, and offers the kernel', () => {
    const why = whyNoEvents({
      ...knownTrace({ recording: { preset: 'functions', events: [{ pattern: 'mine:*' }] }, events: 0, lostEvents: 5 }),
      ...everything,
    });
    expect([why.title, why.has]).toEqual([noEvents.emptyTrace, []]);
    expect(why.why).toContain(noEvents.askedPreset('Function calls'));
    expect(why.why).toContain(noEvents.askedPatterns(1));
    expect(why.checked.map(({ text }) => text)).toEqual([checks.lost('5')]);
    expect(why.again?.changes).toMatchObject([{ to: 'Container' }]);
  });
  it('does not know what was asked for in an empty trace from elsewhere', () => {
    const why = whyNoEvents({ ...knownTrace({ recording: null, events: 0, unread: ['a'] }), ...everything });
    expect([why.why, why.again]).toEqual([reasons.foreignEmpty, null]);
    expect(why.checked.map(({ text }) => text)).toEqual([checks.unread(1)]);
  });
});

describe('why Timeline has no rows', () => {
  it('says that no event has the id of a thread', () => {
    const why = whyNoRows(knownTrace({ recording: { kernel: { tracepoints: ['block_*'] } }, rows: [] }));
    expect([why.title, why.checked[0]?.text]).toEqual([noRows.title, noRows.noIds]);
    expect(why.again?.changes).toMatchObject([{ to: 'Container' }]);
    expect(why.has.map(({ tab }) => tab)).toEqual(['events']);
  });
  it('says of an empty trace that it has no events', () => {
    expect(whyNoRows(knownTrace({ recording: null, rows: [], events: 0 })).title).toBe(noEvents.emptyTrace);
  });
});

describe('why Insights is empty', () => {
  const rule = { rule: 'a', title: 'A', text: 'a' };
  it('says that all rules were checked, and offers no other recording', () => {
    const insights = { silent: [rule, rule], unchecked: [] };
    const why = whyNoInsights({ ...knownTrace({ recording: { preset: 'functions' } }), insights });
    expect([why.why, why.again]).toEqual([noInsights.allChecked(2), null]);
  });
  it('says which rules could not be checked, and records all that they need', () => {
    const insights = { silent: [], unchecked: [{ ...rule, missing: 'locks' }] };
    const why = whyNoInsights({ ...knownTrace({ recording: { preset: 'functions' } }), insights });
    expect(why.why).toBe(noInsights.someUnchecked(0, 1));
    expect(why.checked.map(({ text }) => text)).toEqual([noInsights.notChecked('locks')]);
    expect(why.again?.changes.map(({ to }) => to)).toEqual(['Everything', 'Container']);
  });
});

describe('why a search finds nothing', () => {
  it('says that a trace has no functions, and where fields are filtered', () => {
    const found = whyNoMatch({ basis: NO_BASIS, events: 3 });
    expect(found.map(({ text }) => text)).toEqual([noMatch.noFunctions, noMatch.fields]);
    expect(found.map(({ link }) => link?.tab)).toEqual(['functions', 'events']);
    expect(whyNoMatch({ basis: { ...NO_BASIS, calls: true }, events: 3 })).toHaveLength(1);
    expect(whyNoMatch({ basis: NO_BASIS, events: 0 })).toEqual([{ text: noEvents.emptyTrace, link: null }]);
  });
});

describe('what a trace has', () => {
  it('lists the parts of the timeline, calls and events, without the empty tab', () => {
    const rows = [
      timelineRow({ hasStates: true, hasSyscalls: true }),
      timelineRow({ hasMemory: true }),
      timelineRow({ callLevels: 4 }),
    ];
    const has = whatTraceHas({ rows, events: 10 }, 'events');
    expect(has.map(({ tab }) => tab)).toEqual(['timeline', 'functions']);
    expect(has[0]?.text).toContain('states, system calls, calls and memory in use');
  });
});

describe('why a row is quiet', () => {
  const whole = (basis: Partial<typeof NO_BASIS>) => ({ basis: { ...NO_BASIS, ...basis }, rows: [] });
  it('says what was not recorded of this thread', () => {
    const both = whole({ calls: true, syscalls: true });
    expect(whyRowIsQuiet(timelineRow({ hasStates: true, hasSyscalls: true }), both, true)).toEqual([ofRow.noCalls]);
    expect(whyRowIsQuiet(timelineRow({ callLevels: 2 }), both, true)).toEqual([ofRow.noStates, ofRow.noSyscalls]);
    expect(whyRowIsQuiet(timelineRow({ callLevels: 2 }), both, false)).toEqual([ofRow.noActivity]);
    expect(whyRowIsQuiet(timelineRow({ kind: 'container' }), both, true)).toEqual([]);
  });
  it('says that a process wrote no allocations where another one did', () => {
    const process = timelineRow({ kind: 'process' });
    const other = timelineRow({ kind: 'process', hasMemory: true });
    expect(whyRowIsQuiet(process, { ...whole({}), rows: [process, other] }, true)).toEqual([ofRow.noMemory]);
    expect(whyRowIsQuiet(process, { ...whole({}), rows: [process] }, true)).toEqual([]);
  });
});

describe('the expected size of another recording', () => {
  const trace = { sizeBytes: 10 * 2 ** 20, durationMs: 2_400 };
  it('is that of a similar recording, or else at least that of this trace', () => {
    const similar = { sizeBytes: 190 * 2 ** 20, recordedAt: '2026-03-04T12:00:00.000Z' };
    expect(expectedSize(similar, trace)).toContain('190.0 MiB');
    expect(expectedSize(null, trace)).toBe(expected.atLeast('10.0 MiB', '2.4 s'));
    expect(expectedSize(null, { ...trace, sizeBytes: null })).toBeNull();
    expect(expectedSize(null, undefined)).toBeNull();
  });
  it('is looked for with the changed request', () => {
    const config = recordedAs({ preset: 'functions' });
    const again = recordAgainWith(['states'], config.recording);
    const changed = again ? changedConfig(config, again.change) : null;
    expect(changed?.recording).toMatchObject({ preset: config.recording.preset, kernel: { preset: 'container' } });
    expect(changed?.target).toEqual(config.target);
    expect(changedConfig(null, (recording) => recording)).toBeNull();
  });
});
