import { readEvents } from '@reader/events/read-events';
import type { TimeRange } from '@reader/trace-reading';
import type { Subject, WatchedFigure } from '@shared/analysis/function-table';
import { oneLine } from '@shared/model/plain-text';
import { partsOfProbe } from '@shared/tracing/watched-function';
import type { Symboliser } from '../../symbols/symboliser';
import { EventOwners } from '../events/event-owners';
import { isProbeClass } from '../events/probe-class';
import type { OpenedTrace } from '../open-trace';
import type { Grouping } from './function-figures';

export interface WatchedQuery {
  range: TimeRange;
  grouping: Grouping;
  isSelected(owner: { container: string | null; process: string; pid: number; thread: string; tid: number }): boolean;
  signal: AbortSignal;
}

interface Group {
  event: string;
  containers: Set<string | null>;
  names: Set<string>;
  processes: Set<string>;
  vpid: number;
  count: number;
  firstNs: number;
  lastNs: number;
}

/**
 * Counts the entries of watched functions, the most frequent first. Reads the trace only if it has such events; other events are not
 * decoded. @throws ReadError, AbortError
 */
export async function watchedEntries(
  { files, reading, attribution }: OpenedTrace,
  symbols: Symboliser,
  { range, grouping, isSelected, signal }: WatchedQuery,
): Promise<WatchedFigure[]> {
  const classes = new Set(
    reading.eventClasses
      .filter(({ class: of, leaf }) => reading.leaves[leaf]?.domain === 'kernel' && isProbeClass(of))
      .map(({ class: of }) => of),
  );
  if (classes.size === 0) return [];
  const owners = new EventOwners(attribution, files.containers, reading.span.beginNs, symbols);
  const groups = new Map<string, Group>();
  for (const batch of readEvents(reading, { range, select: (of) => classes.has(of) })) {
    signal.throwIfAborted();
    for (const event of batch) {
      const owner = owners.of(event);
      if (!isSelected(owner)) continue;
      const { name } = event.eventClass;
      const { container, process, pid } = owner;
      const whose = { name: [], subject: [container, process], process: [container, process, pid] }[grouping];
      const key = JSON.stringify([name, ...whose]);
      const group = groups.get(key) ?? startOf(name, pid, event.timeNs);
      groups.set(key, group);
      group.containers.add(container);
      group.names.add(process);
      group.processes.add(JSON.stringify([container, pid]));
      group.count += 1;
      group.lastNs = event.timeNs;
    }
    // Signals are handled between batches.
    await new Promise(setImmediate);
  }
  return [...groups.values()].map(figureOf).sort((a, b) => b.entries - a.entries || (a.function < b.function ? -1 : 1));
}

const startOf = (event: string, vpid: number, timeNs: number): Group => ({
  event,
  containers: new Set(),
  names: new Set(),
  processes: new Set(),
  vpid,
  count: 0,
  firstNs: timeNs,
  lastNs: timeNs,
});

function figureOf(group: Group): WatchedFigure {
  const parts = partsOfProbe(group.event);
  return {
    ...subjectOfGroup(group),
    function: oneLine(parts?.symbol ?? group.event),
    file: parts ? oneLine(parts.file) : null,
    entries: group.count,
    firstNs: group.firstNs,
    lastNs: group.lastNs,
  };
}

function subjectOfGroup({ containers, names, processes, vpid }: Group): Subject {
  const only = <T>(set: Set<T>): T | undefined => (set.size === 1 ? [...set][0] : undefined);
  return {
    container: only(containers) ?? null,
    process: only(names) ?? '',
    vpid: processes.size === 1 && vpid >= 0 ? vpid : null,
    processes: processes.size,
  };
}
