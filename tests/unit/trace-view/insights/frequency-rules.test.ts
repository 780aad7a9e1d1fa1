import type { Symboliser } from '@core/symbols/symboliser';
import { insightsOf } from '@core/trace-view/insights/insights-of';
import { NO_SOURCES } from '@core/trace-view/insights/sources/insight-sources';
import type { Analysis } from '@reader/analysis/analysis';
import { bucketOf } from '@reader/analysis/duration-buckets';
import { describe, expect, it } from 'vitest';
import { functionRow, stats } from '../../analysis/sample-analysis';
import { findingsOf, inputOfLeaves, MS, SECOND, textsOf } from './written-trace';
import { allocate, call, type Program, userspace } from './written-userspace';

const api: Program = { vpid: 7, vtid: 7, name: 'api' };
const LEAVES = [userspace([...call(api, 0x1000, 0, MS), allocate(api, 0, 1, 32), allocate(api, 1.5 * SECOND, 2, 32)])];
const named: Symboliser = {
  functionAt: (_, address) => ({
    name: `at${address.toString(16)}(int)`,
    rawName: '',
    binary: '/bin/api',
    offset: 0,
  }),
  executableOf: () => null,
};

/** Rules about millions of events, with figures that are put into a small trace. */
async function insightsWith(change: (analysis: Analysis) => Partial<Analysis>) {
  const input = await inputOfLeaves(LEAVES, { symbols: named });
  const { analysis } = input.analysed;
  const changed = { analysis: { ...analysis, ...change(analysis) }, warnings: [] };
  return insightsOf({ ...input, analysed: changed, sources: NO_SOURCES });
}

const functionOf = (address: bigint, count: number, ns: number) =>
  functionRow({
    address,
    cut: 0,
    calls: stats({ count, minNs: ns, maxNs: ns, buckets: Uint32Array.of(bucketOf(ns), count) }),
  });

describe('inlining undone', () => {
  it('is told where 60 000 of 80 000 calls take 60 ns', async () => {
    const insights = await insightsWith(() => ({
      functions: [functionOf(0xan, 60_000, 60), functionOf(0xbn, 20_000, 5_000)],
    }));
    expect(textsOf(findingsOf(insights, 'inlining-undone'))).toEqual([
      '75 % of the calls were of functions that took less than 100 ns, about as long as recording them. 60 000 of 80 000 calls. A build without them: -finstrument-functions-exclude-function-list=ata',
    ]);
  });

  it.each([
    ['most calls take longer', 30_000, 60, 40_000],
    ['there are few calls', 20_000, 60, 10_000],
  ])('is not told where %s', async (_, small, ns, large) => {
    const insights = await insightsWith(() => ({
      functions: [functionOf(0xan, small, ns), functionOf(0xbn, large, 5_000)],
    }));
    expect(findingsOf(insights, 'inlining-undone')).toEqual([]);
  });
});

describe('many allocations', () => {
  const withAllocations = (allocations: number) =>
    insightsWith(({ memory }) => ({ memory: memory.map((row) => ({ ...row, allocations, releases: 5 })) }));

  it('are 300 000 in 1.5 s', async () => {
    const found = findingsOf(await withAllocations(300_000), 'many-allocations');
    expect(textsOf(found)).toEqual([
      'api allocated memory 300 000 times, 200 000 times a second. In 1.50 s, with 5 releases.',
    ]);
    expect(found[0]?.factor).toBeCloseTo(2);
  });

  it('are not 100 000 in 1.5 s', async () =>
    expect(findingsOf(await withAllocations(100_000), 'many-allocations')).toEqual([]));
});
