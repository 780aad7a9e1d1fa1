import type { Analysis } from '@reader/analysis/analysis';
import { findHostThreads, namespacedKey } from '../../../analysis/export/host-threads';
import type { OpenedTrace } from '../../../analysis/open-trace';
import { needHostIds, sameThreads } from '../../rows/same-threads';

/**
 * The thread of the kernel's recording for each thread of userspace, as indexes into `Analysis.threads`. Threads that cannot be
 * joined are left out.
 * @throws ReadError, AbortError
 */
export async function joinedThreads(
  { reading, attribution }: Pick<OpenedTrace, 'reading'> & { attribution: Pick<OpenedTrace['attribution'], 'epochs'> },
  { threads }: Pick<Analysis, 'threads'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, number>> {
  const wanted = needHostIds(threads).map(({ pidNs, epoch, tid }) => namespacedKey(pidNs, epoch, tid));
  const range = { fromNs: 0, toNs: Number.POSITIVE_INFINITY };
  const host =
    wanted.length === 0
      ? { tids: new Map<string, number>(), processes: new Map<number, { pidNs: number; vpid: number }>() }
      : await findHostThreads(reading, range, attribution.epochs, signal, ({ tids }) =>
          wanted.every((key) => tids.has(key)),
        );
  const joined = new Map<number, number>();
  for (const { threads: same } of sameThreads(threads, host)) {
    const kernel = same.find((index) => threads[index]?.domain === 'kernel');
    if (kernel === undefined) continue;
    for (const index of same) if (threads[index]?.domain === 'userspace') joined.set(index, kernel);
  }
  return joined;
}
