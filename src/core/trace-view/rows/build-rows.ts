import type { Analysis } from '@reader/analysis/analysis';
import { groupBy } from '@shared/model/group-by';
import type { TracedContainer } from '@shared/model/trace-record';
import type { CallLevel, TimelineRow } from '@shared/trace-view/timeline-rows';
import { isTracer, isTracerProcess } from '@shared/tracing/tracer-thread';
import { GAPS, type Whose } from '../../analysis/attribution/attribution';
import type { HostThreads } from '../../analysis/export/host-threads';
import type { NamedProcess } from '../../analysis/names/process-names';
import type { OpenedTrace } from '../../analysis/open-trace';
import { containerLabels } from './container-label';
import { cpuRows } from './cpu-rows';
import { inOrder, nameOf, type Process, processesOf, programOf } from './row-processes';
import type { BuiltRow } from './row-table';
import { sameThreads } from './same-threads';

/** Why processes are in no recorded container. */
const OUTSIDE = {
  host: 'outside of the recorded containers',
  other: 'in a pid namespace that is not of a recorded container',
} as const;

/** What is known of a thread beside its row in the analysis. */
export interface ThreadContent {
  callLevels: number;
  levels: readonly CallLevel[];
  hasSyscalls: boolean;
}

/**
 * The rows of the whole trace: containers in their order, the machine, what cannot be attributed; in each the processes by their
 * first event, the first thread of each process, and the CPUs. The order depends on the trace alone.
 * @param contentOf the thread of an index in `Analysis.threads`
 * @param named the processes of the analysis, in its order
 */
export function buildRows(
  { files, reading }: Pick<OpenedTrace, 'files' | 'reading'>,
  analysis: Analysis,
  host: HostThreads,
  contentOf: (thread: number) => ThreadContent,
  named: readonly NamedProcess[],
): BuiltRow[] {
  const processes = processesOf(sameThreads(analysis.threads, host), analysis, named);
  const groups = groupBy(processes, ({ named: one }) => containerKey(one?.whose));
  const owners = [...groups.values()].sort(([a], [b]) => rankOf(a?.named?.whose) - rankOf(b?.named?.whose));
  const rows: BuiltRow[] = [];
  const add = (built: Omit<BuiltRow, 'keys' | 'process'> & Partial<BuiltRow>): number =>
    rows.push({ keys: [], process: null, ...built }) - 1;
  const labels = labelsOf(owners, files.containers, analysis);
  for (const [index, group] of owners.entries()) {
    const whose = group[0]?.named?.whose;
    const fullName = group[0]?.named?.container ?? '';
    const name = labels[index] ?? fullName;
    const everything = group.flatMap(({ threads }) => threads.flatMap((one) => one.threads));
    const container = add({
      row: {
        kind: 'container',
        parent: -1,
        name,
        fullName: name === fullName ? null : fullName,
        isOfTracer: false,
        number: null,
        why: whyOf(whose),
        levels: [],
        ...factsOf(everything, analysis, contentOf),
        hasMemory: group.some(({ hasMemory }) => hasMemory),
      },
    });
    for (const { threads, named: one, hasMemory } of inOrder(group, analysis)) {
      const [{ pidNs, epoch, vpid } = { pidNs: 0, epoch: 0, vpid: -1 }] = threads;
      const all = threads.flatMap((thread) => thread.threads);
      const names = threads.map((thread) => nameOf(thread, analysis.threads));
      // The main thread of a daemon often has no event, and the others have names of their own.
      const isOfTracer = [one?.name ?? '', ...names].some(isTracerProcess);
      // A process of which only the tracer's thread has events would have nothing to show without it.
      const hasOwn = names.some((known) => !isTracer(known));
      const process = add({
        row: {
          kind: 'process',
          parent: container,
          name: one?.name ?? '',
          fullName: null,
          isOfTracer,
          number: vpid < 0 ? null : vpid,
          why: null,
          levels: [],
          ...factsOf(all, analysis, contentOf),
          hasMemory,
        },
        process: { pidNs, epoch, vpid },
      });
      for (const [at, thread] of threads.entries()) {
        const threadName = names[at] ?? '';
        add({
          row: {
            kind: 'thread',
            parent: process,
            name: threadName,
            fullName: null,
            isOfTracer: isOfTracer || (hasOwn && isTracer(threadName)),
            number: thread.tid < 0 ? null : thread.tid,
            why: null,
            ...factsOf(thread.threads, analysis, contentOf),
            levels: levelsOf(thread.threads, contentOf),
            hasMemory: false,
          },
          keys: thread.keys,
        });
      }
    }
  }
  rows.push(...cpuRows(reading, analysis, rows.length));
  return rows;
}

/** By group; undefined for one that is no container. */
function labelsOf(
  groups: readonly (readonly Process[])[],
  containers: readonly TracedContainer[],
  analysis: Analysis,
): (string | undefined)[] {
  const labelled = groups.map((group) => {
    const whose = group[0]?.named?.whose;
    const container = whose?.kind === 'container' ? containers[whose.container] : undefined;
    return container && { container, program: programOf(inOrder(group, analysis)) };
  });
  const labels = containerLabels(labelled.filter((one) => one !== undefined));
  return labelled.map((one) => one && labels.shift());
}

function factsOf(
  indexes: readonly number[],
  { threads }: Analysis,
  contentOf: (thread: number) => ThreadContent,
): Pick<TimelineRow, 'events' | 'firstNs' | 'lastNs' | 'callLevels' | 'hasSyscalls' | 'hasStates'> {
  let [events, firstNs, lastNs, callLevels, hasSyscalls, hasStates] = [0, Number.POSITIVE_INFINITY, 0, 0, false, false];
  for (const index of indexes) {
    const row = threads[index];
    if (!row) continue;
    const content = contentOf(index);
    events += row.events;
    if (row.firstNs < firstNs) firstNs = row.firstNs;
    if (row.lastNs > lastNs) lastNs = row.lastNs;
    callLevels = Math.max(callLevels, content.callLevels);
    hasSyscalls ||= content.hasSyscalls;
    hasStates ||= row.statesNs !== null;
  }
  return { events, firstNs: Math.min(firstNs, lastNs), lastNs, callLevels, hasSyscalls, hasStates };
}

/** Of the row of the thread that has calls: that of userspace. */
const levelsOf = (indexes: readonly number[], contentOf: (thread: number) => ThreadContent): readonly CallLevel[] =>
  indexes.map((index) => contentOf(index).levels).reduce((most, one) => (one.length > most.length ? one : most), []);

const containerKey = (whose: Whose | undefined): string => JSON.stringify(whose ?? null);

function rankOf(whose: Whose | undefined): number {
  if (whose?.kind === 'container') return whose.container;
  const after = { host: 0, other: 1, unattributed: 2 } as const;
  return Number.MAX_SAFE_INTEGER - 3 + (whose ? after[whose.kind] : 3);
}

function whyOf(whose: Whose | undefined): string | null {
  if (whose?.kind === 'container') return null;
  if (whose?.kind === 'host' || whose?.kind === 'other') return OUTSIDE[whose.kind];
  return GAPS[whose?.gap ?? 'no-context'];
}
