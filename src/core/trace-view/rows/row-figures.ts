import { type Analysis, THREAD_STATES } from '@reader/analysis/analysis';
import type { RowFigures } from '@shared/trace-view/timeline-rows';
import type { RowTable } from './row-table';

const RUNNING = THREAD_STATES.indexOf('running');
const WAITING = THREAD_STATES.indexOf('waiting-to-run');
const UNKNOWN = THREAD_STATES.indexOf('unknown');

/**
 * The figures of all rows of an analysis. The times of the tracer's own threads are theirs alone, since they are no times of the program;
 * their events count everywhere. Figures of CPUs are not known; states are not where scheduling was not recorded.
 */
export function rowFigures(table: RowTable, analysis: Analysis): RowFigures {
  const { rows } = table;
  const columns = { events: new Float64Array(rows.length), ...emptyStates(rows.length) };
  for (const thread of analysis.threads) {
    const own = table.ofThread(thread);
    for (const row of table.above(own)) {
      columns.events[row] = (columns.events[row] ?? 0) + thread.events;
      const isCounted = rows[own]?.isOfTracer !== true || rows[row]?.isOfTracer === true;
      if (thread.statesNs && isCounted) addStates(columns, row, thread.statesNs);
    }
  }
  for (const [index, { kind }] of rows.entries())
    if (kind === 'cpu' || kind === 'cpus') columns.events[index] = Number.NaN;
  return { fromNs: analysis.fromNs, toNs: analysis.toNs, ...columns };
}

type StateColumns = Pick<RowFigures, 'runningNs' | 'waitingNs' | 'blockedNs'>;

const emptyStates = (rows: number): StateColumns => ({
  runningNs: new Float64Array(rows).fill(Number.NaN),
  waitingNs: new Float64Array(rows).fill(Number.NaN),
  blockedNs: new Float64Array(rows).fill(Number.NaN),
});

function addStates({ runningNs, waitingNs, blockedNs }: StateColumns, row: number, statesNs: Float64Array): void {
  const add = (column: Float64Array, ns: number): void => {
    const known = column[row] ?? 0;
    column[row] = Number.isNaN(known) ? ns : known + ns;
  };
  for (const [state, ns] of statesNs.entries()) {
    if (state === RUNNING) add(runningNs, ns);
    else if (state === WAITING) add(waitingNs, ns);
    else if (state !== UNKNOWN) add(blockedNs, ns);
  }
}
