import { ENTRY, type SYSCALL_END, type TimelineBatch } from './export-source';

type SyscallEnd = (typeof SYSCALL_END)[keyof typeof SYSCALL_END];

/** What a format writes for each kind of entry, see ENTRY. Formats without one of them do nothing for it. */
export interface EntryHandlers {
  /** @param isResumed the call began before, see `ENTRY.callResumed` */
  callBegin(timeNs: number, thread: number, functionIndex: number, isResumed: boolean): void;
  callEnd(timeNs: number, thread: number, isCut: boolean): void;
  syscallBegin(timeNs: number, thread: number, syscall: number): void;
  syscallEnd(timeNs: number, thread: number, end: SyscallEnd): void;
  state(timeNs: number, thread: number, state: number): void;
  wake(timeNs: number, thread: number, waker: number): void;
}

/** Calls the handler of an entry. Entries of other kinds are ignored. */
export function handleEntry(batch: TimelineBatch, index: number, handlers: EntryHandlers): void {
  const timeNs = batch.timeNs[index] ?? 0;
  const thread = batch.thread[index] ?? 0;
  const value = batch.value[index] ?? 0;
  switch (batch.kind[index]) {
    case ENTRY.callBegin:
      handlers.callBegin(timeNs, thread, value, false);
      break;
    case ENTRY.callResumed:
      handlers.callBegin(timeNs, thread, value, true);
      break;
    case ENTRY.callEnd:
      handlers.callEnd(timeNs, thread, false);
      break;
    case ENTRY.callCut:
      handlers.callEnd(timeNs, thread, true);
      break;
    case ENTRY.syscallBegin:
      handlers.syscallBegin(timeNs, thread, value);
      break;
    case ENTRY.syscallEnd:
      handlers.syscallEnd(timeNs, thread, value as SyscallEnd);
      break;
    case ENTRY.state:
      handlers.state(timeNs, thread, value);
      break;
    case ENTRY.wake:
      handlers.wake(timeNs, thread, value);
      break;
  }
}
