/**
 * Operations of a program that walks over fields of variable size. A program is a list of numbers that ends with `end`. Its
 * registers are doubles. `p` is the current byte; `packet` the packet's first byte; `limit` the byte after the packet's content.
 * If `p` is beyond `limit` after any operation, the packet is damaged.
 */
export const OP = {
  end: 0,
  /** [bytes]: p += bytes. */
  skip: 1,
  /** []: p moves behind the next byte 0 at or after p; without one below `limit`, the packet is damaged. */
  text: 2,
  /** [register, bytes, offset, isSigned]: register = the integer of 1, 2, 4 or 8 bytes at p + offset, little-endian. p stays. */
  load: 3,
  /** [register, bytes]: p += register × bytes. A negative register damages the packet. */
  sequence: 4,
  /** [register, count, next]: runs the program behind it (until its `end`) register times, or count times if register is -1;
   *  continues at next. Stops repeating when an iteration does not move p. */
  repeat: 5,
  /** [register, n, then n × (low, high, to)]: jumps to the first range with low ≤ register ≤ high; none damages the packet. */
  select: 6,
  /** [to]. */
  jump: 7,
  /** [bytes]: p moves to the next multiple of bytes, counted from `packet`. Bytes is a power of two. */
  align: 8,
  /** [mark]: stores p in the mark. */
  mark: 9,
} as const;

/** Nesting of `repeat`. A deeper layout is slow. */
export const MAX_REPEAT_DEPTH = 8;
