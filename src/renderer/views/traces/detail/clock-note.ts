import type { TraceReport } from '@shared/model/trace-record';
import { count } from '../../../format/figures';
import { texts } from '../../../texts/en';

const { detail: words } = texts;

/** Whether several recordings are on one clock, and by how much one was moved for it; null where there is one alone. */
export function clockNote(recordings: TraceReport['recordings']): string | null {
  if (recordings.length < 2) return null;
  if (recordings.some(({ clockShiftNs }) => clockShiftNs === null)) return words.clock.unknown;
  const moved = recordings.flatMap(({ domain, clockShiftNs }) =>
    clockShiftNs ? [words.clock.moved(words.domains[domain], count(clockShiftNs))] : [],
  );
  return [words.clock.one, ...moved].join(' ');
}
