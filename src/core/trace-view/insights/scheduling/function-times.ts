import type { Analysis, FunctionRow } from '@reader/analysis/analysis';
import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import { followSpans } from '@reader/compiled/follow-spans';
import { readingOfDomain } from '@reader/packets/packets-of-domain';
import type { NamespaceEpoch } from '@reader/scan/records';
import type { TraceReading } from '@reader/trace-reading';
import { selfTimes } from '../../functions/self-times/self-times';
import type { SelfTime } from '../../functions/self-times/thread-clock';
import { keyOfIdentity, keysOfRow } from '../../rows/thread-keys';

/** What threads did in the own code of functions. */
export interface FunctionTimes {
  /** Undefined if the scheduling of its threads is not known. */
  of(row: FunctionRow): SelfTime | undefined;
}

/**
 * Splits the self time of the functions of a whole trace.
 * @param joined see SchedulingFacts
 * @returns null if there are too many states to keep
 * @throws ReadError, also when the signal is aborted
 */
export async function functionTimes(
  { reading, epochs }: { reading: TraceReading; epochs: readonly NamespaceEpoch[] },
  { threads }: Pick<Analysis, 'threads'>,
  joined: ReadonlyMap<number, number>,
  signal: AbortSignal,
): Promise<FunctionTimes | null> {
  const numbers = new Map<string, number>();
  const processes = new Map<string, number>();
  for (const [userspace, kernel] of joined) {
    for (const index of [userspace, kernel]) {
      const row = threads[index];
      const [key] = row ? keysOfRow(row) : [];
      if (key !== undefined) numbers.set(key, kernel);
      if (key !== undefined && row && index === userspace) processes.set(key, row.process);
    }
  }
  const known = new Map<AnalysedThread, number>();
  const rowOf = (thread: AnalysedThread): number => {
    const row = known.get(thread) ?? numbers.get(keyOfIdentity(thread.identity)) ?? -1;
    known.set(thread, row);
    return row;
  };
  const times = await selfTimes({
    fromNs: 0,
    rowOf,
    follow: (domain, follower) => followSpans(readingOfDomain(reading, domain), { epochs, signal }, follower),
  });
  if (!times) return null;
  const byFunction = new Map(
    times.map(({ thread, address, ...time }) => [`${processes.get(keyOfIdentity(thread.identity))} ${address}`, time]),
  );
  return { of: ({ process, address }) => byFunction.get(`${process} ${address}`) };
}
