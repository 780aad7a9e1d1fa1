import { MemoryInUse } from '@reader/analysis/memory-in-use';
import { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import { SCAN_THREAD } from '@reader/scan/scan-result';
import { describe, expect, it } from 'vitest';
import { allocationsOf } from '../../setup/allocations';

const identity = { kind: SCAN_THREAD.userspace, domain: 'userspace', pidNs: 1, epoch: 0, vpid: 2, tid: 3 } as const;
const threads = [new AnalysedThread(0, identity, 4, 0), new AnalysedThread(1, identity, 5, 0)];

describe('memory in use', () => {
  const bins = { fromNs: 100, widthNs: 10, count: 4 };

  it('is the size of what was allocated and not released, by process', () => {
    const memory = new MemoryInUse(bins);
    const high = 0x7f00_0000_1000;
    memory.consume(
      allocationsOf([101, 0, high, 50], [102, 0, 0x1000, 20], [105, 0, high, -1], [112, 1, high, 7]),
      threads,
    );
    memory.consume(allocationsOf([125, 0, 0x1000, -1], [126, 0, 0x5000, -1]), threads);
    expect(memory.rows()).toEqual([
      {
        process: 4,
        allocations: 2,
        releases: 3,
        releasesWithoutAllocation: 1,
        leastBytes: Float64Array.of(0, 20, 0, 0),
        mostBytes: Float64Array.of(70, 20, 20, 0),
        isComplete: true,
      },
      {
        process: 5,
        allocations: 1,
        releases: 0,
        releasesWithoutAllocation: 0,
        leastBytes: Float64Array.of(0, 0, 7, 7),
        mostBytes: Float64Array.of(0, 7, 7, 7),
        isComplete: true,
      },
    ]);
  });

  it('is followed in the order of time, also if events of several CPUs come mixed', () => {
    const memory = new MemoryInUse(bins);
    memory.consume(allocationsOf([108, 0, 0x1000, -1], [101, 0, 0x1000, 50]), threads);
    expect(memory.rows()[0]).toMatchObject({ releasesWithoutAllocation: 0, mostBytes: Float64Array.of(50, 0, 0, 0) });
  });

  it('counts an address once that is allocated again without a release', () => {
    const memory = new MemoryInUse(bins);
    memory.consume(allocationsOf([101, 0, 0x1000, 50], [115, 0, 0x1000, 20]), threads);
    expect(memory.rows()[0]?.mostBytes).toEqual(Float64Array.of(50, 50, 20, 20));
  });
});
