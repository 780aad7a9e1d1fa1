import { binsOf } from '../analysis/range-analysis';
import type { AnalysedThread } from '../analysis/threads/analysed-thread';
import type { DensityBins } from '../scan/scan-result';
import type { TimeRange, TraceReading } from '../trace-reading';
import type { PictureRequest } from './picture';

/** The most of the page, MOST_COLUMNS, and room for margins. */
const MOST_COLUMNS = 16_384;
const LANES = 4_096;
const MOST_LANES = 65_536;
const MOST_SPANS = 2 ** 21;

export interface PictureBounds {
  mostLanes: number;
  mostSpans: number;
}

/** A request for a picture of a pass. */
export class PictureOrder {
  readonly bins: DensityBins;
  readonly bounds: PictureBounds;
  /** Whether nothing of the trace follows the range. */
  readonly #isToEnd: boolean;

  /** @throws RangeError for columns that are no number from 1 to 16384 */
  constructor(
    readonly request: PictureRequest,
    readonly range: TimeRange,
    { span }: Pick<TraceReading, 'span'>,
  ) {
    const { columns, mostLanes = LANES, mostSpans = MOST_SPANS } = request;
    if (!(Number.isInteger(columns) && columns >= 1 && columns <= MOST_COLUMNS))
      throw new RangeError(`${columns} is no number of columns`);
    this.bins = binsOf(range, columns);
    this.bounds = { mostLanes: Math.min(mostLanes, MOST_LANES), mostSpans: Math.min(mostSpans, MOST_SPANS) };
    this.#isToEnd = range.toNs >= span.lengthNs;
  }

  isDrawn({ identity }: AnalysedThread): boolean {
    return this.request.threads?.(identity) ?? true;
  }

  /** When calls end that are open at the end of the range; NaN where the range ends with the trace, and the analysis' rule holds. */
  openEndNs({ identity }: AnalysedThread): number {
    if (this.#isToEnd) return Number.NaN;
    const lastNs = this.request.lastNsOf?.(identity) ?? Number.POSITIVE_INFINITY;
    return Math.max(0, Math.min(lastNs, this.range.toNs));
  }
}
