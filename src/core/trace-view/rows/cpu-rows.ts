import type { Analysis } from '@reader/analysis/analysis';
import type { TraceReading } from '@reader/trace-reading';
import type { TimelineRow } from '@shared/trace-view/timeline-rows';
import { basisOf } from '../../analysis/summary/basis';
import type { BuiltRow } from './row-table';

/** The CPUs whose scheduling was recorded, below one row. @param at index of the first of these rows */
export function cpuRows(reading: TraceReading, { eventCounts }: Analysis, at: number): BuiltRow[] {
  if (!basisOf(reading, eventCounts).scheduling) return [];
  const { packets, leaves, span } = reading;
  const cpus = new Set<number>();
  for (let packet = 0; packet < packets.count; packet++)
    if (leaves[packets.leaf[packet] ?? 0]?.domain === 'kernel' && (packets.cpu[packet] ?? -1) >= 0)
      cpus.add(packets.cpu[packet] as number);
  if (cpus.size === 0) return [];
  const row = (kind: 'cpus' | 'cpu', parent: number, number: number | null): BuiltRow => ({
    row: { ...NOTHING, kind, parent, number, lastNs: span.lengthNs },
    keys: [],
    process: null,
  });
  return [row('cpus', -1, null), ...[...cpus].sort((a, b) => a - b).map((cpu) => row('cpu', at, cpu))];
}

const NOTHING = {
  name: '',
  fullName: null,
  isOfTracer: false,
  why: null,
  events: 0,
  firstNs: 0,
  callLevels: 0,
  levels: [],
  hasSyscalls: false,
  hasStates: false,
  hasMemory: false,
} as const satisfies Partial<TimelineRow>;
