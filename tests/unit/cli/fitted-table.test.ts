import { afterEach, describe, expect, it, vi } from 'vitest';
import { functionRows } from '../../../src/cli/analysis/function-text';
import { fittedTable, shortName } from '../../../src/cli/fitted-table';
import { terminal } from '../../../src/cli/terminal';

const LONG = 'std::vector<std::pair<int, std::string>>::_M_realloc_insert';
const EVENTS = 1_234_567_890_123;
const widest = (text: string): number => Math.max(...text.split('\n').map((line) => [...line].length));

const functions = [1, EVENTS].map((count) => ({
  ...{ container: 'a-container-with-a-long-name', process: 'a-long-program-name', vpid: 4_194_304, processes: 1 },
  ...{ function: `${LONG}<${count}>`, binary: null, unnamed: null, count, cut: 0, share: 0.5, maxAtNs: 0 },
  ...{ totalNs: 1e18, selfNs: 1e9, minNs: 1, p50Ns: 2, p90Ns: 3, p99Ns: 4, maxNs: 5 },
}));

describe('a table on a terminal', () => {
  it('is as wide as the terminal, with names shortened in the middle and every figure complete', () => {
    const text = functionRows(functions, 100);
    expect(widest(text)).toBeLessThanOrEqual(100);
    for (const part of ['std::', '<1>', '1 234 567 890 123', '1 000 000 000 s', '[4194304]'])
      expect(text).toContain(part);
    expect(text).not.toContain(LONG);
  });

  it('has fewer figures if shorter names are not enough, and says so', () => {
    const head = ['NAME', 'COUNT', 'MIN', 'MAX'];
    const rows = [[LONG, '1 234 567 890', '1 234 567 890', '1 234 567 890']];
    const text = fittedTable(head, rows, { width: 50, names: [0], omitted: ['MIN', 'MAX'] });
    expect(text.split('\n')[0]?.trim().split(/ +/)).toEqual(['NAME', 'COUNT', 'MAX']);
    expect(text.split('\n').at(-1)).toMatch(/^MIN: /);
    expect(widest(text)).toBeLessThanOrEqual(50);
  });

  it('is whole where the output is no terminal', () => expect(functionRows(functions)).toContain(`${LONG}<1>`));
});

it('a shortened name keeps its indentation, its process id and its threads', () => {
  expect(shortName('  abcdefghijklmnop[12345678901], 4 threads', 36)).toBe('  abcde…mnop[12345678901], 4 threads');
  expect(shortName('short', 16)).toBe('short');
});

describe('the width of the answer', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is that of the terminal, and unlimited in a pipe', () => {
    const stdout = { isTTY: true, columns: 80 };
    vi.stubGlobal('process', { ...process, stdout });
    expect(terminal.width()).toBe(80);
    stdout.isTTY = false;
    expect(terminal.width()).toBe(Number.POSITIVE_INFINITY);
  });
});
