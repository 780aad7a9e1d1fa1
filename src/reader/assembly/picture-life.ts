import { AnalysedThread, FrameAt } from './analysed-thread';
import { Analysis, ThreadAt } from './analysis';
import { flushRun } from './cpu-runs';
import { OK, OUT_OF_MEMORY, reserve } from './memory';
import { PICTURE_ROW_BYTES, Picture } from './picture';
import { flushLane } from './picture-lanes';
import { Table } from './table';
import { createThreadPicture, PictureOf } from './thread-picture';

/** Makes the analysis draw. @returns the address of the picture; 0 if there is no memory */
export function createPicture(address: usize, from: f64, width: f64, mostLanes: u32): usize {
  const at = reserve(offsetof<Picture>());
  const rows = reserve(offsetof<Table>());
  if (at === 0 || rows === 0) return 0;
  const picture = changetype<Picture>(at);
  picture.rows = changetype<Table>(rows);
  picture.rows.rowBytes = PICTURE_ROW_BYTES;
  picture.mostLanes = mostLanes;
  picture.fromNs = from;
  picture.widthNs = width;
  changetype<Analysis>(address).picture = at;
  return at;
}

/** Decides whether a thread has lanes. @returns OK or OUT_OF_MEMORY */
export function drawThread(address: usize, index: u32, isDrawn: u32): u32 {
  const analysis = changetype<Analysis>(address);
  const thread = ThreadAt.index(analysis, index);
  thread.isDrawn = isDrawn;
  if (analysis.picture === 0 || !changetype<Picture>(analysis.picture).isDrawing) return OK;
  thread.picture = createThreadPicture(analysis.picture, index, isDrawn);
  return thread.picture !== 0 ? OK : OUT_OF_MEMORY;
}

/** The range begins, and open calls and system calls will be clipped to it. @returns false if there is no memory */
export function beginThreadPicture(analysis: Analysis, index: u32, thread: AnalysedThread): bool {
  thread.picture = createThreadPicture(analysis.picture, index, thread.isDrawn);
  if (thread.picture === 0) return false;
  const own = PictureOf.thread(thread.picture);
  const lastLossNs = thread.nextLoss > 0 ? load<f64>(thread.losses + ((<usize>(thread.nextLoss - 1)) << 3)) : -Infinity;
  own.syscallOpenedNs = thread.syscallNs;
  own.isSyscallLost = thread.syscallNs < lastLossNs ? 1 : 0;
  const depth = thread.depth;
  if (depth === 0) return true;
  own.opened = reserve((<usize>depth) << 3);
  if (own.opened === 0) return false;
  own.clippedBelow = depth;
  own.isPlain = 0;
  for (let at: u32 = 0; at < depth; at++) {
    const begin = FrameAt.index(thread, at).beginNs;
    store<f64>(own.opened + ((<usize>at) << 3), begin);
    if (begin < lastLossNs) own.lostBelow = at + 1;
  }
  return true;
}

/** Sets when open calls of each thread end: doubles. Calls and system calls that end from now on were open. */
export function endPicture(address: usize, openEnds: usize): void {
  const analysis = changetype<Analysis>(address);
  changetype<Picture>(analysis.picture).isEnding = 1;
  for (let index: u32 = 0; index < analysis.threads.count; index++) {
    const thread = ThreadAt.index(analysis, index);
    if (thread.picture === 0) continue;
    const own = PictureOf.thread(thread.picture);
    own.openEndNs = load<f64>(openEnds + ((<usize>index) << 3));
    own.isPlain = 0;
  }
}

/** Draws what is pending after the range. @returns OK or OUT_OF_MEMORY */
export function flushPicture(address: usize): u32 {
  const analysis = changetype<Analysis>(address);
  const picture = changetype<Picture>(analysis.picture);
  for (let index: u32 = 0; index < analysis.threads.count; index++) {
    const thread = ThreadAt.index(analysis, index);
    if (thread.picture === 0) continue;
    const own = PictureOf.thread(thread.picture);
    flushRun(picture, PictureOf.run(own), index);
    flushLane(picture, own.state);
    flushLane(picture, own.syscall);
    for (let depth: u32 = 0; depth < own.callCapacity; depth++)
      flushLane(picture, load<u32>(own.calls + ((<usize>depth) << 2)));
  }
  return picture.isOutOfMemory ? OUT_OF_MEMORY : OK;
}
