import { enlarge } from './block';

/**
 * Records in the order of the scan. Consecutive records of one thread are a run, so a record needs no column for its thread. The
 * order by thread and time is made from the runs, see `sort-records.ts`.
 */
@unmanaged
export class RecordList {
  /** Columns of 8 and 4 bytes. */
  time: usize;
  op: usize;
  count: u32;
  capacity: u32;
  runs: usize;
  runCount: u32;
  runCapacity: u32;
  /** Thread of the last run; NO_RUN behind the end of a packet. */
  thread: u32;
}

@unmanaged
export class Run {
  thread: u32;
  /** Index of the first record. */
  begin: u32;
}

export const NO_RUN: u32 = 0xffffffff;
const FIRST_RECORDS: u32 = 65536;
const FIRST_RUNS: u32 = 8192;
/** Of one window. */
const MOST_RECORDS: u32 = 1 << 26;

export function clearRecords(list: RecordList): void {
  list.count = 0;
  list.runCount = 0;
  list.thread = NO_RUN;
}

export class Room {
  /** Whether there is room for so many more records and runs. */
  @inline
  static isFor(list: RecordList, more: u32): bool {
    return list.count + more <= list.capacity && list.runCount + more <= list.runCapacity;
  }
}

/** Makes room for at least `more` records and as many runs. False if there is no memory, or the window has too many records. */
export function provideRecords(list: RecordList, more: u32): bool {
  if (list.count + more > list.capacity) {
    const capacity = list.capacity === 0 ? FIRST_RECORDS : list.capacity << 1;
    if (capacity > MOST_RECORDS) return false;
    const time = enlarge(list.time, (<usize>list.count) << 3, (<usize>capacity) << 3);
    const op = enlarge(list.op, (<usize>list.count) << 2, (<usize>capacity) << 2);
    if (time === 0 || op === 0) return false;
    list.time = time;
    list.op = op;
    list.capacity = capacity;
  }
  if (list.runCount + more > list.runCapacity) {
    const capacity = list.runCapacity === 0 ? FIRST_RUNS : list.runCapacity << 1;
    const runs = enlarge(list.runs, <usize>list.runCount * offsetof<Run>(), <usize>capacity * offsetof<Run>());
    if (runs === 0) return false;
    list.runs = runs;
    list.runCapacity = capacity;
  }
  return true;
}

/** Adds a record. There is room for it. */
export function addRecord(list: RecordList, thread: u32, time: f64, op: u32): void {
  const n = list.count;
  if (thread !== list.thread) beginRun(list, thread);
  store<f64>(list.time + ((<usize>n) << 3), time);
  store<u32>(list.op + ((<usize>n) << 2), op);
  list.count = n + 1;
}

/** The next record is of this thread. */
export function beginRun(list: RecordList, thread: u32): void {
  const run = changetype<Run>(list.runs + <usize>list.runCount * offsetof<Run>());
  run.thread = thread;
  run.begin = list.count;
  list.runCount++;
  list.thread = thread;
}
