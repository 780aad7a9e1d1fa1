import { THREAD_STATES } from '../analysis/analysis';
import { OCTAVES } from '../analysis/duration-buckets';
import { DurationTable } from '../analysis/duration-table';
import type { CallNodes, FunctionColumns, RecordTables, SyscallCounts } from '../analysis/result/raw-analysis';
import type { AnalysedThread } from '../analysis/threads/analysed-thread';
import type { Core } from './core-memory';
import { ANALYSED_THREAD, ANALYSIS, CALL_NODE, CALL_TREE, DURATION_ROW, offsetsOf, SYSCALL_ROW } from './core-structs';
import { TableReader } from './table-reader';

const FIELD = offsetsOf(ANALYSIS);
const TREE = offsetsOf(CALL_TREE);
const NODE = offsetsOf(CALL_NODE);
const THREAD = offsetsOf(ANALYSED_THREAD);
const DURATION = offsetsOf(DURATION_ROW);
const SYSCALL = offsetsOf(SYSCALL_ROW);

/** Copies the tables of a finished analysis out of the core. @param analysis its address */
export function readTables(core: Core, analysis: number): { functions: FunctionColumns; records: RecordTables } {
  const view = new DataView(core.memory.buffer);
  const field = (name: keyof typeof FIELD): number => view.getUint32(analysis + FIELD[name], true);
  const table = (name: keyof typeof FIELD): TableReader => new TableReader(core, field(name));
  const treeTable = (name: keyof typeof TREE): TableReader =>
    new TableReader(core, view.getUint32(field('tree') + TREE[name], true));
  const functions = treeTable('functions');
  return {
    functions: {
      process: functions.unsigned(),
      address: functions.unsigned(4),
      addresses: table('addresses').addresses(),
    },
    records: {
      calls: {
        tree: nodesOf(treeTable('nodes')),
        durations: durationsOf(table('durations')),
        cut: table('cut').unsigned(),
        exitsWithoutEntry: field('exitsWithoutEntry'),
      },
      syscalls: { rows: syscallsOf(table('syscalls')), durations: durationsOf(table('syscallDurations')) },
    },
  };
}

/** Copies what the core found about threads to the threads of the registry. */
export function readThreads(core: Core, analysis: number, threads: readonly AnalysedThread[]): void {
  const view = new DataView(core.memory.buffer);
  const table = new TableReader(core, view.getUint32(analysis + FIELD.threads, true));
  for (const thread of threads) {
    const at = table.rowAt(thread.index);
    thread.pageFaults = view.getUint32(at + THREAD.pageFaults, true);
    thread.statesNs =
      view.getUint32(at + THREAD.hasStates, true) === 0
        ? null
        : new Float64Array(core.memory.buffer, at + THREAD.statesNs, THREAD_STATES.length).slice();
  }
}

const nodesOf = (table: TableReader): CallNodes => ({
  count: table.count,
  parent: table.signed(NODE.parent),
  address: table.signed(NODE.address),
  function: table.unsigned(NODE.function),
  calls: table.doubles(NODE.calls),
  totalNs: table.doubles(NODE.totalNs),
  selfNs: table.doubles(NODE.selfNs),
});

function syscallsOf(table: TableReader): SyscallCounts[] {
  const { view } = table;
  return Array.from({ length: table.count }, (_, row) => {
    const at = table.rowAt(row);
    return {
      thread: view.getUint32(at + SYSCALL.thread, true),
      eventClass: view.getUint32(at + SYSCALL.eventClass, true),
      failed: view.getUint32(at + SYSCALL.failed, true),
      cut: view.getUint32(at + SYSCALL.cut, true),
    };
  });
}

function durationsOf(table: TableReader): DurationTable {
  const { view } = table;
  const durations = new DurationTable(table.count);
  const words = new Uint32Array(view.buffer);
  for (let row = 0; row < table.count; row++) {
    const at = table.rowAt(row);
    const figures = {
      count: view.getFloat64(at + DURATION.count, true),
      totalNs: view.getFloat64(at + DURATION.total, true),
      minNs: view.getFloat64(at + DURATION.min, true),
      maxNs: view.getFloat64(at + DURATION.max, true),
      maxAtNs: view.getFloat64(at + DURATION.maxAt, true),
      maxThread: view.getInt32(at + DURATION.maxThread, true),
    };
    durations.setFigures(row, figures, view.getInt32(at + DURATION.maxTid, true));
    // The addresses of each octave's counters.
    const pages = (at + DURATION.pages) >>> 2;
    for (let octave = 0; octave < OCTAVES; octave++) {
      const page = words[pages + octave] as number;
      if (page !== 0) durations.setOctave(row, octave, words, page >>> 2);
    }
  }
  return durations;
}
