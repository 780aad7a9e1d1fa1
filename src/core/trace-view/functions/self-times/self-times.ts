import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import type { SpanFollower } from '@reader/compiled/follow-spans';
import { ClockFollower } from './clock-follower';
import { type FunctionTime, SelfTimeFollower } from './self-time-follower';

/** How the passes are made, and which thread of the kernel is which one of userspace. */
export interface SelfTimeSource {
  fromNs: number;
  /** The same for a thread of userspace and for that of the kernel; -1 for a thread without the other one. */
  rowOf(thread: AnalysedThread): number;
  /** Follows the spans of the range, of threads of one recording. */
  follow(domain: 'kernel' | 'userspace', follower: SpanFollower): Promise<unknown>;
}

/**
 * What threads did in the own code of each function: ran, waited to run, or were blocked. The calls alone do not say. Reads the range
 * twice: the kernel's states, which are kept, and the calls, which are not.
 * @returns null if there are too many states to keep
 * @throws ReadError, also when the signal is aborted
 */
export async function selfTimes({ fromNs, rowOf, follow }: SelfTimeSource): Promise<FunctionTime[] | null> {
  const states = new ClockFollower(rowOf);
  await follow('kernel', states);
  if (states.isDone) return null;
  const calls = new SelfTimeFollower((thread) => states.clocks.get(rowOf(thread)), fromNs);
  await follow('userspace', calls);
  return calls.times();
}
