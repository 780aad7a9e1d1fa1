import type { DensityBins } from '../scan/scan-result';
import { columnEndNs } from './lane';
import { MOST_CPUS, PICTURE_LANES } from './picture';
import { ONE_SPAN, type PictureRows } from './picture-rows';
import type { PictureThreads } from './picture-threads';
import { sortedBy } from './row-order';
import type { SpanColumns } from './span-columns';

/** The times in which threads ran on CPUs. */
export interface CpuRows {
  /** Rows of CPUs in the order of CPU, column and thread. */
  order: Uint32Array;
  /** By row: the column in which it begins, and the thread and its process in the picture. */
  column: Uint32Array;
  thread: Uint32Array;
  process: Uint32Array;
}

export function cpuRowsOf(bins: DensityBins, rows: PictureRows, shown: PictureThreads): CpuRows {
  const { kind, beginNs, count } = rows;
  const found = new Uint32Array(count);
  const column = new Uint32Array(count);
  const thread = new Uint32Array(count);
  const process = new Uint32Array(count);
  let cpuRows = 0;
  for (let row = 0; row < count; row++) {
    if (kind[row] !== PICTURE_LANES.cpu) continue;
    found[cpuRows++] = row;
    column[row] = columnOf(bins, beginNs[row] as number);
    thread[row] = shown.rowOf(rows.thread[row] as number);
    process[row] = shown.threads[thread[row] as number]?.process ?? 0;
  }
  const byThread = sortedBy(found.subarray(0, cpuRows), thread, shown.threads.length);
  const order = sortedBy(sortedBy(byThread, column, bins.count), rows.value, MOST_CPUS);
  return { order, column, thread, process };
}

const columnOf = (bins: DensityBins, timeNs: number): number =>
  Math.min(bins.count, Math.round((columnEndNs(bins, timeNs) - bins.fromNs) / bins.widthNs)) - 1;

/**
 * Makes the lanes of CPUs from the times of all threads. Damaged traces have threads that ran at the same time: the lane then has the
 * one that began first, and the rest of the other.
 */
export function addCpuLanes({ order, column, thread }: CpuRows, rows: PictureRows, columns: SpanColumns): void {
  let cpu = -1;
  let untilNs = 0;
  const add = (ofThread: number, beginNs: number, endNs: number, coveredNs: number): void => {
    const fromNs = Math.max(beginNs, untilNs);
    if (fromNs >= endNs) return;
    columns.add(fromNs, endNs, ofThread, 0, Math.min(coveredNs, endNs - fromNs));
    untilNs = endNs;
  };
  for (let next = 0; next < order.length; ) {
    const first = order[next] as number;
    if (rows.value[first] !== cpu) {
      cpu = rows.value[first] as number;
      untilNs = Number.NEGATIVE_INFINITY;
      columns.beginLane(cpu, PICTURE_LANES.cpu, 0);
    }
    let end = next + 1;
    while (end < order.length && isSameCell(rows, column, first, order[end] as number)) end++;
    if (end === next + 1) {
      const [beginNs, endNs, coveredNs] = [rows.beginNs[first], rows.endNs[first], rows.coveredNs[first]];
      add(thread[first] as number, beginNs as number, endNs as number, coveredNs as number);
    } else {
      const cell = order.subarray(next, end);
      for (const span of spansOfCell(cell, rows, thread)) add(span.thread, span.beginNs, span.endNs, span.coveredNs);
    }
    next = end;
  }
}

const isSameCell = ({ value }: PictureRows, column: Uint32Array, one: number, other: number): boolean =>
  value[one] === value[other] && column[one] === column[other];

interface CpuSpan {
  thread: number;
  beginNs: number;
  endNs: number;
  coveredNs: number;
}

/** The spans of one CPU that begin in one column: those that are longer, and one for all others. @param cell in the order of threads */
function spansOfCell(cell: Uint32Array, { beginNs, endNs, coveredNs }: PictureRows, threads: Uint32Array): CpuSpan[] {
  const spans: CpuSpan[] = [];
  let merged: CpuSpan | undefined;
  let [thread, threadNs, mostNs] = [-1, 0, -1];
  for (const row of cell) {
    const own = threads[row] as number;
    const span = {
      thread: own,
      beginNs: beginNs[row] as number,
      endNs: endNs[row] as number,
      coveredNs: coveredNs[row] as number,
    };
    if (span.coveredNs === ONE_SPAN) {
      spans.push(span);
      continue;
    }
    threadNs = own === thread ? threadNs + span.coveredNs : span.coveredNs;
    thread = own;
    if (!merged) {
      merged = span;
      spans.push(merged);
    } else {
      merged.beginNs = Math.min(merged.beginNs, span.beginNs);
      merged.endNs = Math.max(merged.endNs, span.endNs);
      merged.coveredNs += span.coveredNs;
    }
    if (threadNs <= mostNs) continue;
    mostNs = threadNs;
    merged.thread = own;
  }
  // The rows are in the order of threads, which decides between equal times.
  return spans.length === 1
    ? spans
    : spans.sort((one, other) => one.beginNs - other.beginNs || one.endNs - other.endNs);
}
