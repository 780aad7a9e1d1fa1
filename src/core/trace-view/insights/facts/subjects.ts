import { type Analysis, THREAD_STATES, type ThreadRow, type ThreadState } from '@reader/analysis/analysis';
import { groupBy } from '@shared/model/group-by';
import { isTracer } from '@shared/tracing/tracer-thread';
import { type NamedProcess, threadName } from '../../../analysis/names/process-names';

/** A process. Userspace and kernel have a row each for it. */
export interface ProcessSubject {
  key: string;
  /** Its name, with its id if another process has the same name. */
  label: string;
  name: string;
  container: string | null;
  /** Indexes into `Analysis.processes`. */
  userspace: readonly number[];
  kernel: readonly number[];
  threads: readonly ThreadSubject[];
}

/** A thread as one recording knows it. Ids of userspace and kernel differ in a container, so it may be in both. */
export interface ThreadSubject {
  key: string;
  /** Index into `Analysis.threads`. */
  index: number;
  row: ThreadRow;
  name: string;
  /** With its process if the thread has the same name, else with its id if another thread has the same name. */
  label: string;
  process: ProcessSubject;
}

export interface Subjects {
  processes: readonly ProcessSubject[];
  /** By index into `Analysis.processes`. */
  processOf(process: number): ProcessSubject | undefined;
  /** By index into `Analysis.threads`. */
  threadOf(thread: number): ThreadSubject | undefined;
  /** Of the kernel, without the threads that LTTng adds to traced programs. */
  kernelThreads: readonly ThreadSubject[];
}

export function subjectsOf(
  { processes, threads }: Pick<Analysis, 'processes' | 'threads'>,
  named: readonly NamedProcess[],
): Subjects {
  const same = groupBy(named.keys(), (index) => {
    const { pidNs = 0, epoch = 0, vpid = -1 } = processes[index] ?? {};
    return vpid < 0 ? `row ${index}` : `${pidNs} ${epoch} ${vpid}`;
  });
  const names = groupBy(same.values(), (indexes) => nameOfProcess(indexes.flatMap((index) => named[index] ?? [])));
  const subjects: ProcessSubject[] = [];
  const byProcess = new Map<number, ProcessSubject>();
  const byThread = new Map<number, ThreadSubject>();
  for (const [key, indexes] of same) {
    const rows = indexes.flatMap((index) => named[index] ?? []);
    const name = nameOfProcess(rows);
    const vpid = rows[0]?.vpid ?? -1;
    const isUnique = names.get(name)?.length === 1;
    const own: ThreadSubject[] = [];
    const process: ProcessSubject = {
      key,
      name,
      label: isUnique || vpid < 0 ? name || 'an unnamed process' : `${name} [${vpid}]`.trim(),
      container: rows.find(({ container }) => container !== null)?.container ?? null,
      userspace: indexes.filter((index) => named[index]?.domain === 'userspace'),
      kernel: indexes.filter((index) => named[index]?.domain === 'kernel'),
      threads: own,
    };
    subjects.push(process);
    for (const index of indexes) byProcess.set(index, process);
    for (const index of rows.flatMap((row) => row.threads)) {
      const row = threads[index];
      if (!row) continue;
      const thread = { key: `${key} ${index}`, index, row, name: threadName(row), label: '', process };
      own.push(thread);
      byThread.set(index, thread);
    }
    labelThreads(own);
  }
  const all = [...byThread.values()];
  return {
    processes: subjects,
    processOf: (process) => byProcess.get(process),
    threadOf: (thread) => byThread.get(thread),
    kernelThreads: all.filter(({ row }) => row.domain === 'kernel' && !isTracer(row.name)),
  };
}

const nameOfProcess = (rows: readonly NamedProcess[]): string =>
  rows.find(({ domain, name }) => domain === 'userspace' && name)?.name || rows.find(({ name }) => name)?.name || '';

/** A thread that is named as its process is the process for a reader, unless there are several. */
function labelThreads(threads: readonly ThreadSubject[]): void {
  const byName = groupBy(threads, ({ row, name }) => `${row.domain} ${name}`);
  for (const same of byName.values())
    for (const thread of same) {
      const { name, process, row } = thread;
      const label = name === process.name ? process.label : name;
      thread.label = same.length === 1 || row.tid < 0 ? label : `${label} thread ${row.tid}`;
    }
}

/** Time in a state; 0 if the states of the thread are not known. */
export const inState = ({ statesNs }: Pick<ThreadRow, 'statesNs'>, state: ThreadState): number =>
  statesNs?.[THREAD_STATES.indexOf(state)] ?? 0;

/** Time in which the state of the thread is known. */
export const knownNs = ({ statesNs }: Pick<ThreadRow, 'statesNs'>): number =>
  statesNs ? statesNs.reduce((sum, ns) => sum + ns, 0) - inState({ statesNs }, 'unknown') : 0;

/** Time in which the thread neither ran nor waited to run. */
export const blockedNs = (row: Pick<ThreadRow, 'statesNs'>): number =>
  knownNs(row) - inState(row, 'running') - inState(row, 'waiting-to-run');

/** How long the thread is known to have lived: by its states, or else from its first to its last event. */
export const lifeNs = (row: ThreadRow): number => (row.statesNs ? knownNs(row) : row.lastNs - row.firstNs);
