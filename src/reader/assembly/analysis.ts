import { AnalysedThread } from './analysed-thread';
import { CallTree } from './call-tree';
import { KeyMap } from './key-map';
import { Row, Table } from './table';

/** What the analysis of records knows, as `RecordAnalysis` of `analysis/record-analysis.ts`. */
@unmanaged
export class Analysis {
  threads: Table;
  tree: CallTree;
  /** Statistics by function. */
  durations: Table;
  /** Calls that were cut, by function: 4 bytes each. */
  cut: Table;
  /** Addresses of functions over the whole trace: 8 bytes each, and their indexes. */
  addresses: Table;
  addressIndexes: KeyMap;
  /** Rows of system calls by thread and class, and their statistics. */
  syscalls: Table;
  syscallIndexes: KeyMap;
  syscallDurations: Table;
  /** By event class: the state of a thread that is blocked in this system call; 1 byte each. */
  blockedIn: usize;
  /** Index over the whole trace of each address of the window: 4 bytes each. */
  windowAddresses: usize;
  windowAddressCapacity: u32;
  exitsWithoutEntry: u32;
  /** See `picture.ts`; 0 for none. */
  picture: usize;
}

/** A system call of one thread. */
@unmanaged
export class SyscallRow {
  thread: u32;
  /** Class of its entry. */
  eventClass: u32;
  failed: u32;
  cut: u32;
}

export class ThreadAt {
  @inline
  static index(analysis: Analysis, index: u32): AnalysedThread {
    return changetype<AnalysedThread>(Row.at(analysis.threads, index));
  }
}
