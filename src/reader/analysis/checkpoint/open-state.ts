import type { AnalysedThread } from '../threads/analysed-thread';
import type { CheckpointFrames } from './checkpoint';

/** What one thread has open at a time, besides its calls. */
export interface OpenState {
  /** Index into THREAD_STATES. */
  state: number;
  cpu: number;
  /** Index of the event class of the system call in progress; -1 without one. */
  syscall: number;
  syscallNs: number;
  /** Open calls, and those beyond the deepest that is followed. */
  depth: number;
  ignored: number;
}

/** Where a checkpoint is written from and restored to: the analysis in TypeScript or the compiled one. */
export interface OpenStates {
  of(thread: AnalysedThread): OpenState;
  /** Writes the open calls of a thread, the outermost first. @param to row of the first */
  putFrames(thread: AnalysedThread, frames: CheckpointFrames, to: number): void;
  /** Sets all but the calls. The thread is new in the analysis. */
  restore(thread: AnalysedThread, open: OpenState): void;
  enter(thread: AnalysedThread, beginNs: number, address: bigint): void;
}
