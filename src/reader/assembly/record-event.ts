import {
  EventRow,
  KIND_ALLOCATE,
  KIND_EXEC,
  KIND_FREE,
  KIND_PAGE_FAULT,
  KIND_REALLOCATE,
  KIND_SCHED_SWITCH,
  KIND_SCHED_WAKE,
  KIND_SYSCALL_ENTRY,
  KIND_SYSCALL_EXIT,
  KIND_THREAD_END,
  NAME_COMM,
  NO_OPERAND,
  NOWHERE,
  RECORD_BITS,
  RECORD_EXEC,
  RECORD_PAGE_FAULT,
  RECORD_SWITCH_IN,
  RECORD_SWITCH_OUT,
  RECORD_SYSCALL_ENTRY,
  RECORD_SYSCALL_EXIT,
  RECORD_THREAD_END,
  RECORD_WAKE,
  THREAD_HOST,
  THREAD_USERSPACE,
} from './plan-rows';
import { addRecord } from './record-list';
import { NO_THREAD, nameThread, ScanThreadAt, threadIndex } from './scan-threads';
import { Place, Scanner } from './scanner';
import { addAllocation } from './window-slot';

/** `TASK_COMM_LEN` of the kernel. */
const COMM_BYTES: u32 = 16;
/** A system call that failed returns -MAX_ERRNO to -1, include/linux/err.h of the kernel. */
const MAX_ERRNO: i64 = 4095;
const PREV_STATE_MASK: u32 = 0xfff;

/**
 * Makes the records of an event that is no entry or exit of a function, by the rules of `scan/threads.ts`. There is room for two.
 * @returns false if there is no memory
 */
export function recordEvent(
  scanner: Scanner,
  row: EventRow,
  context: usize,
  fields: usize,
  time: f64,
  thread: u32,
): bool {
  const slot = scanner.slot;
  const records = slot.records;
  const marks = scanner.walk.marks;
  const a = Place.of(marks, fields, row.a);
  switch (row.kind) {
    case KIND_SCHED_SWITCH:
      return recordSwitch(scanner, row, fields, time);
    case KIND_SCHED_WAKE: {
      const tid = load<i32>(a);
      if (tid === 0) break;
      const woken = threadIndex(slot.threads, THREAD_HOST, 0, -1, tid, scanner.stream.leaf);
      if (woken === NO_THREAD) return false;
      nameByComm(scanner, woken, time, Place.of(marks, fields, row.d));
      addRecord(records, woken, time, (thread << RECORD_BITS) | RECORD_WAKE);
      break;
    }
    case KIND_SYSCALL_ENTRY:
      addRecord(records, thread, time, ((<u32>row.classIndex) << RECORD_BITS) | RECORD_SYSCALL_ENTRY);
      break;
    case KIND_SYSCALL_EXIT: {
      const result = a === 0 ? 0 : <i64>wideAt(a, row.wide, 0);
      const failed: u32 = result < 0 && result >= -MAX_ERRNO ? 1 : 0;
      addRecord(records, thread, time, ((((<u32>row.entryClass) << 1) | failed) << RECORD_BITS) | RECORD_SYSCALL_EXIT);
      break;
    }
    case KIND_PAGE_FAULT:
      addRecord(records, thread, time, RECORD_PAGE_FAULT);
      break;
    case KIND_EXEC:
      return recordEnd(scanner, context, time, thread, RECORD_EXEC);
    case KIND_THREAD_END:
      return recordEnd(scanner, context, time, thread, RECORD_THREAD_END);
    default:
      return recordAllocation(scanner, row, fields, time, thread);
  }
  return true;
}

function recordSwitch(scanner: Scanner, row: EventRow, fields: usize, time: f64): bool {
  const slot = scanner.slot;
  const marks = scanner.walk.marks;
  const leaf = <u32>scanner.stream.leaf;
  const previous = load<i32>(Place.of(marks, fields, row.a));
  if (previous !== 0) {
    const thread = threadIndex(slot.threads, THREAD_HOST, 0, -1, previous, leaf);
    if (thread === NO_THREAD) return false;
    nameByComm(scanner, thread, time, Place.of(marks, fields, row.d));
    const state = load<u32>(Place.of(marks, fields, row.b)) & PREV_STATE_MASK;
    addRecord(slot.records, thread, time, (state << RECORD_BITS) | RECORD_SWITCH_OUT);
  }
  const next = load<i32>(Place.of(marks, fields, row.c));
  if (next !== 0) {
    const thread = threadIndex(slot.threads, THREAD_HOST, 0, -1, next, leaf);
    if (thread === NO_THREAD) return false;
    nameByComm(scanner, thread, time, Place.of(marks, fields, row.e));
    const cpu = scanner.cpu < 0 ? NO_OPERAND : <u32>scanner.cpu;
    addRecord(slot.records, thread, time, (cpu << RECORD_BITS) | RECORD_SWITCH_IN);
  }
  return true;
}

/** exec and the end of a thread, for the kernel's thread and for the same thread of userspace. */
function recordEnd(scanner: Scanner, context: usize, time: f64, thread: u32, record: u32): bool {
  const slot = scanner.slot;
  const stream = scanner.stream;
  const marks = scanner.walk.marks;
  addRecord(slot.records, thread, time, record);
  if (stream.vtid === NOWHERE || stream.pidNs === NOWHERE) return true;
  const pidNs = load<u32>(Place.of(marks, context, stream.pidNs));
  if (pidNs === 0) return true;
  const vpid = stream.vpid === NOWHERE ? -1 : load<i32>(Place.of(marks, context, stream.vpid));
  const vtid = load<i32>(Place.of(marks, context, stream.vtid));
  const other = threadIndex(slot.threads, THREAD_USERSPACE, pidNs, vpid, vtid, stream.leaf);
  if (other === NO_THREAD) return false;
  addRecord(slot.records, other, time, record);
  return true;
}

/** A realloc is a release and an allocation. The address 0 is no memory. */
function recordAllocation(scanner: Scanner, row: EventRow, fields: usize, time: f64, thread: u32): bool {
  const slot = scanner.slot;
  const marks = scanner.walk.marks;
  const address = wideAt(Place.of(marks, fields, row.a), row.wide, 0);
  if (row.kind === KIND_FREE) return addAllocation(slot, time, thread, address, -1);
  const c = Place.of(marks, fields, row.c);
  if (row.kind === KIND_REALLOCATE) {
    if (!addAllocation(slot, time, thread, wideAt(c, row.wide, 2), -1)) return false;
  } else {
    // posix_memalign failed.
    const result = Place.of(marks, fields, row.d);
    if (result !== 0 && load<i32>(result) !== 0) return true;
  }
  let bytes = unsignedAt(Place.of(marks, fields, row.b), row.wide, 1);
  if (row.kind === KIND_ALLOCATE && c !== 0) bytes *= unsignedAt(c, row.wide, 2);
  return addAllocation(slot, time, thread, address, bytes);
}

function nameByComm(scanner: Scanner, index: u32, time: f64, comm: usize): void {
  if (comm !== 0) nameThread(ScanThreadAt.index(scanner.slot.threads, index), NAME_COMM, time, comm, COMM_BYTES);
}

/** A field of 64 bits, or of 32 bits with its sign. @param column 0 for the column a */
function wideAt(at: usize, wide: i32, column: i32): u64 {
  return (wide >> column) & 1 ? load<u64>(at) : <u64>(<i64>load<i32>(at));
}

function unsignedAt(at: usize, wide: i32, column: i32): f64 {
  return (wide >> column) & 1 ? <f64>load<u64>(at) : <f64>load<u32>(at);
}
