import type { Allocations } from './scan-result';

const WORD = 2 ** 32;

/** Indexes of a window's allocations in the order of time, since the scan reads one CPU after the other. Equal times keep their order. */
export function inTimeOrder({ count, timeNs }: Allocations): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  return order.sort((one, other) => (timeNs[one] as number) - (timeNs[other] as number));
}

export const addressOf = ({ low, high }: Allocations, index: number): number =>
  (high[index] as number) * WORD + (low[index] as number);
