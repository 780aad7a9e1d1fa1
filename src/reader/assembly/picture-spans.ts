import { AnalysedThread } from './analysed-thread';
import { addRun } from './cpu-runs';
import { END_UNKNOWN, LANE_CALL, LANE_STATE, LANE_SYSCALL, MOST_DRAWN_CPUS, MOST_DRAWN_DEPTH } from './picture';
import { addToLane, createLane, LaneAt } from './picture-lanes';
import { PictureOf, provideCallLanes, ThreadPicture } from './thread-picture';

const STATE_RUNNING: u32 = 0;

/**
 * Draws the call at a depth, which ends; its frame still exists. The thread has a picture; also in the other functions.
 * @param isCut whether something else than its exit ends it
 */
export function drawCall(thread: AnalysedThread, at: u32, functionIndex: u32, begin: f64, end: f64, isCut: bool): void {
  const own = PictureOf.thread(thread.picture);
  const ends: u32 = isCut ? END_UNKNOWN : 0;
  if (!own.isPlain) {
    drawOtherCall(own, at, functionIndex, begin, end, ends);
    return;
  }
  const lane: usize = at < own.callCapacity ? load<u32>(own.calls + ((<usize>at) << 2)) : 0;
  if (lane === 0 || !LaneAt.addKnown(lane, begin, end, functionIndex, ends))
    addToCallLane(own, at, functionIndex, begin, end, ends);
}

/** A call that may be clipped, lost, open or not drawn. */
function drawOtherCall(own: ThreadPicture, at: u32, functionIndex: u32, begin: f64, end: f64, ends: u32): void {
  const picture = own.picture;
  let drawnBegin = begin;
  if (at < own.clippedBelow) {
    drawnBegin = load<f64>(own.opened + ((<usize>at) << 3));
    own.clippedBelow = at;
  }
  const isLost = at < own.lostBelow;
  if (isLost) own.lostBelow = at;
  if (!own.isDrawn) return;
  if (own.clippedBelow === 0 && own.lostBelow === 0 && !picture.isEnding) own.isPlain = 1;
  let drawnEnd = end;
  // NaN is not at least 0.
  if (picture.isEnding && own.openEndNs >= 0) drawnEnd = drawnBegin > own.openEndNs ? drawnBegin : own.openEndNs;
  if (drawnEnd >= picture.fromNs)
    addToCallLane(own, at, functionIndex, drawnBegin, drawnEnd, isLost ? END_UNKNOWN : ends);
}

function addToCallLane(own: ThreadPicture, at: u32, functionIndex: u32, begin: f64, end: f64, ends: u32): void {
  const picture = own.picture;
  if (at >= MOST_DRAWN_DEPTH) {
    picture.deepCalls++;
    return;
  }
  if (!provideCallLanes(own, at)) return;
  const cell = own.calls + ((<usize>at) << 2);
  let lane: usize = load<u32>(cell);
  if (lane === 0) {
    lane = createLane(picture, LANE_CALL, at, own.thread);
    store<u32>(cell, <u32>lane);
  }
  addToLane(picture, lane, begin, end, functionIndex, ends);
}

/** A system call begins. */
export function openSyscall(thread: AnalysedThread, time: f64): void {
  const own = PictureOf.thread(thread.picture);
  own.syscallOpenedNs = time;
  own.isSyscallLost = 0;
}

/** Until when a call in progress without exit is drawn where another one follows, see `analysis/kernel/syscall-analysis.ts`. */
export function replacedSyscallEnd(thread: AnalysedThread, time: f64): f64 {
  const own = PictureOf.thread(thread.picture);
  return own.isSyscallLost ? time : own.syscallOpenedNs;
}

/** Draws the system call in progress, which ends. */
export function drawSyscall(thread: AnalysedThread, eventClass: u32, end: f64, isCut: bool): void {
  const own = PictureOf.thread(thread.picture);
  const picture = own.picture;
  if (!own.isDrawn || end < picture.fromNs) return;
  if (own.syscall === 0) own.syscall = createLane(picture, LANE_SYSCALL, 0, own.thread);
  const ends: u32 = isCut || own.isSyscallLost ? END_UNKNOWN : 0;
  const begin = own.syscallOpenedNs;
  if (own.syscall === 0 || !LaneAt.addKnown(own.syscall, begin, end, eventClass, ends))
    addToLane(picture, own.syscall, begin, end, eventClass, ends);
}

/** Draws the state of the thread, which ends. */
export function drawState(thread: AnalysedThread, end: f64): void {
  const own = PictureOf.thread(thread.picture);
  const picture = own.picture;
  const begin = thread.sinceNs;
  const isUnknown = own.isStateLost || picture.isEnding;
  own.isStateLost = 0;
  if (end <= begin) return;
  const cpu = thread.cpu;
  if (thread.state === STATE_RUNNING && cpu >= 0 && cpu < MOST_DRAWN_CPUS)
    addRun(picture, PictureOf.run(own), own.thread, cpu, begin, end);
  if (!own.isDrawn) return;
  if (own.state === 0) own.state = createLane(picture, LANE_STATE, 0, own.thread);
  const ends: u32 = isUnknown ? END_UNKNOWN : 0;
  if (own.state === 0 || !LaneAt.addKnown(own.state, begin, end, thread.state, ends))
    addToLane(picture, own.state, begin, end, thread.state, ends);
}

/** The thread has no state that can be drawn. */
export function skipState(thread: AnalysedThread): void {
  PictureOf.thread(thread.picture).isStateLost = 0;
}
