/**
 * The scan reduces a window of a trace to records: the few facts of an event that the analysis needs. Scanning is independent of
 * earlier windows, so several workers scan at once; the analysis consumes the records of the windows in order.
 */

/** Kinds of records. The lower 4 bits of `RecordBatch.op`; the upper 28 bits are the kind's operand. */
export const RECORD = {
  /** Any other event. Not stored as a record; counted by class, thread and bin only. */
  other: 0,
  /** A function begins. Operand: index of the function's address in `ScanResult.addresses`. */
  entry: 1,
  /** A function ends. Operand: index of the address; `NO_FUNCTION` where the event does not say which (cyg_profile_fast). */
  exit: 2,
  /** The thread gets a CPU. Operand: the CPU, `NO_CPU` without one. */
  switchIn: 3,
  /** The thread loses its CPU. Operand: `prev_state` of sched_switch, masked with 0xfff; 0 means that it could run on. */
  switchOut: 4,
  /** The thread may run again. Operand: index of the thread that woke it, in `ScanResult.threads`. */
  wake: 5,
  /** A system call begins. Operand: index of the event class (over all leaves), which has its name. */
  syscallEntry: 6,
  /** A system call ends. Operand: index of the event class of its entry × 2, plus 1 if it failed (`ret` from -4095 to -1). */
  syscallExit: 7,
  /** A page fault. Operand: 0. */
  pageFault: 8,
  /** The thread's process executes another program: open calls end. Operand: 0. */
  exec: 9,
  /** The thread ends (sched_process_exit). Operand: 0. */
  threadEnd: 10,
} as const;

export const NO_FUNCTION = 0xfffffff;
export const NO_CPU = 0xfffffff;

/** Records of one window: sorted by thread; within a thread by time, and in the order of the scan for equal times. */
export interface RecordBatch {
  count: number;
  /** Nanoseconds since the begin of the trace. */
  timeNs: Float64Array;
  op: Uint32Array;
  /** Index of the first record of each thread of `ScanResult.threads`, and `count` at the end. */
  threadBegin: Uint32Array;
}

/**
 * A thread as the events name it. Threads of userspace recordings are known by (pidNs, vtid), kernel threads by the thread id of
 * the host. `scan/threads.ts` has the rules.
 */
export interface ThreadKey {
  domain: 'userspace' | 'kernel';
  /** Inode of the pid namespace; 0 where no event said so. */
  pidNs: number;
  /** Which of the namespaces with this inode, in the order of time, see `NamespaceEpoch`; 0 if inodes were not reused. */
  epoch: number;
  /** Thread id: vtid in userspace, the host's in the kernel. -1 - index of the stream file where events name no thread. */
  tid: number;
}

/** Inodes of namespaces are reused. From this time on, the inode means another namespace. */
export interface NamespaceEpoch {
  pidNs: number;
  fromNs: number;
}

/** Which of the namespaces with this inode exists at the time. */
export function epochAt(epochs: readonly NamespaceEpoch[], pidNs: number, timeNs: number): number {
  let epoch = 0;
  for (const begin of epochs) if (begin.pidNs === pidNs && begin.fromNs <= timeNs) epoch++;
  return epoch;
}
