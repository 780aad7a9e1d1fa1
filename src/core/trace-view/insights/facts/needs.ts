import { kindOfName } from '@reader/scan/plan/event-kinds';
import type { TraceReading } from '@reader/trace-reading';
import { basisOf } from '../../../analysis/summary/basis';
import { LOCK_PROVIDER } from '../locks/lock-facts';

/** What a rule may need, and the clause that says that it is missing. */
export const NEEDS = {
  calls: 'function calls were not recorded',
  scheduling: 'the kernel’s scheduling was not recorded',
  syscalls: 'system calls were not recorded',
  pageFaults: 'page faults were not recorded',
  allocations: 'allocations of memory were not recorded',
  processes: 'starts and ends of processes were not recorded',
  locks: 'locks of the programs were not recorded (lttng_ust_pthread)',
} as const;
export type Need = keyof typeof NEEDS;

/** What has events in the trace. */
export function recordedNeeds(
  reading: Pick<TraceReading, 'eventClasses' | 'leaves'>,
  eventCounts: Float64Array,
): Record<Need, boolean> {
  const seen = reading.eventClasses.filter((_, index) => (eventCounts[index] ?? 0) > 0);
  const ofKernel = new Set(
    seen.filter(({ leaf }) => reading.leaves[leaf]?.domain === 'kernel').map(({ class: { name } }) => name),
  );
  const ofUserspace = seen.filter(({ leaf }) => reading.leaves[leaf]?.domain === 'userspace');
  return {
    ...basisOf(reading, eventCounts),
    allocations: ofUserspace.some(({ class: { name } }) => kindOfName(name, 'userspace') === 'allocate'),
    processes: ofKernel.has('sched_process_fork') && ofKernel.has('sched_process_exit'),
    locks: ofUserspace.some(({ class: { name } }) => name.startsWith(LOCK_PROVIDER)),
  };
}
