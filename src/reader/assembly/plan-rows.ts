/** Rows of the tables of `scan/plan/scan-plan.ts`. Fields have the names and the order of its columns; a test compares them. */

/** STREAM. */
@unmanaged
export class StreamRow {
  header: i32;
  firstEventBytes: i32;
  contextBytes: i32;
  contextProgram: i32;
  vtid: i32;
  vpid: i32;
  pidNs: i32;
  tid: i32;
  procname: i32;
  procnameBytes: i32;
  firstEvent: i32;
  idCount: i32;
  isKernel: i32;
  leaf: i32;
}

/** EVENT. */
@unmanaged
export class EventRow {
  bytes: i32;
  program: i32;
  kind: i32;
  classIndex: i32;
  a: i32;
  b: i32;
  c: i32;
  d: i32;
  e: i32;
  wide: i32;
  entryClass: i32;
}

export const NOWHERE = -1;
export const BYTES_BY_PROGRAM = -1;

/** HEADER. */
export const HEADER_COMPACT = 1;

/** EVENT_KIND. */
export const KIND_OTHER = 0;
export const KIND_FUNCTION_ENTRY = 1;
export const KIND_FUNCTION_EXIT = 2;
export const KIND_SCHED_SWITCH = 3;
export const KIND_SCHED_WAKE = 4;
export const KIND_SYSCALL_ENTRY = 5;
export const KIND_SYSCALL_EXIT = 6;
export const KIND_PAGE_FAULT = 7;
export const KIND_EXEC = 8;
export const KIND_THREAD_END = 9;
export const KIND_ALLOCATE = 10;
export const KIND_FREE = 11;
export const KIND_REALLOCATE = 12;

/** RECORD of `scan/records.ts`. */
export const RECORD_ENTRY: u32 = 1;
export const RECORD_EXIT: u32 = 2;
export const RECORD_SWITCH_IN: u32 = 3;
export const RECORD_SWITCH_OUT: u32 = 4;
export const RECORD_WAKE: u32 = 5;
export const RECORD_SYSCALL_ENTRY: u32 = 6;
export const RECORD_SYSCALL_EXIT: u32 = 7;
export const RECORD_PAGE_FAULT: u32 = 8;
export const RECORD_EXEC: u32 = 9;
export const RECORD_THREAD_END: u32 = 10;
export const RECORD_BITS = 4;
export const NO_OPERAND: u32 = 0xfffffff;

/** SCAN_THREAD of `scan/scan-result.ts`. */
export const THREAD_USERSPACE: u32 = 0;
export const THREAD_HOST: u32 = 1;
export const THREAD_IN_NAMESPACE: u32 = 2;
export const THREAD_USERSPACE_STREAM: u32 = 3;
export const THREAD_KERNEL_STREAM: u32 = 4;

/** NAME_SOURCE and NAME_BYTES of `scan/scan-result.ts`. */
export const NAME_COMM: u32 = 1;
export const NAME_CONTEXT: u32 = 2;
export const NAME_BYTES: usize = 32;
