import { describe, expect, it } from 'vitest';
import {
  countsOf,
  isNotable,
  ratioText,
  swapped,
} from '../../../../src/renderer/views/trace/compare/ordered-comparison';
import { pairedFindings } from '../../../../src/renderer/views/trace/compare/paired-findings';
import { pairedStates } from '../../../../src/renderer/views/trace/compare/paired-states';
import { placeOfResult } from '../../../../src/renderer/views/trace/search/place-of-result';
import {
  addedMarks,
  allMatches,
  filterOfNames,
  functionMarks,
  nextResult,
  searchResults,
} from '../../../../src/renderer/views/trace/search/search-results';
import { parseFilter } from '../../../../src/shared/analysis/event-filter/parse-filter';
import type { ComparedFunction, FunctionComparison } from '../../../../src/shared/analysis/function-comparison';
import type { Finding, Insights } from '../../../../src/shared/trace-view/insight';
import type { SearchMatches } from '../../../../src/shared/trace-view/trace-search';
import { figuresOf, timelineRow } from './rows';

const compared = (first: number | null, second: number | null): ComparedFunction => {
  const figures = (selfNs: number | null) =>
    selfNs === null ? null : ({ selfNs, count: 1, p99Ns: null } as ComparedFunction['figures'][0]);
  return {
    container: null,
    process: 'api',
    function: 'f',
    figures: [figures(first), figures(second)],
    selfDifferenceNs: (second ?? 0) - (first ?? 0),
    totalDifferenceNs: 0,
    countDifference: 0,
    selfRatio: first ? (second ?? 0) / first : null,
  };
};

describe('comparing functions', () => {
  const functions = [compared(100, 200), compared(100, 105), compared(100, 50), compared(null, 10), compared(10, null)];
  it('counts what is longer and shorter by more than 10 %, also new functions', () => {
    expect(countsOf(functions)).toEqual({ longer: 2, shorter: 2, same: 1 });
    expect(isNotable(compared(100, 110))).toBe(false);
  });
  it('turns round without losing anything', () => {
    const comparison: FunctionComparison = {
      all: 5,
      functions,
      traces: [
        { id: 'a', title: 'A', functions: 4 },
        { id: 'b', title: 'B', functions: 4 },
      ],
    };
    const other = swapped(comparison);
    expect(other.traces[0].id).toBe('b');
    expect(countsOf(other.functions)).toEqual({ longer: 2, shorter: 2, same: 1 });
    expect(other.functions[0]).toMatchObject({ selfDifferenceNs: -100, selfRatio: 0.5 });
    expect(other.functions[4]?.selfRatio).toBeNull();
    expect(swapped(other)).toEqual({
      ...comparison,
      functions: functions.map((one) => ({
        ...one,
        totalDifferenceNs: expect.closeTo(0),
        countDifference: expect.closeTo(0),
      })),
    });
  });
  it('writes ratios with three digits', () => {
    expect([0.92, 15.71, 123.4, null].map(ratioText)).toEqual(['×0.92', '×15.7', '×123', '']);
  });
});

describe('comparing states and insights', () => {
  it('pairs threads by process and name, the largest difference first', () => {
    const rows = [
      timelineRow({ kind: 'process', name: 'api' }),
      timelineRow({ name: 'worker', parent: 0 }),
      timelineRow({ name: 'worker', parent: 0 }),
      timelineRow({ name: 'logger', parent: 0 }),
    ];
    const first = { rows, figures: figuresOf([null, [10, 0, 1], [20, 0, 1], [5, 0, 1]]) };
    const second = { rows: rows.slice(0, 2), figures: figuresOf([null, [90, 0, 1]]) };
    expect(
      pairedStates(first, second).map(({ name, times: [a, b] }) => [
        name,
        a && a.runningNs / 1e6,
        b && b.runningNs / 1e6,
      ]),
    ).toEqual([
      ['worker', 30, 90],
      ['logger', 5, null],
    ]);
    expect(pairedStates(first, { rows, figures: figuresOf([null, null, null, null]) })).toEqual([]);
  });
  it('pairs insights that differ in figures only, those of one trace first', () => {
    const found = (rule: string, text: string): Finding => ({
      key: `${rule} ${text}`,
      rule,
      group: 'program',
      sentence: [{ text, style: 'plain' }],
      proof: [],
      ruleText: '',
      factor: 1,
      evidence: null,
      place: { fromNs: 0, toNs: 1, rows: [], function: null, call: null },
      recordAgain: null,
    });
    const insights = (...findings: Finding[]): Insights => ({
      findings,
      silent: [],
      pending: [],
      unchecked: [],
      failed: [],
      remaining: [],
      waitingForWork: [],
    });
    const pairs = pairedFindings(
      insights(found('hot', 'f took 39 % of api.'), found('slow', 'g took 1.2 s.')),
      insights(
        found('hot', 'f took 41.5 % of api.'),
        found('slow', 'h took 85\u00a0ms.'),
        found('slow', 'g took 900 ms.'),
      ),
    );
    expect(pairs.map(({ findings: [a, b] }) => [a?.sentence[0]?.text, b?.sentence[0]?.text])).toEqual([
      [undefined, 'h took 85\u00a0ms.'],
      ['f took 39 % of api.', 'f took 41.5 % of api.'],
      ['g took 1.2 s.', 'g took 900 ms.'],
    ]);
  });
});

describe('searching a trace', () => {
  const matches: SearchMatches = {
    functions: [{ key: '0:1', name: 'parse', row: 1, count: 3, maxNs: 4_000, maxAtNs: 500_000, maxRow: 2 }],
    rows: [1, 99],
    events: [{ name: 'app:parse "x"', count: 7 }],
    all: { functions: 1, rows: 2, events: 300 },
  };
  const rows = [timelineRow({ kind: 'process', name: 'api' }), timelineRow({ name: 'parser', number: 7 })];
  const results = searchResults(matches, rows);

  it('goes through functions, rows and events, and from the last one to the first', () => {
    expect(results.map(({ kind, name }) => [kind, name])).toEqual([
      ['function', 'parse'],
      ['row', 'parser'],
      ['event', 'app:parse "x"'],
    ]);
    expect(allMatches(matches)).toBe(303);
    expect([
      nextResult(-1, 3, 1),
      nextResult(2, 3, 1),
      nextResult(0, 3, -1),
      nextResult(-1, 3, -1),
      nextResult(0, 0, 1),
    ]).toEqual([0, 0, 2, 2, -1]);
  });
  it('shows a function at its slowest call, a row in the timeline, an event in the table', () => {
    const places = results.map((result) => placeOfResult(result, 1e6));
    expect(places[0]).toMatchObject({ tab: 'timeline', function: '0:1', range: { fromNs: 498_000, toNs: 506_000 } });
    expect(places[1]).toEqual({ tab: 'timeline', rows: [1] });
    expect(places[2]).toEqual({ tab: 'events', filter: '"app:parse \\"x\\""' });
  });
  it('marks slowest calls and events together', () => {
    const marks = functionMarks(matches.functions, 4, 1e6);
    expect([...addedMarks(marks, Uint32Array.from([1, 1, 1, 1]))]).toEqual([1, 1, 2, 1]);
    const filter = filterOfNames(['a"b', 'and', 'c*'], 2);
    expect(filter).toBe('"a\\"b" or "and"');
    expect(() => parseFilter(filter ?? '')).not.toThrow();
    expect(filterOfNames([], 2)).toBeNull();
    const long = Array.from({ length: 20 }, (_, n) => `lttng_ust_provider_with_a_long_name:and_an_event_${n}`);
    const some = filterOfNames(['x'.repeat(2_000), ...long], 20) ?? '';
    expect(some).toContain(`"${long[0]}" or "${long[1]}"`);
    expect(some.length).toBeLessThanOrEqual(1_000);
    expect(filterOfNames(['x'.repeat(2_000)], 20)).toBeNull();
  });
});
