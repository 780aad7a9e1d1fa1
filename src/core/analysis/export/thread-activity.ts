import { MAX_DEPTH } from '@reader/analysis/calls/call-stack';
import { isEndedByWake, RUNNING, stateAfterSwitch, WAITING_TO_RUN } from '@reader/analysis/kernel/thread-state-rules';
import { STATE_UNKNOWN } from '@reader/analysis/threads/analysed-thread';
import { NO_FUNCTION, RECORD } from '@reader/scan/records';
import { ENTRY, SYSCALL_END } from '../formats/export-source';
import type { EntryColumns } from './entry-columns';

/** What the activity of a thread needs to know of others. */
export interface ActivityTables {
  /** Index in the tables of the export. @param address number of the address. @param timeNs when the function was called, for its name */
  functionOf(address: number, timeNs: number): number;
  /** Index in the tables of the export, of an entry's event class. */
  syscallOf(eventClass: number): number;
  /** The state of a thread that is blocked in the system call of an entry's event class: an index into THREAD_STATES. */
  blockedIn(eventClass: number): number | undefined;
}

/**
 * Follows one thread through its records: open calls, the system call in progress, and its state, by the rules of the analysis
 * (reader/analysis/kernel/thread-state-rules.ts). Writes entries from the begin of the range on.
 */
export class ThreadActivity {
  /** Calls below this depth were open when something was lost: their ends are not known exactly. */
  #cutBelow = 0;
  readonly #open: { address: number; functionIndex: number }[] = [];
  /** Addresses that are in no open call, so that hostile exits do not search all open calls again. */
  readonly #absent = new Set<number>();
  /** Calls that are open, and deeper than MAX_DEPTH: they are not exported, as the analysis ignores them. */
  #deeper = 0;
  #syscall: number | undefined;
  #isSyscallCut = false;
  /** Index into THREAD_STATES. */
  #state = STATE_UNKNOWN;
  #isWritten = false;
  #lastNs = 0;

  constructor(
    private readonly thread: number,
    private readonly tables: ActivityTables,
    private readonly out: EntryColumns,
  ) {}

  /** Writes what is open at the begin of the range. Call it once, before the first record in the range. */
  resume(fromNs: number): void {
    this.#isWritten = true;
    this.#lastNs = fromNs;
    for (const { functionIndex } of this.#open) this.#write(fromNs, ENTRY.callResumed, functionIndex);
    if (this.#syscall !== undefined) this.#write(fromNs, ENTRY.syscallBegin, this.tables.syscallOf(this.#syscall));
    if (this.#state !== STATE_UNKNOWN) this.#write(fromNs, ENTRY.state, this.#state);
  }

  /** Events of the thread were lost until now: what is open may miss a part, and counts as cut when it ends. */
  lose(): void {
    this.#cutBelow = this.#open.length;
    this.#isSyscallCut = true;
  }

  /** @param operand of the record; of calls the number of the address or NO_FUNCTION, of a wake the waking thread */
  add(timeNs: number, kind: number, operand: number): void {
    this.#lastNs = Math.max(this.#lastNs, timeNs);
    const now = this.#lastNs;
    switch (kind) {
      case RECORD.entry:
        this.#call(now, operand);
        break;
      case RECORD.exit:
        this.#return(now, operand);
        break;
      case RECORD.syscallEntry:
        this.#endSyscall(now, SYSCALL_END.cut);
        this.#syscall = operand;
        this.#isSyscallCut = false;
        this.#write(now, ENTRY.syscallBegin, this.tables.syscallOf(operand));
        break;
      case RECORD.syscallExit:
        this.#endSyscall(now, operand % 2 === 1 ? SYSCALL_END.failed : SYSCALL_END.succeeded);
        break;
      case RECORD.switchIn:
        this.#become(now, RUNNING);
        break;
      case RECORD.switchOut:
        this.#become(now, stateAfterSwitch(operand, this.#blocked()));
        break;
      case RECORD.wake:
        if (!isEndedByWake(this.#state)) break;
        this.#write(now, ENTRY.wake, operand);
        this.#become(now, WAITING_TO_RUN);
        break;
      case RECORD.exec:
      case RECORD.threadEnd:
        this.#cutCalls(now);
        if (kind === RECORD.threadEnd) this.#endSyscall(now, SYSCALL_END.cut);
        break;
    }
  }

  /** Ends what is open. @param untilNs end of the range; an activity without later events ends with its last one */
  finish(untilNs: number, hasLaterEvents: boolean): void {
    if (!this.#isWritten) return;
    const now = hasLaterEvents ? Math.max(untilNs, this.#lastNs) : this.#lastNs;
    this.#cutCalls(now);
    this.#endSyscall(now, SYSCALL_END.cut);
  }

  #call(now: number, address: number): void {
    if (this.#open.length >= MAX_DEPTH) {
      this.#deeper += 1;
      return;
    }
    const functionIndex = this.tables.functionOf(address, now);
    this.#open.push({ address, functionIndex });
    if (this.#absent.size > 0) this.#absent.delete(address);
    this.#write(now, ENTRY.callBegin, functionIndex);
  }

  /** An exit of a function that is not the innermost one ends those above it without a known end; of one that is not open, nothing. */
  #return(now: number, address: number): void {
    if (this.#deeper > 0) {
      this.#deeper -= 1;
      return;
    }
    const found = address === NO_FUNCTION ? this.#open.length - 1 : this.#findOpen(address);
    if (found < 0) return;
    while (this.#open.length > found + 1) {
      this.#open.pop();
      this.#write(now, ENTRY.callCut, 0);
    }
    this.#open.pop();
    this.#write(now, found < this.#cutBelow ? ENTRY.callCut : ENTRY.callEnd, 0);
    this.#cutBelow = Math.min(this.#cutBelow, found);
  }

  #findOpen(address: number): number {
    if (this.#absent.has(address)) return -1;
    const found = this.#open.findLastIndex((one) => one.address === address);
    if (found < 0) this.#absent.add(address);
    return found;
  }

  #cutCalls(now: number): void {
    this.#deeper = 0;
    this.#cutBelow = 0;
    while (this.#open.pop()) this.#write(now, ENTRY.callCut, 0);
  }

  #endSyscall(now: number, end: number): void {
    if (this.#syscall === undefined) return;
    this.#syscall = undefined;
    this.#write(now, ENTRY.syscallEnd, this.#isSyscallCut ? SYSCALL_END.cut : end);
  }

  #blocked(): number | undefined {
    return this.#syscall === undefined ? undefined : this.tables.blockedIn(this.#syscall);
  }

  #become(now: number, state: number): void {
    this.#state = state;
    this.#write(now, ENTRY.state, state);
  }

  #write(timeNs: number, kind: number, value: number): void {
    if (this.#isWritten) this.out.add(timeNs, this.thread, kind, value);
  }
}
