import { addRow, Row, Table } from './table';

/** A picture that is drawn beside the analysis, as `picture/picture-sink.ts` draws it. */
@unmanaged
export class Picture {
  /** Rows that the host has not taken. */
  rows: Table;
  mostLanes: u32;
  lanes: u32;
  deepCalls: u32;
  /** Spans of lanes beyond the bound. */
  withoutLane: u32;
  /** Whether the range has begun. */
  isDrawing: u32;
  /** Whether the range has ended: what ends now was open. */
  isEnding: u32;
  isOutOfMemory: u32;
  fromNs: f64;
  /** Of a column. */
  widthNs: f64;
}

/** A row of `picture/picture-rows.ts`. */
@unmanaged
export class PictureRow {
  beginNs: f64;
  endNs: f64;
  coveredNs: f64;
  thread: u32;
  value: u32;
  depth: u32;
  kind: u32;
  ends: u32;
}

/** The host reads rows by arrays of doubles. */
export const PICTURE_ROW_BYTES: u32 = 48;

/** PICTURE_LANES, PICTURE_ENDS, MOST_DRAWN_DEPTH and MOST_CPUS of `picture/picture.ts`. */
export const LANE_STATE: u32 = 0;
export const LANE_SYSCALL: u32 = 1;
export const LANE_CALL: u32 = 2;
export const LANE_CPU: u32 = 3;
export const END_UNKNOWN: u32 = 2;
export const MOST_DRAWN_DEPTH: u32 = 256;
export const MOST_DRAWN_CPUS: i32 = 4096;
/** ONE_SPAN of `picture/picture-rows.ts`. */
export const ONE_SPAN: f64 = -1;

/** The host has copied the rows. */
export function clearPictureRows(address: usize): void {
  changetype<Picture>(address).rows.count = 0;
}

export function addPictureRow(
  picture: Picture,
  kind: u32,
  depth: u32,
  thread: u32,
  value: u32,
  ends: u32,
  begin: f64,
  end: f64,
  covered: f64,
): void {
  const rows = picture.rows;
  const index = rows.count;
  if (!addRow(rows)) {
    picture.isOutOfMemory = 1;
    return;
  }
  const row = changetype<PictureRow>(Row.at(rows, index));
  row.beginNs = begin;
  row.endNs = end;
  row.coveredNs = covered;
  row.thread = thread;
  row.value = value;
  row.depth = depth;
  row.kind = kind;
  row.ends = ends;
}

export class Column {
  /** The end of the column of a time, as `columnEndNs` of `picture/lane.ts`. */
  @inline
  static end(picture: Picture, time: f64): f64 {
    const column = floor<f64>((time - picture.fromNs) / picture.widthNs);
    return picture.fromNs + ((column > 0 ? column : 0) + 1) * picture.widthNs;
  }
}
