import { CpuTimeline } from './cpu-timeline';
import { EventCounts } from './event-counts';
import { NamespaceView } from './namespace-view';
import { FunctionEntries, type OffCpuEntry, offCpuEntries } from './off-cpu-entries';
import { readEvents } from './read-events';
import { ThreadStates } from './thread-states';

export interface BothDomains {
  counts: EventCounts;
  timeline: CpuTimeline;
  namespaces: NamespaceView;
  states: ThreadStates;
  functionEntries: number;
  /** Empty if both domains use one clock. */
  offCpu: OffCpuEntry[];
  /** The warnings of babeltrace2, which reports every gap. */
  warnings: string;
}

/** Reads a trace of the kernel and of programs once, with babeltrace2 only. */
export async function readBothDomains(folder: string): Promise<BothDomains> {
  const timeline = new CpuTimeline();
  const counts = new EventCounts();
  const namespaces = new NamespaceView();
  const states = new ThreadStates();
  const entries = new FunctionEntries();
  const listeners = [timeline, counts, namespaces, states, entries].map(({ listen }) => listen);
  const warnings = await readEvents(folder, listeners);
  const offCpu = offCpuEntries(entries.all, timeline);
  return { counts, timeline, namespaces, states, functionEntries: entries.all.length, offCpu, warnings };
}
