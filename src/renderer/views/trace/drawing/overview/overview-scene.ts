import type { EventDensity, LossMark } from '@shared/trace-view/trace-facts';
import type { TimeRange } from '../plot/plot-scene';
import type { PlotTheme } from '../theme/plot-theme';

/** The strip of the whole trace above all tabs, 80 CSS pixels high. */
export interface OverviewScene {
  width: number;
  pixelRatio: number;
  theme: PlotTheme;
  lengthNs: number;
  /** Counts that are estimates are drawn paler. */
  density: EventDensity;
  /** The part of the trace that is read, 0 to 1; null once all of it is. */
  read: number | null;
  losses: readonly LossMark[];
  /** The selected range; null for the whole trace. */
  range: TimeRange | null;
  insights: readonly OverviewInsight[];
  /** Matches of a search or a filter, each bin of equal length over the whole trace; null without one. */
  matches: Uint32Array | null;
  /** Another trace, which has a lane above that of this one; null without a comparison. */
  compared: { density: EventDensity; beginNs: number; lengthNs: number } | null;
}

export interface OverviewInsight {
  number: number;
  fromNs: number;
  toNs: number;
  /** Whether it is about the recording, such as lost events. */
  isAboutRecording: boolean;
  isCurrent: boolean;
}

/** What is at a point of the strip: an end of the range, an insight by its number, or a time. */
export type OverviewHit =
  | { kind: 'range-begin' | 'range-end'; atNs: number }
  | { kind: 'insight'; number: number; atNs: number }
  | { kind: 'inside' | 'outside'; atNs: number };
