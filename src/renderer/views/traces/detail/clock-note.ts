import type { TraceReport } from '@shared/model/trace-record';
import { count } from '../../../format/figures';
import { texts } from '../../../texts/en';

const { detail: labels } = texts;

/** Whether several recordings use one clock, and by how much one was shifted to match. Null for a single recording. */
export function clockNote(recordings: TraceReport['recordings']): string | null {
  if (recordings.length < 2) return null;
  if (recordings.some(({ clockShiftNs }) => clockShiftNs === null)) return labels.clock.unknown;
  const moved = recordings.flatMap(({ domain, clockShiftNs }) =>
    clockShiftNs ? [labels.clock.moved(labels.domains[domain], count(clockShiftNs))] : [],
  );
  return [labels.clock.one, ...moved].join(' ');
}
