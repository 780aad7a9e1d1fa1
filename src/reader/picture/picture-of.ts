import type { FunctionColumns } from '../analysis/result/raw-analysis';
import type { AnalysedThread } from '../analysis/threads/analysed-thread';
import { syscallName } from '../scan/plan/event-kinds';
import type { TraceReading } from '../trace-reading';
import { addCpuLanes, cpuRowsOf } from './cpu-lanes';
import { NumberedFunctions, NumberedNames } from './numbered';
import { MOST_CPUS, MOST_DRAWN_DEPTH, PICTURE_LANES, type ReadPicture } from './picture';
import type { PictureOrder } from './picture-order';
import type { PictureRows } from './picture-rows';
import { PictureThreads } from './picture-threads';
import { sortedBy } from './row-order';
import { SpanColumns } from './span-columns';
import { timeGrid } from './time-grid';

/** What a pass drew, in the order in which things were met. */
export interface DrawnSpans {
  rows: PictureRows;
  /** Calls that are too deep. */
  deepCalls: number;
  /** Spans of lanes beyond the bound. */
  withoutLane: number;
}

/** What the rows refer to. */
export interface DrawnTables {
  threads: readonly AnalysedThread[];
  functions: FunctionColumns;
  eventClasses: TraceReading['eventClasses'];
}

/** Makes the picture. Its order does not depend on how the range was cut into windows. */
export function pictureOf({ bins, range }: PictureOrder, drawn: DrawnSpans & DrawnTables): ReadPicture {
  const { rows } = drawn;
  const shown = new PictureThreads(drawn.threads, rows);
  const names = new NumberedNames((eventClass) => syscallName(drawn.eventClasses[eventClass]?.class.name ?? ''));
  const functions = new NumberedFunctions(drawn.functions, shown);
  const columns = new SpanColumns(rows.count);
  const shownValue = (row: number): number => {
    const value = rows.value[row] as number;
    if (rows.kind[row] === PICTURE_LANES.call) return functions.indexOf(value, rows.thread[row] as number);
    return rows.kind[row] === PICTURE_LANES.syscall ? names.indexOf(value) : value;
  };
  let lane = -1;
  const order = laneOrder(rows, shown);
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as number;
    if (lane < 0 || !isSameLane(rows, lane, row))
      columns.beginLane(shown.rowOf(rows.thread[row] as number), rows.kind[row] as number, rows.depth[row] as number);
    lane = row;
    columns.add(
      rows.beginNs[row] as number,
      rows.endNs[row] as number,
      shownValue(row),
      rows.ends[row] as number,
      rows.coveredNs[row] as number,
    );
  }
  const cpuRows = cpuRowsOf(bins, rows, shown);
  addCpuLanes(cpuRows, rows, columns);
  const running = timeGrid(bins, cpuRows, rows, cpuRows.process, shown.processes.length);
  const busy = timeGrid(bins, cpuRows, rows, rows.value, MOST_CPUS);
  return {
    range,
    columns: bins,
    threads: shown.threads,
    processes: shown.processes,
    ...columns.result(),
    functions: functions.list,
    syscalls: names.list,
    running: { process: running.rows, ns: running.ns },
    busy: { cpu: busy.rows, ns: busy.ns },
    undrawn: {
      deepCalls: drawn.deepCalls,
      ofLanes: drawn.withoutLane,
      spans: rows.leftOut,
      processes: running.leftOut,
    },
  };
}

const isSameLane = ({ thread, kind, depth }: PictureRows, one: number, other: number): boolean =>
  thread[one] === thread[other] && kind[one] === kind[other] && depth[one] === depth[other];

/** Rows of lanes of threads, in the order of the lanes. */
function laneOrder({ kind, depth, thread, count }: PictureRows, shown: PictureThreads): Uint32Array {
  const found = new Uint32Array(count);
  const threadRow = new Uint32Array(count);
  let rows = 0;
  for (let row = 0; row < count; row++) {
    if (kind[row] === PICTURE_LANES.cpu) continue;
    found[rows++] = row;
    threadRow[row] = shown.rowOf(thread[row] as number);
  }
  const byDepth = sortedBy(found.subarray(0, rows), depth, MOST_DRAWN_DEPTH);
  return sortedBy(sortedBy(byDepth, kind, PICTURE_LANES.cpu), threadRow, shown.threads.length);
}
