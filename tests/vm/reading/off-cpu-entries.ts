import { type CpuTimeline, type InnerThread, innerThread, type Stay } from './cpu-timeline';
import type { TraceEvent } from './trace-event';

export interface FunctionEntry {
  atNs: bigint;
  cpu: number;
  thread: InnerThread | undefined;
}

/** A function entry at a time when, by the scheduler's events, its thread was not on that CPU. */
export interface OffCpuEntry extends FunctionEntry {
  /** The thread that was on the CPU instead. */
  scheduled: Stay | undefined;
}

/** Collects the function entries of the traced programs. */
export class FunctionEntries {
  readonly all: FunctionEntry[] = [];

  readonly listen = (event: TraceEvent): void => {
    if (/^lttng_ust_cyg_profile(_fast)?:func_entry$/.test(event.name))
      this.all.push({ atNs: event.atNs, cpu: event.cpu, thread: innerThread(event) });
  };
}

/**
 * Both domains are on one clock when each function entry lies in a time that the scheduler had its thread on that CPU.
 * @returns the entries for which that is not so
 */
export function offCpuEntries(entries: readonly FunctionEntry[], timeline: CpuTimeline): OffCpuEntry[] {
  return entries.flatMap((entry) => {
    const scheduled = timeline.at(entry.cpu, entry.atNs);
    const fits =
      entry.thread !== undefined &&
      scheduled?.thread?.pidNs === entry.thread.pidNs &&
      scheduled.thread.vtid === entry.thread.vtid;
    return fits ? [] : [{ ...entry, scheduled }];
  });
}
