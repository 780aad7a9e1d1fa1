import { type Analysis, THREAD_STATES, type ThreadRow, type ThreadState } from '@reader/analysis/analysis';
import { BLOCKED_CAUSES } from '@shared/analysis/blocked-cause';
import type { Basis, OwnerFigure, ProcessFigure, States } from '@shared/analysis/trace-summary';
import { groupBy } from '@shared/model/group-by';
import { isTracer } from '@shared/tracing/tracer-thread';
import { GAPS, type Whose } from '../attribution/attribution';
import { type NamedProcess, processKey } from '../names/process-names';

const MOST_PROCESSES = 20;

/** The processes of each container, of the machine, and those that cannot be attributed. Containers come first. */
export function ownerFigures(
  { threads, processes }: Pick<Analysis, 'threads' | 'processes'>,
  named: readonly NamedProcess[],
  basis: Basis,
): OwnerFigure[] {
  const groups = groupBy(sameProcesses(processes, named), ([first]) => ownerKey(first?.whose));
  const figures = [...groups.values()].map((group) => ownerFigure(group, threads, basis));
  return figures.sort((a, b) => rankOf(a) - rankOf(b) || weightOf(b) - weightOf(a));
}

/** Processes that cannot be attributed are together, whatever the reason. */
const ownerKey = (whose: Whose | undefined): string =>
  whose?.kind === 'container' ? `container ${whose.container}` : (whose?.kind ?? 'unattributed');

/** Userspace and kernel have a row each for one process. */
function sameProcesses(processes: Analysis['processes'], named: readonly NamedProcess[]): NamedProcess[][] {
  const same = groupBy(named, (_, index) => {
    const process = processes[index];
    return process ? processKey(process, index) : `row ${index}`;
  });
  return [...same.values()];
}

function ownerFigure(group: readonly NamedProcess[][], threads: Analysis['threads'], basis: Basis): OwnerFigure {
  const whose: Whose = group[0]?.[0]?.whose ?? { kind: 'unattributed', gap: 'no-context' };
  const processes = group.map((rows) => processFigure(rows, threads, basis));
  processes.sort((a, b) => weightOf(b) - weightOf(a) || b.events - a.events);
  return {
    kind: whose.kind,
    container: group[0]?.[0]?.container ?? null,
    why: whyUnattributed(group.flat()),
    events: sum(processes.map(({ events }) => events)),
    states: basis.scheduling ? sumOfStates(processes.map(({ states }) => states)) : null,
    pageFaults: basis.pageFaults ? sum(processes.map(({ pageFaults }) => pageFaults ?? 0)) : null,
    processes: processes.slice(0, MOST_PROCESSES),
    moreProcesses: Math.max(0, processes.length - MOST_PROCESSES),
  };
}

/** The reasons, those of most processes first; null if the processes are attributed. */
function whyUnattributed(group: readonly NamedProcess[]): string | null {
  const gaps = groupBy(
    group.flatMap(({ whose }) => (whose.kind === 'unattributed' ? [whose.gap] : [])),
    (gap) => gap,
  );
  const reasons = [...gaps.values()].sort((a, b) => b.length - a.length).flatMap(([gap]) => (gap ? [GAPS[gap]] : []));
  return reasons.length === 0 ? null : reasons.join(', or ');
}

function processFigure(rows: readonly NamedProcess[], all: Analysis['threads'], basis: Basis): ProcessFigure {
  const threads = rows.flatMap((row) => row.threads.flatMap((index) => all[index] ?? []));
  const vpid = rows[0]?.vpid ?? -1;
  return {
    name: rows[0]?.name ?? '',
    vpid: vpid < 0 ? null : vpid,
    threads: numberOfThreads(threads),
    events: sum(threads.map(({ events }) => events)),
    firstNs: threads.reduce((least, { firstNs }) => Math.min(least, firstNs), threads[0]?.firstNs ?? 0),
    lastNs: threads.reduce((most, { lastNs }) => Math.max(most, lastNs), 0),
    states: basis.scheduling ? sumOfStates(threads.map(({ statesNs }) => statesNs && statesOf(statesNs))) : null,
    pageFaults: basis.pageFaults ? sum(threads.map(({ pageFaults }) => pageFaults)) : null,
  };
}

/**
 * The kernel knows each thread; userspace knows those with events. The ids of both differ, so the larger number counts. LTTng's own
 * thread in a traced program is not counted, so that a program with one thread has one.
 */
function numberOfThreads(threads: readonly ThreadRow[]): number {
  const own = threads.filter(({ name }) => !isTracer(name));
  const kernel = own.filter(({ domain }) => domain === 'kernel').length;
  return Math.max(1, kernel, own.length - kernel);
}

/** The compiler refuses a state that has no cause in the summary. */
type Blocked = Exclude<ThreadState, 'running' | 'waiting-to-run' | 'unknown'>;

function statesOf(statesNs: Float64Array): States {
  const of = (state: ThreadState): number => statesNs[THREAD_STATES.indexOf(state)] ?? 0;
  return {
    runningNs: of('running'),
    waitingNs: of('waiting-to-run'),
    blockedNs: Object.fromEntries(
      BLOCKED_CAUSES.map((cause) => [cause, of(cause)]),
    ) as States['blockedNs'] satisfies Record<Blocked, number>,
  };
}

/** Null if there is none. */
function sumOfStates(all: readonly (States | null)[]): States | null {
  const known = all.filter((states) => states !== null);
  if (known.length === 0) return null;
  return {
    runningNs: sum(known.map(({ runningNs }) => runningNs)),
    waitingNs: sum(known.map(({ waitingNs }) => waitingNs)),
    blockedNs: Object.fromEntries(
      BLOCKED_CAUSES.map((cause) => [cause, sum(known.map(({ blockedNs }) => blockedNs[cause]))]),
    ) as States['blockedNs'],
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const rankOf = ({ kind }: OwnerFigure): number => ['container', 'host', 'other', 'unattributed'].indexOf(kind);

/** Running time, or events where it is not known. */
const weightOf = ({ states, events }: Pick<OwnerFigure, 'states' | 'events'>): number => states?.runningNs ?? events;
