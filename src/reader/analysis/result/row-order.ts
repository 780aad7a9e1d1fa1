/** Compares by code units, or addresses by value: an order that no locale changes. */
export const compareText = <T extends string | bigint>(one: T, other: T): number =>
  one < other ? -1 : one > other ? 1 : 0;
