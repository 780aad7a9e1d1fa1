/** A value of a clock in two words of 32 bits, since a double is not exact for 64 bits. */
export interface Words {
  high: number;
  low: number;
}

export const isLater = (one: Words, other: Words): boolean =>
  one.high > other.high || (one.high === other.high && one.low > other.low);
