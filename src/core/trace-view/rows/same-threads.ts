import type { ThreadRow } from '@reader/analysis/analysis';
import { INITIAL_PID_NS } from '@reader/scan/threads';
import { groupBy } from '@shared/model/group-by';
import { type HostThreads, namespacedKey } from '../../analysis/export/host-threads';
import { hostKey, keysOfRow, type ThreadKeyText } from './thread-keys';

/** One thread of the machine: rows of the analysis in userspace and in the kernel. */
export interface SameThread {
  /** All keys by which passes know the thread. */
  keys: readonly ThreadKeyText[];
  /** Indexes in `Analysis.threads`. */
  threads: readonly number[];
  /** As userspace knows it, where it does: programs and logs show the ids of the namespace. */
  pidNs: number;
  epoch: number;
  vpid: number;
  tid: number;
}

/** Joins the rows of the kernel and of userspace for each thread, in the order of the analysis. */
export function sameThreads(threads: readonly ThreadRow[], host: HostThreads): SameThread[] {
  const own = threads.map((row) => ownKeys(row, host));
  const groups = groupBy(threads.keys(), (index) => own[index]?.thread ?? '');
  return [...groups].map(([key, indexes]) => {
    const rows = indexes.map((index) => threads[index] as ThreadRow);
    const named = rows.find(({ domain }) => domain === 'userspace') ?? (rows[0] as ThreadRow);
    const known = host.processes.get(Number(/^host (\d+)$/.exec(key)?.[1]));
    const { pidNs, epoch, vpid, tid } =
      named.vpid < 0 && named.domain === 'kernel' && known ? { ...named, ...known } : named;
    const keys = new Set([key, ...indexes.map((index) => own[index]?.row ?? key)]);
    return { keys: [...keys], threads: indexes, pidNs, epoch, vpid, tid };
  });
}

/** The key by which passes know a row, and the key of the thread that it is. */
function ownKeys(row: ThreadRow, host: HostThreads): { row: ThreadKeyText; thread: ThreadKeyText } {
  const [likeliest = '', inNamespace = likeliest] = keysOfRow(row);
  // Without scheduling events the host does not know the id of a kernel's row, which is then one of a namespace.
  const isOfHost = row.domain === 'kernel' && (row.tid < 0 || row.statesNs !== null || host.processes.has(row.tid));
  const known = isOfHost ? likeliest : inNamespace;
  const tid = isOfHost || row.tid < 0 ? undefined : host.tids.get(namespacedKey(row.pidNs, row.epoch, row.tid));
  return { row: known, thread: tid === undefined ? known : hostKey(tid) };
}

/** Userspace threads whose thread of the host is not known from their ids alone. */
export const needHostIds = (threads: readonly ThreadRow[]): ThreadRow[] =>
  threads.some(({ domain }) => domain === 'kernel')
    ? threads.filter(
        ({ domain, pidNs, tid }) => domain === 'userspace' && tid >= 0 && pidNs !== INITIAL_PID_NS && pidNs !== 0,
      )
    : [];
