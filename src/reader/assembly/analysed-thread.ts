import { enlarge } from './block';
import { loseOpenSpans } from './thread-picture';

/** What the analysis knows of one thread, as `analysis/threads/analysed-thread.ts` and `analysis/calls/call-stack.ts` keep it. */
@unmanaged
export class AnalysedThread {
  /** Open calls, outermost first. */
  frames: usize;
  depth: u32;
  capacity: u32;
  cutBelow: u32;
  ignored: u32;
  searched: u32;
  process: u32;
  tid: i32;
  isSelected: u32;
  /** Times of the losses that concern it: doubles, ascending. */
  losses: usize;
  lossCount: u32;
  nextLoss: u32;
  state: u32;
  hasStates: u32;
  /** Class of the entry of the system call in progress; -1 for none. */
  syscall: i32;
  isSyscallCut: u32;
  pageFaults: u32;
  /** The CPU on which it runs or ran; -1 unknown. */
  cpu: i32;
  /** Its ThreadPicture; 0 without a picture, and before the range. */
  picture: usize;
  /** Whether a picture has its lanes. */
  isDrawn: u32;
  nextLossNs: f64;
  lastNs: f64;
  sinceNs: f64;
  syscallNs: f64;
  /** The first of STATES; the others follow. */
  statesNs: f64;
}
export const THREAD_STATES_OFFSET: usize = 112;
export const STATES: u32 = 10;
export const THREAD_BYTES: u32 = 112 + 8 * STATES;

/** An open call. */
@unmanaged
export class Frame {
  node: u32;
  address: u32;
  beginNs: f64;
  childNs: f64;
}
export const FRAME_BYTES: usize = 24;
const FIRST_DEPTH: u32 = 16;

export class FrameAt {
  @inline
  static index(thread: AnalysedThread, at: u32): Frame {
    return changetype<Frame>(thread.frames + <usize>at * FRAME_BYTES);
  }
}

/** Makes room for one more call. @returns false if there is no memory */
export function growFrames(thread: AnalysedThread): bool {
  const capacity = thread.capacity === 0 ? FIRST_DEPTH : thread.capacity << 1;
  const frames = enlarge(thread.frames, <usize>thread.depth * FRAME_BYTES, <usize>capacity * FRAME_BYTES);
  if (frames === 0) return false;
  thread.frames = frames;
  thread.capacity = capacity;
  return true;
}

/** What is open may miss a part, see `RecordAnalysis`. */
export function applyLosses(thread: AnalysedThread, time: f64): void {
  let next = thread.nextLoss;
  while (next < thread.lossCount && load<f64>(thread.losses + ((<usize>next) << 3)) <= time) next++;
  thread.nextLoss = next;
  thread.nextLossNs = next < thread.lossCount ? load<f64>(thread.losses + ((<usize>next) << 3)) : Infinity;
  thread.cutBelow = thread.depth;
  thread.isSyscallCut = 1;
  if (thread.picture !== 0) loseOpenSpans(thread.picture, thread.depth);
}
