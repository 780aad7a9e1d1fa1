import { momentText } from '@shared/analysis/trace-time';
import { AppError } from '@shared/model/app-error';

/** A part of a trace. Times are nanoseconds since its begin; the end is not included. */
export interface PartOfTrace {
  fromNs?: number | undefined;
  toNs?: number | undefined;
}

/**
 * The part of a trace of this length. The last event is included if no end is given, also where doubles are more than 1 ns apart.
 * @throws AppError `config` when the part begins after the end of the trace
 */
export function rangeOf({ fromNs = 0, toNs }: PartOfTrace, lengthNs: number): { fromNs: number; toNs: number } {
  if (fromNs > lengthNs)
    throw new AppError(
      'config',
      `The range begins after the end of the trace, which is ${momentText(lengthNs)} long.`,
      {
        hint: 'Use an earlier time with --from.',
      },
    );
  return { fromNs, toNs: Math.max(fromNs, toNs ?? lengthNs + Math.max(1, lengthNs * Number.EPSILON)) };
}
