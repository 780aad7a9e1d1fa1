import { MemoryInUse } from '@core/analysis/export/memory-in-use';
import { expect, it } from 'vitest';
import { type Allocation, allocationsOf } from '../../setup/allocations';

function inUse(...allocations: Allocation[]): Map<number, number> {
  const memory = new MemoryInUse();
  memory.add(
    allocationsOf(...allocations),
    (thread) => thread * 10,
    () => undefined,
  );
  return new Map(memory.changed());
}

it('adds up the blocks of each process', () => {
  expect(inUse([1, 1, 0x7f00_0000_1000, 100], [2, 1, 0x1000, 50], [3, 2, 0x1000, 8])).toEqual(
    new Map([
      [10, 150],
      [20, 8],
    ]),
  );
});

it('takes released blocks off, in the order of time', () => {
  expect(inUse([5, 1, 0x1000, -1], [4, 1, 0x1000, 100], [3, 1, 0x2000, 7])).toEqual(new Map([[10, 7]]));
});

it('ignores releases of blocks that were allocated before the recording', () => {
  expect(inUse([1, 1, 0x1000, -1], [2, 1, 0x2000, 7])).toEqual(new Map([[10, 7]]));
});

it('replaces a block whose release is missing', () => {
  expect(inUse([1, 1, 0x1000, 100], [2, 1, 0x1000, 30])).toEqual(new Map([[10, 30]]));
});

it('reports a process again only after a change', () => {
  const memory = new MemoryInUse();
  const add = (allocation: Allocation): void =>
    memory.add(
      allocationsOf(allocation),
      (thread) => thread,
      () => undefined,
    );
  add([1, 1, 0x1000, 5]);
  expect([...memory.changed()]).toEqual([[1, 5]]);
  add([2, 2, 0x1000, 6]);
  expect([...memory.changed()]).toEqual([[2, 6]]);
});
