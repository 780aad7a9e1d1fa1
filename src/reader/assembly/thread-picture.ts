import { enlarge } from './block';
import { CPU_RUN_BYTES, CpuRun } from './cpu-runs';
import { reserve } from './memory';
import { Picture } from './picture';

/** What a picture knows of one thread. Behind it is its CpuRun. */
@unmanaged
export class ThreadPicture {
  picture: Picture;
  thread: u32;
  /** Lanes of states and system calls; 0 for none. */
  state: usize;
  syscall: usize;
  /** Lanes of calls by depth: 4 bytes each. */
  calls: usize;
  callCapacity: u32;
  /** Calls below this depth are open since before a loss. */
  lostBelow: u32;
  /** When calls below `clippedBelow` really began: doubles. */
  opened: usize;
  clippedBelow: u32;
  /** Whether a loss was since the system call and the state began. */
  isSyscallLost: u32;
  isStateLost: u32;
  isDrawn: u32;
  /** Whether calls end as usual: the thread has lanes, the range has not ended, and nothing is clipped or lost. */
  isPlain: u32;
  syscallOpenedNs: f64;
  /** When calls end that are open at the end of the range; NaN: by the analysis' rule. */
  openEndNs: f64;
}
const THREAD_PICTURE_BYTES: usize = 72;
const FIRST_LANES: u32 = 8;

export class PictureOf {
  /** @param at its address */
  @inline
  static thread(at: usize): ThreadPicture {
    return changetype<ThreadPicture>(at);
  }

  @inline
  static run(own: ThreadPicture): CpuRun {
    return changetype<CpuRun>(changetype<usize>(own) + THREAD_PICTURE_BYTES);
  }
}

/** @returns the address; 0 if there is no memory */
export function createThreadPicture(picture: usize, index: u32, isDrawn: u32): usize {
  const at = reserve(THREAD_PICTURE_BYTES + CPU_RUN_BYTES);
  if (at === 0) return 0;
  const own = changetype<ThreadPicture>(at);
  own.picture = changetype<Picture>(picture);
  own.thread = index;
  own.isDrawn = isDrawn;
  own.isPlain = isDrawn;
  own.openEndNs = NaN;
  PictureOf.run(own).columnEndNs = -Infinity;
  return at;
}

/** What is open may miss a part. @param depth number of open calls */
export function loseOpenSpans(at: usize, depth: u32): void {
  const own = PictureOf.thread(at);
  own.lostBelow = depth;
  own.isPlain = 0;
  own.isSyscallLost = 1;
  own.isStateLost = 1;
}

/** Makes room for the lane of a depth. @returns false if there is no memory */
export function provideCallLanes(own: ThreadPicture, depth: u32): bool {
  if (depth < own.callCapacity) return true;
  let capacity = own.callCapacity === 0 ? FIRST_LANES : own.callCapacity << 1;
  while (capacity <= depth) capacity <<= 1;
  const calls = enlarge(own.calls, (<usize>own.callCapacity) << 2, (<usize>capacity) << 2);
  if (calls === 0) {
    own.picture.isOutOfMemory = 1;
    return false;
  }
  own.calls = calls;
  own.callCapacity = capacity;
  return true;
}
