import type { Analysis, ThreadRow } from '@reader/analysis/analysis';
import { groupBy } from '@shared/model/group-by';
import { oneLine } from '@shared/model/plain-text';
import type { TracedContainer } from '@shared/model/trace-record';
import { isTracer, withoutTracer } from '@shared/tracing/tracer-thread';
import type { Symboliser } from '../../symbols/symboliser';
import type { Attribution, Whose } from '../attribution/attribution';

/** A process of an analysis as a person knows it. Names have no control characters. */
export interface NamedProcess {
  whose: Whose;
  /** Null for a process outside of the recorded containers, or if it cannot be told. */
  container: string | null;
  /** See processNameOf. */
  name: string;
  /** Process id in its pid namespace; -1 if it is not known. */
  vpid: number;
  domain: 'userspace' | 'kernel';
  /** Indexes in `Analysis.threads`. */
  threads: readonly number[];
}

/** Names the processes of an analysis, in the order of `Analysis.processes`. */
export function namedProcesses(
  { processes, threads }: Pick<Analysis, 'processes' | 'threads'>,
  attribution: Attribution,
  containers: readonly TracedContainer[],
  symbols: Pick<Symboliser, 'executableOf'>,
): NamedProcess[] {
  const threadsOf = processes.map((): number[] => []);
  for (const [index, { process }] of threads.entries()) threadsOf[process]?.push(index);
  const placed = processes.map((process, index) => {
    const { domain, pidNs, vpid } = process;
    const own = threadsOf[index] ?? [];
    const rows = own.flatMap((one) => threads[one] ?? []);
    const whose = attribution.whose({ pidNs, vpid, ...lifeOf(rows) });
    return { key: processKey(process, index), process, rows, whose, vpid, domain, threads: own };
  });
  const names = new Map<string, string>();
  for (const [key, group] of groupBy(placed, (one) => one.key)) {
    const [{ process, whose } = { process: undefined, whose: undefined }] = group;
    if (!process) continue;
    const counted = whose?.kind === 'container' ? containers[whose.container] : undefined;
    names.set(
      key,
      processNameOf({
        ...threadNames(group.flatMap(({ rows }) => rows)),
        counted: counted?.processes.findLast(({ vpid }) => vpid === process.vpid)?.procname ?? '',
        executable: symbols.executableOf(process),
      }),
    );
  }
  return placed.map(({ key, whose, vpid, domain, threads: own }) => {
    const container = whose.kind === 'container' ? containers[whose.container] : undefined;
    const name = names.get(key) ?? '';
    return { whose, container: container ? oneLine(container.name) : null, name, vpid, domain, threads: own };
  });
}

/** The same for the rows of one process, of which userspace and the kernel have one each. @param row tells processes without id apart */
export const processKey = ({ pidNs, epoch, vpid }: Pick<ThreadRow, 'pidNs' | 'epoch' | 'vpid'>, row: number): string =>
  vpid < 0 ? `row ${row}` : `${pidNs} ${epoch} ${vpid}`;

/** What names a process. Empty: not known. */
export interface NameEvidence {
  /** Of its main thread. */
  main: string;
  /** As counting found it. */
  counted?: string;
  /** Path of its program. */
  executable: string | null;
  /** Of its first thread with a name. */
  first: string;
}

/**
 * The name of a process: that of its main thread, else of its executable, else that of its first thread, which is said. Every answer
 * and export uses this rule. @returns without control characters; empty if nothing names it
 */
export function processNameOf({ main, counted = '', executable, first }: NameEvidence): string {
  const known = withoutTracer(oneLine(main || counted)) || oneLine(executable?.split('/').at(-1) ?? '');
  if (known !== '' || first === '') return known;
  return isTracer(first) ? withoutTracer(oneLine(first)) : `thread ${oneLine(first)}`;
}

type NamedThread = Pick<ThreadRow, 'domain' | 'vpid' | 'tid' | 'name'>;

/**
 * The names of the main and the first thread of a process. Userspace has the ids of the container; the kernel has them only outside of
 * containers, so the only thread there is the main one.
 */
export function threadNames(threads: readonly NamedThread[]): Pick<NameEvidence, 'main' | 'first'> {
  const named = threads.filter(({ name }) => name !== '');
  const isMain = ({ tid, vpid }: NamedThread): boolean => tid === vpid || tid < 0;
  const main =
    named.find((one) => one.domain === 'userspace' && isMain(one)) ??
    named.find((one) => isMain(one)) ??
    (threads.length === 1 ? named[0] : undefined);
  return { main: main?.name ?? '', first: named[0]?.name ?? '' };
}

/** From the first to the last event of threads that have events. */
export function lifeOf(threads: readonly Pick<ThreadRow, 'firstNs' | 'lastNs'>[]): { fromNs: number; toNs: number } {
  let [fromNs, toNs] = [Number.POSITIVE_INFINITY, 0];
  for (const { firstNs, lastNs } of threads) {
    fromNs = Math.min(fromNs, firstNs);
    toNs = Math.max(toNs, lastNs);
  }
  return { fromNs: Math.min(fromNs, toNs), toNs };
}

/** The thread as a person knows it: its name, or else its id. */
export const threadName = ({ name, tid }: Pick<ThreadRow, 'name' | 'tid'>): string =>
  oneLine(name) || (tid >= 0 ? `thread ${tid}` : 'unknown thread');
