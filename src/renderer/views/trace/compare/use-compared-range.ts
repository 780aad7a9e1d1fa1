import type { RowFigures } from '@shared/trace-view/timeline-rows';
import { offsetOf, rangeInOther } from '../../../models/trace-view/alignment';
import type { TimeRange } from '../../../models/trace-view/time-range';
import { useComparison } from '../../../stores/trace-view/comparison';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { useTraceAnswer } from '../table/use-trace-answer';
import type { OtherTrace } from './use-other-trace';

/** A range of the opened trace, and what it is in the other one. */
export interface ComparedRange {
  /** Null: the whole traces. */
  range: TimeRange | null;
  otherRange: TimeRange | null;
  /** Whether the other trace has nothing in the range. */
  isOutside: boolean;
}

/** The range of the place in both traces, by their alignment. */
export function useComparedRange({ facts: other }: OtherTrace): ComparedRange {
  const { facts, place } = useTrace();
  const alignment = useComparison((state) => state.alignment);
  const { range } = place;
  if (!range || !other) return { range, otherRange: null, isOutside: false };
  const otherRange = rangeInOther(range, offsetOf(alignment, facts, other), other);
  return { range, otherRange, isOutside: otherRange === null };
}

/** Figures of a trace in a range; null until they are known. Without a range those of the whole trace. */
export function useFiguresIn({ client, whole }: OtherTrace, range: TimeRange | null, lane: string): RowFigures | null {
  const { client: opened } = useTrace();
  const answer = useTraceAnswer(client ?? opened, 'figures', client && range ? { range } : null, lane);
  if (!range) return whole?.figures ?? null;
  return answer.isCurrent ? answer.value : null;
}
