import { reserve } from './memory';
import { addPictureRow, Column, END_UNKNOWN, ONE_SPAN, Picture } from './picture';

/** Reduces the spans of one lane to columns, as `picture/lane.ts`. */
@unmanaged
export class Lane {
  /** Of the pending column; -Infinity if nothing is pending. */
  columnEndNs: f64;
  /** Of each column. */
  widthNs: f64;
  beginNs: f64;
  endNs: f64;
  coveredNs: f64;
  ends: u32;
  /** Number of values of the pending column. Behind the fields are their times, the values, and where values were found. */
  count: u32;
  kind: u32;
  depth: u32;
  thread: u32;
}
const TIMES_OFFSET: usize = 64;
/** MOST_VALUES of `picture/lane.ts`. */
const MOST_VALUES: u32 = 32;
const VALUES_OFFSET: usize = TIMES_OFFSET + 8 * 32;
/** By the lowest bits of a value: its index, if it is among the values. */
const HINTS_OFFSET: usize = VALUES_OFFSET + 4 * 32;
const HINT_MASK: u32 = 31;
const LANE_BYTES: usize = HINTS_OFFSET + 32;

/** @returns the address of an empty lane; 0 if there is no memory, or the picture has no more lanes */
export function createLane(picture: Picture, kind: u32, depth: u32, thread: u32): usize {
  if (picture.lanes >= picture.mostLanes) return 0;
  const at = reserve(LANE_BYTES);
  if (at === 0) {
    picture.isOutOfMemory = 1;
    return 0;
  }
  picture.lanes++;
  const lane = changetype<Lane>(at);
  lane.columnEndNs = -Infinity;
  lane.widthNs = picture.widthNs;
  lane.kind = kind;
  lane.depth = depth;
  lane.thread = thread;
  return at;
}

export class LaneAt {
  /**
   * Adds a span that begins in the pending column with a value that is known, as most spans of a picture of a long time.
   * @param at address of a lane
   * @returns false if nothing was done, and `addToLane` must be called
   */
  @inline
  static addKnown(at: usize, begin: f64, end: f64, value: u32, ends: u32): bool {
    const lane = changetype<Lane>(at);
    const duration = end - begin;
    if (begin >= lane.columnEndNs || duration >= lane.widthNs) return false;
    const known = <usize>load<u8>(at + HINTS_OFFSET + <usize>(value & HINT_MASK));
    if (<u32>known >= lane.count || load<u32>(at + VALUES_OFFSET + (known << 2)) !== value) return false;
    lane.endNs = end;
    lane.coveredNs += duration;
    lane.ends = ends;
    const time = at + TIMES_OFFSET + (known << 3);
    store<f64>(time, load<f64>(time) + duration);
    return true;
  }
}

/** @param at address of a lane; 0 for one beyond the bound @param ends 0 or END_UNKNOWN */
export function addToLane(picture: Picture, at: usize, begin: f64, end: f64, value: u32, ends: u32): void {
  if (at === 0) {
    picture.withoutLane++;
    return;
  }
  const lane = changetype<Lane>(at);
  const duration = end - begin;
  if (duration >= lane.widthNs) {
    flushLane(picture, at);
    addPictureRow(picture, lane.kind, lane.depth, lane.thread, value, ends, begin, end, ONE_SPAN);
    return;
  }
  if (begin >= lane.columnEndNs) {
    flushLane(picture, at);
    lane.columnEndNs = Column.end(picture, begin);
    lane.beginNs = begin;
    lane.coveredNs = 0;
  }
  lane.endNs = end;
  lane.coveredNs += duration;
  lane.ends = ends & END_UNKNOWN;
  addValue(lane, value, duration);
}

/** Draws the pending column. @param at address of a lane; 0 for none */
export function flushLane(picture: Picture, at: usize): void {
  if (at === 0) return;
  const lane = changetype<Lane>(at);
  const count = lane.count;
  if (count === 0) return;
  let best: u32 = 0;
  let most = load<f64>(at + TIMES_OFFSET);
  for (let n: u32 = 1; n < count; n++) {
    const time = load<f64>(at + TIMES_OFFSET + ((<usize>n) << 3));
    if (time <= most) continue;
    most = time;
    best = n;
  }
  addPictureRow(
    picture,
    lane.kind,
    lane.depth,
    lane.thread,
    load<u32>(at + VALUES_OFFSET + ((<usize>best) << 2)),
    lane.ends,
    lane.beginNs,
    lane.endNs,
    lane.coveredNs,
  );
  lane.count = 0;
  lane.columnEndNs = -Infinity;
}

function addValue(lane: Lane, value: u32, duration: f64): void {
  const at = changetype<usize>(lane);
  const count = lane.count;
  let n: u32 = 0;
  while (n < count && load<u32>(at + VALUES_OFFSET + ((<usize>n) << 2)) !== value) n++;
  if (n === MOST_VALUES) return;
  const time = at + TIMES_OFFSET + ((<usize>n) << 3);
  if (n < count) store<f64>(time, load<f64>(time) + duration);
  else {
    store<u32>(at + VALUES_OFFSET + ((<usize>n) << 2), value);
    store<f64>(time, duration);
    lane.count = count + 1;
  }
  store<u8>(at + HINTS_OFFSET + <usize>(value & HINT_MASK), <u8>n);
}
