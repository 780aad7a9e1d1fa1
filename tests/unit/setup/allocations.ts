import type { Allocations } from '@reader/scan/scan-result';

/** Address and size; -1 for a release. */
export type Allocation = readonly [timeNs: number, thread: number, address: number, bytes: number];

export const allocationsOf = (...rows: readonly Allocation[]): Allocations => ({
  count: rows.length,
  timeNs: Float64Array.from(rows, ([timeNs]) => timeNs),
  thread: Uint32Array.from(rows, ([, thread]) => thread),
  low: Uint32Array.from(rows, ([, , address]) => address % 2 ** 32),
  high: Uint32Array.from(rows, ([, , address]) => Math.floor(address / 2 ** 32)),
  bytes: Float64Array.from(rows, ([, , , bytes]) => bytes),
});
