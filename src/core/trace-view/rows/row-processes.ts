import type { Analysis, ThreadRow } from '@reader/analysis/analysis';
import { groupBy } from '@shared/model/group-by';
import { oneLine } from '@shared/model/plain-text';
import type { NamedProcess } from '../../analysis/names/process-names';
import type { SameThread } from './same-threads';

/** A process with its threads, the main one first. */
export interface Process {
  threads: readonly SameThread[];
  named: NamedProcess | undefined;
  hasMemory: boolean;
}

/** The processes of threads, in the order of their first thread. @param named those of the analysis, in its order */
export function processesOf(
  threads: readonly SameThread[],
  analysis: Analysis,
  named: readonly NamedProcess[],
): Process[] {
  const withMemory = new Set(analysis.memory.map(({ process }) => process));
  const groups = groupBy(threads, ({ pidNs, epoch, vpid }, index) =>
    vpid < 0 ? `thread ${index}` : `${pidNs} ${epoch} ${vpid}`,
  );
  return [...groups.values()].map((group) => {
    const own = new Set(group.flatMap((one) => one.threads.map((index) => analysis.threads[index]?.process ?? -1)));
    const all = [...own].flatMap((index) => named[index] ?? []);
    const attributed = all.filter(({ whose }) => whose.kind !== 'unattributed');
    const best =
      [...attributed, ...all].find(({ domain, name }) => domain === 'userspace' && name) ?? attributed[0] ?? all[0];
    const name = best?.name || all.find((one) => one.name)?.name || '';
    return {
      threads: [...group].sort((a, b) => Number(b.tid === b.vpid) - Number(a.tid === a.vpid) || a.tid - b.tid),
      named: best && { ...best, name },
      hasMemory: [...own].some((process) => withMemory.has(process)),
    };
  });
}

/** By the time of the first event. */
export function inOrder(processes: readonly Process[], { threads }: Analysis): Process[] {
  const keyed = processes.map((process) => {
    let at = Number.POSITIVE_INFINITY;
    for (const one of process.threads) for (const index of one.threads) at = Math.min(at, begin(threads[index]));
    return { process, at, vpid: process.threads[0]?.vpid ?? -1 };
  });
  keyed.sort((a, b) => compare(a.at, b.at) || a.vpid - b.vpid);
  return keyed.map(({ process }) => process);
}

/** Infinity for a thread without events. */
const begin = (thread: ThreadRow | undefined): number =>
  thread && !Number.isNaN(thread.firstNs) ? thread.firstNs : Number.POSITIVE_INFINITY;

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** As userspace knows it, where it does. */
export function nameOf(thread: SameThread, all: readonly ThreadRow[]): string {
  const rows = thread.threads.map((index) => all[index]);
  const own = rows.find((row) => row?.domain === 'userspace' && row.name) ?? rows.find((row) => row?.name);
  return oneLine(own?.name ?? '');
}

/** The name of the process that the container runs: process 1 of its namespace, or else the first one that is known. */
export const programOf = (processes: readonly Process[]): string =>
  (processes.find(({ threads }) => threads[0]?.vpid === 1) ?? processes[0])?.named?.name ?? '';
