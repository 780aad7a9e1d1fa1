/**
 * The memory of the core. All instances of one pass share it: scanners write records where the analysis reads them. It only grows.
 * The host discards the whole memory after a pass.
 */

/** Answers of functions that may need memory. */
export const OK: u32 = 0;
export const OUT_OF_MEMORY: u32 = 1;

/** Address of the shared end of the reserved part, which each reservation moves. Below it are only such cells. */
const END_CELL: usize = 64;
/** The first address that can be reserved. `--memoryBase` keeps the compiler's own data out of the cells. */
const FIRST: usize = 65536;
/** Enough for every type and for a line of the CPU's cache, so that two instances never write to one line. */
const ALIGNMENT: usize = 64;
const PAGE_BITS = 16;

/**
 * Reserves zeroed memory. Instances may call this at the same time.
 * @returns its address; 0 if the memory's maximum does not allow it
 */
export function reserve(bytes: usize): usize {
  const size = (bytes + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  atomic.cmpxchg<usize>(END_CELL, 0, FIRST);
  let at: usize;
  let end: u64;
  do {
    at = atomic.load<usize>(END_CELL);
    // In 64 bits, since the sum may exceed 4 GiB.
    end = <u64>at + <u64>size;
    if (size < bytes || !provide(end)) return 0;
  } while (atomic.cmpxchg<usize>(END_CELL, at, <usize>end) !== at);
  return at;
}

/** Grows the memory to at least `end` bytes; false if its maximum is less. */
function provide(end: u64): bool {
  let missing = missingPages(end);
  // Another instance may have grown the memory in between, which only leaves a larger one.
  while (missing > 0 && memory.grow(<i32>missing) >= 0) missing = missingPages(end);
  return missingPages(end) <= 0;
}

function missingPages(end: u64): i64 {
  return <i64>((end + 0xffff) >> PAGE_BITS) - <i64>memory.size();
}

/** The bytes that are reserved. */
export function reserved(): usize {
  return atomic.load<usize>(END_CELL);
}
