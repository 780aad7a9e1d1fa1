import { Probe } from './key-map';
import { walk } from './layout-walk';
import { OK, OUT_OF_MEMORY } from './memory';
import {
  BYTES_BY_PROGRAM,
  EventRow,
  KIND_FUNCTION_ENTRY,
  KIND_FUNCTION_EXIT,
  KIND_OTHER,
  KIND_SCHED_SWITCH,
  NO_OPERAND,
  NOWHERE,
  RECORD_BITS,
  RECORD_ENTRY,
  RECORD_EXIT,
  THREAD_HOST,
  THREAD_IN_NAMESPACE,
  THREAD_KERNEL_STREAM,
  THREAD_USERSPACE,
  THREAD_USERSPACE_STREAM,
} from './plan-rows';
import { recordEvent } from './record-event';
import { beginRun, NO_RUN, provideRecords, Room } from './record-list';
import { endThreadRun } from './scan-run';
import { NO_THREAD, threadIndex } from './scan-threads';
import { Place, Scanner } from './scanner';
import { addDamage, addressIndex } from './window-slot';

/** Inode of the first pid namespace, see `scan/threads.ts`. */
const INITIAL_PID_NS: u32 = 0xeffffffc;
/** UNKNOWN_THREAD of `scan/running-thread.ts`. */
export const UNKNOWN_THREAD = -1;
/** No event makes more records, see `scan/threads.ts`. */
const MOST_RECORDS_OF_EVENT: u32 = 2;

/**
 * Scans one packet by the rules of `scan/scan-result.ts` and `scan/threads.ts`.
 * @param H i32: headers are compact; f32: large
 * @param F i32: threads and records; f32: only counts by class and bin
 * @param P form of the packet, see `packet-form.ts`. i32: FORM_USERSPACE; u32: FORM_KERNEL; f32: FORM_OTHER
 * @param running thread id on the packet's CPU at its begin; UNKNOWN_THREAD: not known or not needed
 * @returns OK or OUT_OF_MEMORY
 */
export function scanEvents<H, F, P>(scanner: Scanner, running: i32): u32 {
  const slot = scanner.slot;
  const records = slot.records;
  const threads = slot.threads;
  const stream = scanner.stream;
  const state = scanner.walk;
  const marks = state.marks;
  const limit = scanner.limit;
  const contextBytes = stream.contextBytes;
  const idCount = <u32>stream.idCount;
  const rows = scanner.events + <usize>stream.firstEvent * offsetof<EventRow>();
  const fromNs = scanner.fromNs;
  const toNs = scanner.toNs;
  const endNs = scanner.endNs;
  const isCounted = scanner.isCounted;
  const counts = slot.eventCounts;
  const counted = scanner.counted;
  const bins = slot.density + ((<usize>stream.leaf * scanner.binCount) << 2);
  const binWidth = scanner.binWidthNs;
  const binsFrom = scanner.binsFromNs;

  // Who an event belongs to: `scan/threads.ts` has the rules.
  const isKernel = stream.isKernel !== 0;
  const byTid = isKernel && stream.tid !== NOWHERE;
  const byCpu = isKernel && !byTid && running !== UNKNOWN_THREAD;
  const byContext = isKernel
    ? !byTid && !byCpu && stream.vtid !== NOWHERE && stream.pidNs !== NOWHERE
    : stream.vtid !== NOWHERE;
  const vtidPlace = stream.vtid;
  const pidNsPlace = stream.pidNs;
  const tidPlace = stream.tid;
  const vpidPlace = isKernel ? NOWHERE : stream.vpid;

  let runPidNs: u32 = 0;
  let runVpid: i32 = -1;
  let runTid: i32 = 0;
  let thread = NO_THREAD;
  let runFirst: f64 = 0;
  let runLast: f64 = 0;
  let runContext: usize = 0;
  let process: usize = 0;
  let processNs: f64 = 0;

  const addresses = slot.addressIndexes;
  let n = records.count;
  let capacity = records.capacity;
  let recordThread = records.thread;
  let times = records.time;
  let ops = records.op;

  let p = scanner.begin;
  let clock = scanner.clockNs;
  let low = scanner.clockLow;
  let time = scanner.beginNs;
  let binEnd: f64 = -Infinity;
  let bin = bins;
  // Events so far, and how many of them were before the bin and before the run.
  let events: u32 = 0;
  let beforeBin: u32 = 0;
  let beforeRun: u32 = 0;
  let isDamaged = false;
  let at = p;

  while (p < limit) {
    at = p;
    let id: u32;
    if (isInteger<H>()) {
      const word = load<u32>(p);
      id = word & 31;
      if (id !== 31) {
        const delta = ((word >> 5) - low) & 0x7ffffff;
        low += delta;
        clock += <f64>delta;
        p += 4;
      } else {
        id = load<u32>(p, 1);
        low = load<u32>(p, 5);
        clock = fullClock(scanner, load<u32>(p, 9), low);
        p += 13;
      }
    } else {
      id = load<u16>(p);
      if (id !== 65535) {
        const delta: u32 = load<u32>(p, 2) - low;
        low += delta;
        clock += <f64>delta;
        p += 6;
      } else {
        id = load<u32>(p, 2);
        low = load<u32>(p, 6);
        clock = fullClock(scanner, load<u32>(p, 10), low);
        p += 14;
      }
    }
    if (id >= idCount) {
      isDamaged = true;
      break;
    }
    const context = p;
    p = isInteger<P>() || contextBytes >= 0 ? p + contextBytes : walk(state, stream.contextProgram, p);
    const specific = p;
    const row = changetype<EventRow>(rows + <usize>id * offsetof<EventRow>());
    const bytes = row.bytes;
    if (bytes >= 0) p += bytes;
    else if (bytes === BYTES_BY_PROGRAM) {
      if (p <= limit) p = walk(state, row.program, p);
    } else {
      isDamaged = true;
      break;
    }
    if (p > limit) {
      isDamaged = true;
      break;
    }
    if (clock > time) time = clock < endNs ? clock : endNs;
    const kind = row.kind;
    if (time >= toNs) break;
    if (time < fromNs) {
      if (kind === KIND_SCHED_SWITCH && byCpu) running = load<i32>(Place.of(marks, specific, row.c));
      continue;
    }

    if (!isInteger<F>() && counted !== 0 && load<u8>(counted + <usize>row.classIndex) === 0) continue;
    if (isInteger<P>() || isCounted) {
      const count = counts + ((<usize>row.classIndex) << 2);
      store<u32>(count, load<u32>(count) + 1);
      if (time >= binEnd) {
        let index = Math.floor((time - binsFrom) / binWidth);
        if (!(index >= 0)) index = 0;
        if (index >= <f64>(scanner.binCount - 1)) {
          index = <f64>(scanner.binCount - 1);
          binEnd = Infinity;
        } else binEnd = binsFrom + (index + 1) * binWidth;
        store<u32>(bin, load<u32>(bin) + (events - beforeBin));
        bin = bins + ((<usize>(<u32>index)) << 2);
        beforeBin = events;
      }
      events++;
    }
    if (!isInteger<F>()) continue;

    let pidNs: u32 = 0;
    let vpid: i32 = -1;
    let tid: i32;
    if (isInteger<P>() && isSigned<P>()) {
      pidNs = load<u32>(context + pidNsPlace);
      vpid = load<i32>(context + vpidPlace);
      tid = load<i32>(context + vtidPlace);
    } else if (isInteger<P>()) tid = byTid ? load<i32>(context + tidPlace) : running;
    else if (byContext) {
      if (pidNsPlace !== NOWHERE) pidNs = load<u32>(Place.of(marks, context, pidNsPlace));
      if (vpidPlace !== NOWHERE) vpid = load<i32>(Place.of(marks, context, vpidPlace));
      tid = load<i32>(Place.of(marks, context, vtidPlace));
    } else if (byCpu) tid = running;
    else if (byTid) tid = load<i32>(Place.of(marks, context, tidPlace));
    else tid = -1 - <i32>scanner.file;
    if (tid !== runTid || thread === NO_THREAD || pidNs !== runPidNs || vpid !== runVpid) {
      if (thread !== NO_THREAD) {
        if (isInteger<P>() && isSigned<P>() && runVpid !== 0) {
          process = runContext;
          processNs = runLast;
        }
        endThreadRun(scanner, thread, events - 1 - beforeRun, runFirst, runLast, runContext, process, processNs);
      }
      runTid = tid;
      runPidNs = pidNs;
      runVpid = vpid;
      beforeRun = events - 1;
      runFirst = time;
      process = 0;
      let threadKind = THREAD_HOST;
      if (byContext) {
        if (!isKernel) threadKind = THREAD_USERSPACE;
        else if (pidNs === 0) threadKind = THREAD_KERNEL_STREAM;
        else if (pidNs !== INITIAL_PID_NS) threadKind = THREAD_IN_NAMESPACE;
      } else if (!byCpu && !byTid) threadKind = isKernel ? THREAD_KERNEL_STREAM : THREAD_USERSPACE_STREAM;
      const ownTid = threadKind === THREAD_KERNEL_STREAM ? -1 - <i32>scanner.file : tid;
      thread = threadIndex(threads, threadKind, threadKind === THREAD_HOST ? 0 : pidNs, vpid, ownTid, stream.leaf);
      if (thread === NO_THREAD) return OUT_OF_MEMORY;
    }
    runLast = time;
    runContext = context;
    // In a run of userspace, all events have one vpid.
    if (!(isInteger<P>() && isSigned<P>()))
      if (stream.vpid === NOWHERE || load<i32>(Place.of(marks, context, stream.vpid)) !== 0) {
        process = context;
        processNs = time;
      }
    if (kind === KIND_FUNCTION_ENTRY || kind === KIND_FUNCTION_EXIT) {
      // Most records of most traces, so their way is short. Other kinds are in record-event.ts.
      let op: u32 = (NO_OPERAND << RECORD_BITS) | RECORD_EXIT;
      const place = Place.of(marks, specific, row.a);
      if (place !== 0) {
        const address = row.wide & 1 ? load<u64>(place) : <u64>load<u32>(place);
        const first = Probe.first(addresses, address);
        let index = load<u64>(first) === address ? load<u32>(first, 8) : 0;
        if (index === 0) index = addressIndex(slot, address);
        if (index === 0) return OUT_OF_MEMORY;
        op = ((index - 1) << RECORD_BITS) | (kind === KIND_FUNCTION_ENTRY ? RECORD_ENTRY : RECORD_EXIT);
      }
      if (n === capacity || thread !== recordThread) {
        records.count = n;
        if (!provideRecords(records, MOST_RECORDS_OF_EVENT)) return OUT_OF_MEMORY;
        if (thread !== recordThread) beginRun(records, thread);
        recordThread = thread;
        capacity = records.capacity;
        times = records.time;
        ops = records.op;
      }
      store<f64>(times + ((<usize>n) << 3), time);
      store<u32>(ops + ((<usize>n) << 2), op);
      n++;
    } else if (kind !== KIND_OTHER) {
      records.count = n;
      if (!Room.isFor(records, MOST_RECORDS_OF_EVENT) && !provideRecords(records, MOST_RECORDS_OF_EVENT))
        return OUT_OF_MEMORY;
      if (!recordEvent(scanner, row, context, specific, time, thread)) return OUT_OF_MEMORY;
      n = records.count;
      recordThread = records.thread;
      capacity = records.capacity;
      times = records.time;
      ops = records.op;
      if (kind === KIND_SCHED_SWITCH && byCpu) running = load<i32>(Place.of(marks, specific, row.c));
    }
    if (!isInteger<P>() && contextBytes < 0) {
      // The marks of this event's context are those of the next event from there on.
      endThreadRun(scanner, thread, events - beforeRun, runFirst, runLast, runContext, process, processNs);
      thread = NO_THREAD;
    }
  }
  store<u32>(bin, load<u32>(bin) + (events - beforeBin));
  if (isInteger<F>()) {
    records.count = n;
    if (thread !== NO_THREAD) {
      if (isInteger<P>() && isSigned<P>() && runVpid !== 0) {
        process = runContext;
        processNs = runLast;
      }
      endThreadRun(scanner, thread, events - beforeRun, runFirst, runLast, runContext, process, processNs);
    }
    records.thread = NO_RUN;
  }
  if (isDamaged && !addDamage(slot, scanner.packet, <u32>(at - state.packet))) return OUT_OF_MEMORY;
  return OK;
}

function fullClock(scanner: Scanner, high: u32, low: u32): f64 {
  return scanner.originNs + (<f64>high - scanner.originHigh) * 4294967296.0 + (<f64>low - scanner.originLow);
}
