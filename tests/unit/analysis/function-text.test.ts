import { compareFunctions } from '@core/analysis/functions/compare-functions';
import type { FunctionFigure } from '@shared/analysis/function-table';
import { describe, expect, it } from 'vitest';
import { functionComparisonText } from '../../../src/cli/analysis/comparison-text';
import { functionRows, noCallsText, treeText, unnamedNotes } from '../../../src/cli/analysis/function-text';

const figure = (change: Partial<FunctionFigure>): FunctionFigure => ({
  container: 'web-1',
  process: 'nginx',
  vpid: 7,
  processes: 1,
  function: 'main',
  binary: '/bin/nginx',
  unnamed: null,
  count: 2,
  cut: 0,
  totalNs: 3_000_000,
  selfNs: 1_000_000,
  share: 0.25,
  minNs: 1_000,
  p50Ns: 2_000,
  p90Ns: 3_000,
  p99Ns: 4_000,
  maxNs: 5_000,
  maxAtNs: 9,
  ...change,
});

describe('functions as text', () => {
  it('are a row each, with their process', () => {
    const [, row = ''] = functionRows([figure({}), figure({ container: 'web-2' })]).split('\n');
    expect(row.trim().split(/ {2,}/)).toEqual([
      'main',
      '2',
      '3.00 ms',
      '1.00 ms',
      '25.0 %',
      '1.00 µs',
      '2.00 µs',
      '3.00 µs',
      '4.00 µs',
      '5.00 µs',
      'web-1 nginx[7]',
    ]);
  });

  it('of one container have its name in the heading', () => {
    const [head, ...rows] = functionRows([figure({}), figure({ process: 'sh' })]).split('\n');
    expect(head).toMatch(/ PROCESS IN web-1$/);
    expect(rows.map((row) => row.split('  ').at(-1))).toEqual(['nginx[7]', 'sh[7]']);
  });

  it('have their figures aligned on the right', () => {
    const rows = functionRows([figure({ count: 12_345 }), figure({})]).split('\n');
    expect(rows.map((row) => row.slice(0, 16))).toEqual(['FUNCTION   CALLS', 'main      12 345', 'main           2']);
  });

  it('have a column of cut calls only if there are any', () => {
    expect(functionRows([figure({})])).not.toContain('CUT');
    expect(functionRows([figure({}), figure({ cut: 3 })]).split('\n')).toEqual([
      expect.stringContaining('CALLS  CUT  '),
      expect.not.stringMatching(/ {4}3 {2}/),
      expect.stringMatching(/ {2}2 {4}3 {2}/),
    ]);
  });

  it('that were not found name the options that excluded them', () => {
    const range = { fromNs: 0, toNs: 2e9 };
    expect(noCallsText(range, {})).toBe('There are no function calls from 0.000000 s to 2.000000 s.');
    expect(noCallsText(range, { container: 'web', thread: 'w-1' })).toContain(
      'matches --container web and --thread w-1.',
    );
  });

  it('without a name give the reason once', () => {
    expect(unnamedNotes([figure({ unnamed: 'A.' }), figure({ unnamed: 'A.' }), figure({})])).toEqual([
      '2 functions have no name. A.',
    ]);
  });
});

describe('a call tree as text', () => {
  it('has the largest branch first, indents callees, and counts what it leaves out', () => {
    const node = (parent: number, name: string, totalNs: number) => ({
      parent,
      function: name,
      count: 1,
      totalNs,
      selfNs: totalNs,
    });
    const nodes = [node(-1, 'main', 1_000), node(0, 'small', 100), node(0, 'large', 800), node(0, 'tiny', 1)];
    const lines = treeText({ direction: 'top-down', nodes }).split('\n');
    expect(lines.slice(1, 4).map((line) => /1 {2}( *\w+)$/.exec(line)?.[1])).toEqual(['main', '  large', '  small']);
    expect(lines.at(-1)).toMatch(/^1 /);
  });

  it('ends, although a tree has thousands of branches', () => {
    const nodes = Array.from({ length: 5_000 }, (_, index) => ({
      parent: index - 1,
      function: `f${index}`,
      count: 1,
      totalNs: 1_000,
      selfNs: 0,
    }));
    expect(treeText({ direction: 'top-down', nodes }).split('\n').length).toBeLessThan(300);
  });
});

describe('two traces’ functions', () => {
  const compared = compareFunctions(
    [
      figure({ function: 'same' }),
      figure({ function: 'slower', selfNs: 10 }),
      figure({ function: 'gone', selfNs: 500 }),
    ],
    [
      figure({ function: 'same' }),
      figure({ function: 'slower', selfNs: 4_010, count: 5 }),
      figure({ function: 'new', process: 'sh', selfNs: 1 }),
    ],
  );

  it('are joined by container, process and name, with the largest difference first', () => {
    expect(compared.map((one) => [one.function, one.selfDifferenceNs, one.countDifference, one.selfRatio])).toEqual([
      ['slower', 4_000, 3, 401],
      ['gone', -500, -2, 0],
      ['new', 1, 2, null],
      ['same', 0, 0, 1],
    ]);
  });

  it('are a table with the differences', () => {
    const trace = { id: '20260102-030405-abcdef', title: 'a', functions: 4 };
    const text = functionComparisonText({ traces: [trace, trace], all: 9, functions: compared });
    expect(text).toContain('+4.00 µs');
    expect(text).toContain('−500 ns');
    expect(text).toContain('5 more functions');
    const ratios = text
      .split('\n')
      .slice(3)
      .map((line) => / (×[\d.]+|new|gone) /.exec(line)?.[1]);
    expect(ratios.slice(0, 4)).toEqual(['×401.00', 'gone', 'new', '×1.00']);
  });

  it('say so when one of the traces has no function calls', () => {
    const trace = { id: '20260102-030405-abcdef', title: 'a', functions: 3 };
    const functions = compareFunctions([figure({})], []);
    const text = functionComparisonText({ traces: [trace, { ...trace, functions: 0 }], all: 1, functions });
    expect(text.split('\n').at(-1)).toBe('Trace 2 has no function calls.');
    expect(functionComparisonText({ traces: [trace, trace], all: 1, functions })).not.toContain('no function calls');
  });
});
