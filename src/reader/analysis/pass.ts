import type { PictureRequest } from '../picture/picture';
import { PictureOrder } from '../picture/picture-order';
import type { ScanPlan } from '../scan/plan/scan-plan';
import { cutWindows, type ScanWindow, WINDOW_BYTES } from '../scan/windows';
import type { AnalysisRequest, TimeRange, TraceReading } from '../trace-reading';
import type { Checkpoint } from './checkpoint/checkpoint';
import { type AnalyserRequest, binsOf } from './range-analysis';

/** Bins of the density. */
export const DENSITY_BINS = 2048;

/** What one pass over a range reads, cut into windows. */
export interface Pass {
  windows: ScanWindow[];
  request: AnalyserRequest;
  picture: PictureOrder | null;
}

export interface PassOptions {
  /** At or before the range's begin: windows before it are not read. */
  checkpoint?: Checkpoint;
  /** Gets checkpoints at begins of windows, as many as CheckpointBudget allows. Ask for the whole range and all threads. */
  onCheckpoint?: ((checkpoint: Checkpoint) => void) | undefined;
  /** Draws the range. */
  picture?: PictureRequest | undefined;
  windowBytes?: number;
  bins?: number;
}

/** The whole time of a trace; its end is the time of the last packet. */
export const wholeRange = ({ span }: TraceReading): TimeRange => ({ fromNs: 0, toNs: span.lengthNs });

export function passOf(
  reading: TraceReading,
  plan: ScanPlan,
  { range: wanted, epochs = [], threads }: AnalysisRequest,
  { checkpoint, picture, windowBytes = WINDOW_BYTES, bins = DENSITY_BINS }: PassOptions = {},
): Pass {
  const range = wanted ?? wholeRange(reading);
  const windows = cutWindows(plan.packets, {
    startNs: checkpoint?.atNs ?? 0,
    fromNs: range.fromNs,
    // The last event is at the end of the last packet.
    toNs: wanted ? range.toNs : Number.POSITIVE_INFINITY,
    windowBytes,
    cutsNs: epochs.map(({ fromNs }) => fromNs),
  });
  return {
    windows,
    request: { range, bins: binsOf(range, bins), epochs, filter: threads ?? null },
    picture: picture ? new PictureOrder(picture, range, reading) : null,
  };
}
