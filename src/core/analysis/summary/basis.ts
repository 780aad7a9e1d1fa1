import type { EventKindName } from '@reader/scan/plan/event-kinds';
import { kindOfName } from '@reader/scan/plan/event-kinds';
import type { TraceReading } from '@reader/trace-reading';
import type { Basis } from '@shared/analysis/trace-summary';

/** What has events in the trace. Metadata also has the events that could have been recorded. */
export function basisOf(
  { eventClasses, leaves }: Pick<TraceReading, 'eventClasses' | 'leaves'>,
  eventCounts: Float64Array,
): Basis {
  const kinds = new Set<EventKindName>();
  for (const [index, { leaf, class: of }] of eventClasses.entries())
    if (eventCounts[index]) kinds.add(kindOfName(of.name, leaves[leaf]?.domain ?? 'userspace'));
  return {
    scheduling: kinds.has('schedSwitch'),
    calls: kinds.has('functionEntry') || kinds.has('functionExit'),
    syscalls: kinds.has('syscallEntry') || kinds.has('syscallExit'),
    pageFaults: kinds.has('pageFault'),
  };
}

/** What cannot be told without each kind of event, and how to record it. */
const MISSING = {
  scheduling:
    'CPU time, waiting and blocking cannot be told without the kernel’s scheduling events. Record with --kernel scheduling or --kernel container.',
  calls:
    'No function calls were recorded. Build the program with -finstrument-functions and record with --preset functions.',
  syscalls: 'No system calls were recorded. Record with --kernel container, or with --syscall.',
  pageFaults: 'Page faults were not recorded. Record with --kernel memory.',
} as const satisfies Record<keyof Basis, string>;

export const missingNotes = (basis: Basis): string[] =>
  (Object.keys(MISSING) as (keyof Basis)[]).filter((kind) => !basis[kind]).map((kind) => MISSING[kind]);
