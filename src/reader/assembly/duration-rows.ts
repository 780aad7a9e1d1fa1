import { reserve } from './memory';
import { addRow, Row, Table } from './table';

/** Statistics of durations, as `analysis/duration-table.ts` keeps them. A row for each function or system call. */
@unmanaged
export class DurationRow {
  count: f64;
  total: f64;
  min: f64;
  max: f64;
  maxAt: f64;
  maxThread: i32;
  maxTid: i32;
  /** Addresses of 32 counters for each octave; 0 for none. Padded to the size of a row. */
  pages: u32;
}
export const DURATION_PAGES: usize = 48;
/** Fields and an address for each of the 49 octaves, OCTAVES of `analysis/duration-buckets.ts`. */
export const DURATION_ROW_BYTES: u32 = 256;

const STEP_BITS: u32 = 5;
const STEPS: u64 = 32;
const PAGE_BYTES: usize = 128;
const LARGEST: u64 = 9007199254740991;
/** From here on, the steps of a double's exponent and fraction are those of the buckets. */
const LEAST_NORMAL: f64 = 32;
/** Bits of LEAST_NORMAL from the 47th on, less its bucket, 32. */
const LEAST_NORMAL_BUCKET: u32 = ((1023 + 5) << 5) - 32;

/** Makes rows up to this one. @returns false if there is no memory */
export function provideDurations(table: Table, row: u32): bool {
  while (table.count <= row) if (!addRow(table)) return false;
  return true;
}

export class Duration {
  /**
   * Adds a duration to a row that has such durations already.
   * @returns false if nothing was done, and `addDuration` must be called
   */
  @inline
  static add(table: Table, row: u32, duration: f64): bool {
    if (row >= table.count || !(duration >= LEAST_NORMAL && duration < <f64>LARGEST)) return false;
    const at = table.at + <usize>row * DURATION_ROW_BYTES;
    const stats = changetype<DurationRow>(at);
    // Exponent and the first bits of the fraction, which are the octave and the step.
    const bucket = <u32>(reinterpret<u64>(duration) >> 47) - LEAST_NORMAL_BUCKET;
    const counters: usize = load<u32>(at + DURATION_PAGES + ((<usize>(bucket >> STEP_BITS)) << 2));
    if (counters === 0 || stats.count === 0 || duration >= stats.max) return false;
    stats.count += 1;
    stats.total += duration;
    if (duration < stats.min) stats.min = duration;
    const counter = counters + ((<usize>(bucket & 31)) << 2);
    store<u32>(counter, load<u32>(counter) + 1);
    return true;
  }
}

/** Adds a duration, see `DurationTable.add`. @returns false if there is no memory */
export function addDuration(table: Table, row: u32, duration: f64, begin: f64, thread: u32, tid: i32): bool {
  const at = Row.at(table, row);
  const stats = changetype<DurationRow>(at);
  const isFirst = stats.count === 0;
  stats.count += 1;
  stats.total += duration;
  if (isFirst || duration < stats.min) stats.min = duration;
  if (isFirst || duration > stats.max || (duration === stats.max && isEarlier(stats, begin, tid))) {
    stats.max = duration;
    stats.maxAt = begin;
    stats.maxThread = thread;
    stats.maxTid = tid;
  }
  const bucket = bucketOf(<u64>duration);
  const page = at + DURATION_PAGES + ((<usize>(bucket >> STEP_BITS)) << 2);
  let counters: usize = load<u32>(page);
  if (counters === 0) {
    counters = reserve(PAGE_BYTES);
    if (counters === 0) return false;
    store<u32>(page, <u32>counters);
  }
  const counter = counters + ((<usize>(bucket & 31)) << 2);
  store<u32>(counter, load<u32>(counter) + 1);
  return true;
}

function isEarlier(stats: DurationRow, begin: f64, tid: i32): bool {
  return begin < stats.maxAt || (begin === stats.maxAt && tid < stats.maxTid);
}

/** `bucketOf` of `analysis/duration-buckets.ts`. */
function bucketOf(duration: u64): u32 {
  if (duration < STEPS) return <u32>duration;
  const bounded = duration < LARGEST ? duration : LARGEST;
  const shift = 58 - <u32>clz<u64>(bounded);
  return (shift << STEP_BITS) + <u32>(bounded >> <u64>shift);
}
