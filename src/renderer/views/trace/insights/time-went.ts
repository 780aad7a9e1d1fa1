import type { RowFigures, TimelineRow, WholeTrace } from '@shared/trace-view/timeline-rows';
import type { StateTimes } from '../table/StateSplit';
import { nameOfRow } from '../timeline/rows/row-text';

/** Time of a container, of one of its threads, or of its other threads together. */
export interface TimeOfRow extends StateTimes {
  kind: 'container' | 'thread' | 'others';
  /** Index of the row; of the container for `others`. */
  row: number;
  name: string;
  /** Number of threads of `others`. */
  threads: number;
}

const SHOWN_THREADS = 4;

/**
 * How the threads of each container spent their time, the busiest first. Rows without recorded scheduling, and the
 * tracer's own threads, are left out.
 * @param shown threads of a container that are named; the others are added up
 */
export function timeWent({ rows, figures }: Pick<WholeTrace, 'rows' | 'figures'>, shown = SHOWN_THREADS): TimeOfRow[] {
  const roots = rootsOf(rows);
  const groups = new Map<number, TimeOfRow[]>();
  for (const [at, row] of rows.entries()) {
    const times = timesOf(figures, at);
    if (row.kind !== 'thread' || row.isOfTracer || times === null) continue;
    const root = roots[at] ?? at;
    const group = groups.get(root) ?? [];
    group.push({ kind: 'thread', row: at, name: nameOfRow(row), threads: 1, ...times });
    groups.set(root, group);
  }
  return [...groups]
    .map(([root, threads]) => {
      const sorted = withNumbers(threads, rows).sort((a, b) => b.runningNs - a.runningNs || a.row - b.row);
      const first = sorted.length <= shown + 1 ? sorted : sorted.slice(0, shown);
      const others = sorted.slice(first.length);
      const head = rows[root];
      const all: TimeOfRow = {
        kind: 'container',
        row: root,
        name: head ? nameOfRow(head) : '',
        threads: 0,
        ...sum(sorted),
      };
      const rest: TimeOfRow = { kind: 'others', row: root, name: '', threads: others.length, ...sum(others) };
      return [all, ...first, ...(others.length > 0 ? [rest] : [])];
    })
    .sort(([a], [b]) => (b?.runningNs ?? 0) - (a?.runningNs ?? 0))
    .flat();
}

/** Index of the uppermost row above each row. */
function rootsOf(rows: readonly TimelineRow[]): number[] {
  const roots: number[] = [];
  for (const [at, { parent }] of rows.entries()) roots.push(parent < 0 ? at : (roots[parent] ?? at));
  return roots;
}

function timesOf(figures: RowFigures, at: number): StateTimes | null {
  const runningNs = figures.runningNs[at] ?? Number.NaN;
  const waitingNs = figures.waitingNs[at] ?? Number.NaN;
  const blockedNs = figures.blockedNs[at] ?? Number.NaN;
  const all = runningNs + waitingNs + blockedNs;
  return all > 0 ? { runningNs, waitingNs, blockedNs } : null; // NaN if they are not known
}

/** Threads of the same name get their number. */
function withNumbers(threads: readonly TimeOfRow[], rows: readonly TimelineRow[]): TimeOfRow[] {
  const seen = new Map<string, number>();
  for (const { name } of threads) seen.set(name, (seen.get(name) ?? 0) + 1);
  return threads.map((thread) => {
    const number = rows[thread.row]?.number ?? null;
    return (seen.get(thread.name) ?? 0) > 1 && number !== null
      ? { ...thread, name: `${thread.name} [${number}]` }
      : thread;
  });
}

const sum = (threads: readonly StateTimes[]): StateTimes => ({
  runningNs: threads.reduce((all, { runningNs }) => all + runningNs, 0),
  waitingNs: threads.reduce((all, { waitingNs }) => all + waitingNs, 0),
  blockedNs: threads.reduce((all, { blockedNs }) => all + blockedNs, 0),
});
