import { reserve } from './memory';
import { RecordList, Run } from './record-list';
import { WindowSlot } from './window-slot';

/**
 * Copies the records of a slot to the order of `RecordBatch` of `scan/records.ts`: by thread, then by time, then as scanned.
 * @returns false if there is no memory
 */
export function sortRecords(slot: WindowSlot): bool {
  if (!provideSorted(slot)) return false;
  const records = slot.records;
  const threads = slot.threads.count;
  const begins = slot.threadBegin;
  memory.fill(begins, 0, (<usize>threads + 1) << 2);
  // Count the records of each thread one place too far on, so that the sums are the begins.
  for (let n: u32 = 0; n < records.runCount; n++) {
    const begin = begins + ((<usize>runAt(records, n).thread + 1) << 2);
    store<u32>(begin, load<u32>(begin) + runLength(records, n));
  }
  for (let thread: u32 = 1; thread <= threads; thread++) {
    const begin = begins + ((<usize>thread) << 2);
    store<u32>(begin, load<u32>(begin) + load<u32>(begin - 4));
  }
  for (let n: u32 = 0; n < records.runCount; n++) copyRun(slot, n);
  // The copies have moved each begin to the next thread's.
  memory.copy(begins + 4, begins, (<usize>threads) << 2);
  store<u32>(begins, 0);
  for (let thread: u32 = 0; thread < threads; thread++) {
    const begin = load<u32>(begins + ((<usize>thread) << 2));
    sortByTime(slot, begin, load<u32>(begins + ((<usize>thread + 1) << 2)));
  }
  return true;
}

/** In records. The call that copies a block costs more than such a loop. */
const SHORT_RUN: u32 = 16;

function copyRun(slot: WindowSlot, n: u32): void {
  const records = slot.records;
  const run = runAt(records, n);
  const length = runLength(records, n);
  const begin = slot.threadBegin + ((<usize>run.thread) << 2);
  const to = load<u32>(begin);
  const fromTime = records.time + ((<usize>run.begin) << 3);
  const fromOp = records.op + ((<usize>run.begin) << 2);
  const toTime = slot.sortedTime + ((<usize>to) << 3);
  const toOp = slot.sortedOp + ((<usize>to) << 2);
  if (length > SHORT_RUN) {
    memory.copy(toTime, fromTime, (<usize>length) << 3);
    memory.copy(toOp, fromOp, (<usize>length) << 2);
  } else
    for (let at: usize = 0; at < <usize>length; at++) {
      store<f64>(toTime + (at << 3), load<f64>(fromTime + (at << 3)));
      store<u32>(toOp + (at << 2), load<u32>(fromOp + (at << 2)));
    }
  store<u32>(begin, to + length);
}

/**
 * Sorts the records [begin, end) of one thread by time; equal times stay in order. A merge sort whose first parts are the ascending
 * parts, of which there are few: a packet's times ascend. The unsorted columns are the second place of the records.
 */
function sortByTime(slot: WindowSlot, begin: u32, end: u32): void {
  const otherTime = slot.records.time;
  const otherOp = slot.records.op;
  const time = slot.sortedTime;
  const op = slot.sortedOp;
  while (ascendingEnd(time, begin, end) < end) {
    let out = begin;
    for (let left = begin; left < end; ) {
      const middle = ascendingEnd(time, left, end);
      const right = middle < end ? ascendingEnd(time, middle, end) : end;
      let a = left;
      let b = middle;
      while (a < middle || b < right) {
        const takesLeft = b >= right || (a < middle && timeAt(time, a) <= timeAt(time, b));
        const from = takesLeft ? a++ : b++;
        store<f64>(otherTime + ((<usize>out) << 3), timeAt(time, from));
        store<u32>(otherOp + ((<usize>out) << 2), load<u32>(op + ((<usize>from) << 2)));
        out++;
      }
      left = right;
    }
    const count = <usize>(end - begin);
    memory.copy(time + ((<usize>begin) << 3), otherTime + ((<usize>begin) << 3), count << 3);
    memory.copy(op + ((<usize>begin) << 2), otherOp + ((<usize>begin) << 2), count << 2);
  }
}

/** The index behind the ascending records from `begin` on. */
function ascendingEnd(time: usize, begin: u32, end: u32): u32 {
  let at = begin + 1;
  while (at < end && timeAt(time, at - 1) <= timeAt(time, at)) at++;
  return at < end ? at : end;
}

function timeAt(column: usize, index: u32): f64 {
  return load<f64>(column + ((<usize>index) << 3));
}

function runAt(records: RecordList, n: u32): Run {
  return changetype<Run>(records.runs + <usize>n * offsetof<Run>());
}

function runLength(records: RecordList, n: u32): u32 {
  const end = n + 1 < records.runCount ? runAt(records, n + 1).begin : records.count;
  return end - runAt(records, n).begin;
}

function provideSorted(slot: WindowSlot): bool {
  const capacity = slot.records.capacity;
  if (slot.sortedCapacity < capacity) {
    slot.sortedTime = reserve((<usize>capacity) << 3);
    slot.sortedOp = reserve((<usize>capacity) << 2);
    if (slot.sortedTime === 0 || slot.sortedOp === 0) return false;
    slot.sortedCapacity = capacity;
  }
  const threads = slot.threads.count + 2;
  if (slot.threadBeginCapacity < threads) {
    slot.threadBegin = reserve((<usize>threads) << 3);
    if (slot.threadBegin === 0) return false;
    slot.threadBeginCapacity = threads << 1;
  }
  return true;
}
