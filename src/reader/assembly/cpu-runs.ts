import { addPictureRow, Column, LANE_CPU, ONE_SPAN, Picture } from './picture';

/** The times in which one thread ran on one CPU, by column, as `picture/cpu-run.ts`. */
@unmanaged
export class CpuRun {
  /** -Infinity if nothing is pending. */
  columnEndNs: f64;
  beginNs: f64;
  endNs: f64;
  coveredNs: f64;
  cpu: i32;
}
export const CPU_RUN_BYTES: usize = 40;

export function addRun(picture: Picture, run: CpuRun, thread: u32, cpu: i32, begin: f64, end: f64): void {
  const duration = end - begin;
  if (duration >= picture.widthNs) {
    addPictureRow(picture, LANE_CPU, 0, thread, <u32>cpu, 0, begin, end, ONE_SPAN);
    return;
  }
  if (begin >= run.columnEndNs || cpu !== run.cpu) {
    flushRun(picture, run, thread);
    run.cpu = cpu;
    run.columnEndNs = Column.end(picture, begin);
    run.beginNs = begin;
    run.coveredNs = 0;
  }
  run.endNs = end;
  run.coveredNs += duration;
}

export function flushRun(picture: Picture, run: CpuRun, thread: u32): void {
  if (run.columnEndNs === -Infinity) return;
  addPictureRow(picture, LANE_CPU, 0, thread, <u32>run.cpu, 0, run.beginNs, run.endNs, run.coveredNs);
  run.columnEndNs = -Infinity;
}
