import { MIB } from '@shared/model/units';
import { describe, expect, it } from 'vitest';
import { findingsOf, insightsOfLeaves, MS, SECOND, textsOf } from './written-trace';
import { allocate, type Program, release, userspace } from './written-userspace';

const api: Program = { vpid: 7, vtid: 7, name: 'api' };

/** Allocates `bytes` every 10 ms, and releases each block after `keptNs`. */
const steps = (count: number, bytes: number, keptNs: number) =>
  Array.from({ length: count }, (_, index) => {
    const at = index * 10 * MS;
    return [
      allocate(api, at, 0x1000 + index, bytes),
      ...(keptNs === Number.POSITIVE_INFINITY ? [] : [release(api, at + keptNs, 0x1000 + index)]),
    ];
  }).flat();

describe('memory grows', () => {
  it('of a process that keeps 1 MiB every 10 ms for 2 s', async () => {
    const insights = await insightsOfLeaves([userspace(steps(200, MIB, Number.POSITIVE_INFINITY))]);
    const found = findingsOf(insights, 'memory-grows');
    // The lowest sizes of the second and the last tenth are 160 steps apart.
    expect(textsOf(found)).toEqual([
      expect.stringMatching(
        /^Memory in use of api grew by 1(59|60) MiB and did not shrink\. From .*: 200 allocations, 0 releases\.$/,
      ),
    ]);
    expect(found[0]?.evidence).toMatchObject({ kind: 'curve', unit: 'bytes' });
  });

  it('not of one that releases what it allocates', async () => {
    const insights = await insightsOfLeaves([userspace(steps(200, MIB, 5 * MS))]);
    expect(findingsOf(insights, 'memory-grows')).toEqual([]);
  });

  it('not where releases may have been lost', async () => {
    const insights = await insightsOfLeaves([
      userspace(steps(200, MIB, Number.POSITIVE_INFINITY), [
        { begin: 0, end: SECOND },
        { begin: SECOND, end: 2 * SECOND, discarded: 7 },
      ]),
    ]);
    expect(findingsOf(insights, 'memory-grows')).toEqual([]);
  });
});

it('a process that allocates a few hundred times is not one with many allocations', async () => {
  const insights = await insightsOfLeaves([userspace(steps(200, 32, 5 * MS))]);
  expect(findingsOf(insights, 'many-allocations')).toEqual([]);
});
