import { syscallName } from '../../scan/plan/event-kinds';
import type { Analysis, SyscallRow } from '../analysis';
import { DurationTable } from '../duration-table';
import type { AnalysedThread } from '../threads/analysed-thread';
import { callTreeOf } from './call-tree-of';
import type { RawAnalysis } from './raw-analysis';
import { compareText } from './row-order';
import { ThreadRows } from './thread-rows';

/** Makes the answer from the tables of the analysis. Rows get an order that does not depend on how the range was cut into windows. */
export function analysisOf(raw: RawAnalysis): Analysis {
  const rows = new ThreadRows(raw.threads, raw.range, hasCallsIn(raw));
  const { functions, tree } = callTreeOf(raw, rows);
  return {
    ...raw.range,
    eventCounts: raw.eventCounts,
    bins: raw.bins,
    density: raw.density,
    threads: rows.threads,
    processes: rows.processes,
    functions,
    tree,
    syscalls: syscallsOf(raw, rows),
    exitsWithoutEntry: raw.records.calls.exitsWithoutEntry,
    losses: raw.losses,
    memory: raw.memory
      .map((row) => ({ ...row, process: rows.processOfCalls(row.process) }))
      .sort((one, other) => one.process - other.process),
  };
}

/**
 * Whether a thread without events has calls in the range, which were open at its begin. Which other threads are known depends on where
 * reading began, so they must not matter.
 */
function hasCallsIn({ records }: RawAnalysis): (thread: AnalysedThread) => boolean {
  const callers = new Set(records.syscalls.rows.map(({ thread }) => thread));
  return ({ hadOpenCalls, index }) => callers.has(index) || hadOpenCalls;
}

function syscallsOf({ records: { syscalls }, eventClasses }: RawAnalysis, rows: ThreadRows): SyscallRow[] {
  const merged = new Map<string, { row: number; process: number; name: string; failed: number; cut: number }>();
  const durations = new DurationTable();
  for (const [index, { thread, eventClass, failed, cut }] of syscalls.rows.entries()) {
    const process = rows.processOfThread(thread);
    const name = syscallName(eventClasses[eventClass]?.class.name ?? '');
    const key = `${process}:${name}`;
    const entry = merged.get(key) ?? { row: merged.size, process, name, failed: 0, cut: 0 };
    merged.set(key, entry);
    entry.failed += failed;
    entry.cut += cut;
    durations.addRow(entry.row, syscalls.durations, index);
  }
  return [...merged.values()]
    .sort((one, other) => one.process - other.process || compareText(one.name, other.name))
    .map(({ row, process, name, failed, cut }) => ({
      process,
      name,
      calls: rows.withRow(durations.stats(row)),
      failed,
      cut,
    }));
}
