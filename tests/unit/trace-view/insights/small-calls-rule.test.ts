import { describe, expect, it } from 'vitest';
import { containerOf } from '../../analysis/sample-analysis';
import { kernel, type Run, syscall, type Task } from './written-kernel';
import { findingsOf, insightsOfLeaves, MS, PID_NS, SECOND, textsOf, US } from './written-trace';

const api: Task = { tid: 101, vpid: 1, name: 'api' };

/** Calls of read, one each `everyUs`. @param result the bytes that a call moved, or its error */
async function found(count: number, everyUs: number, result: number) {
  const endNs = count * everyUs * US + MS;
  const runs: Run[] = [{ task: api, from: 0, to: endNs, end: 'sleeps' }];
  const further = Array.from({ length: count }, (_, n) => {
    const at = US + n * everyUs * US;
    return syscall(0, 'read', at, at + 10 * US, result);
  }).flat();
  const insights = await insightsOfLeaves([kernel({ runs: [runs], further, endNs })], {
    containers: [containerOf({ name: 'api-1', pidNs: PID_NS })],
  });
  return findingsOf(insights, 'small-calls');
}

describe('small calls', () => {
  it('are 12 000 that read 16 bytes in 1.08 s', async () => {
    const findings = await found(12_000, 90, 16);
    expect(textsOf(findings)).toEqual([
      'api called read 12 000 times for 16 bytes each on average. 11 100 calls a second that moved less than 64 bytes, in 1.08 s.',
    ]);
    expect(findings[0]?.factor).toBeCloseTo(1.11, 2);
    expect(findings[0]?.place.toNs).toBeGreaterThan(1.07 * SECOND);
  });

  it.each([
    ['9 000 are made in a second', 10_000, 111, 16],
    ['64 bytes are moved', 11_500, 90, 64],
    ['the calls fail', 11_500, 90, -11],
  ] as const)('are none where %s', async (_, count, everyUs, result) => {
    expect(await found(count, everyUs, result)).toEqual([]);
  });
});
