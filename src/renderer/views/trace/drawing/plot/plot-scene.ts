import type { FunctionKey, LaneKind, Picture, PictureState } from '@shared/trace-view/picture';
import type { RowKind } from '@shared/trace-view/timeline-rows';
import type { LossMark } from '@shared/trace-view/trace-facts';
import type { CallPlace, MarkPlace } from '@shared/trace-view/trace-place';
import type { PlotTheme } from '../theme/plot-theme';

/** Nanoseconds since the begin of the trace. */
export interface TimeRange {
  fromNs: number;
  toNs: number;
}

/** A row in sight. Lengths are CSS pixels; `y` is from the top of the plot and can be negative. */
export interface PlotRow {
  /** Index of the row in the trace. */
  row: number;
  kind: RowKind;
  y: number;
  height: number;
  /** Of threads: whether system calls and levels of calls are drawn. */
  isOpen: boolean;
  /** The row whose states, system calls and calls are drawn: the only thread of a process that has no rows of its own; else the row itself. */
  lanesOf: number;
  callLevels: number;
  hasSyscalls: boolean;
  hasStates: boolean;
  /** Of a container: how many threads running at once fill its height. */
  threads: number;
  /** Of `cpus` (collapsed) and `cpu`: the CPUs that are drawn as lanes below each other. */
  cpus: readonly { row: number; number: number | null }[];
  /** Whether it is kept at the foot of the plot: a line divides the first of such rows from the rows above. */
  isPinned?: boolean;
}

/** User events of a row that are drawn as one mark. */
export interface PlotMark {
  row: number;
  /** Of the first one. */
  atNs: number;
  /** Of the first one. */
  name: string;
  /** How many they are. */
  count: number;
}

/** Everything in the plot that does not follow the pointer. */
export interface PlotScene {
  /** CSS pixels. */
  width: number;
  height: number;
  pixelRatio: number;
  theme: PlotTheme;
  view: TimeRange;
  /** The newest picture, of any range: it is stretched to the view. Null before the first one. */
  picture: Picture | null;
  /** Later rows cover earlier ones: rows that stay on top and pinned rows come last. */
  rows: readonly PlotRow[];
  losses: readonly LossMark[];
  /** By row of the thread, in the order of time. */
  marks: ReadonlyMap<number, readonly PlotMark[]>;
  /** All its calls but the selected one get a line at their foot. */
  function: FunctionKey | null;
  selected: CallPlace | null;
  selectedMark: MarkPlace | null;
}

/** What is drawn over the plot, and can change with each move of the pointer. */
export interface PlotOverlay {
  /** Where the pointer is; null outside of the plot. */
  hoverNs: number | null;
  hovered: PlotHit | null;
  /** Arrows from the thread that woke another one. */
  wakeUps: readonly { fromRow: number; toRow: number; atNs: number }[];
  /** Brackets below the calls of a row, with a text: for example how long it held a lock. */
  brackets: readonly { row: number; fromNs: number; toNs: number; text: string }[];
  measure: TimeRange | null;
  /** Times of the current insight. */
  insight: TimeRange | null;
}

/** A span of a lane. Times are those of the picture: exact unless `isMerged`. */
export interface PlotSpan {
  /** Index of the lane and of the span in the picture. */
  lane: number;
  index: number;
  beginNs: number;
  endNs: number;
  /** Whether it stands for several spans that are narrower than a column. */
  isMerged: boolean;
  isBeginKnown: boolean;
  isEndKnown: boolean;
}

interface HitPlace {
  /** Index of the row in the trace. */
  row: number;
  atNs: number;
}

/** What is at a point of the plot. */
export type PlotHit =
  | (HitPlace & { kind: 'call'; depth: number; name: string; function: FunctionKey; span: PlotSpan })
  | (HitPlace & { kind: 'syscall'; name: string; span: PlotSpan })
  | (HitPlace & { kind: 'state'; state: PictureState; span: PlotSpan })
  /** `row` is the row of the CPU, `thread` the row of the thread that ran. */
  | (HitPlace & { kind: 'cpu'; thread: number; span: PlotSpan })
  | (HitPlace & { kind: 'mark'; marks: readonly PlotMark[] })
  | (HitPlace & { kind: 'loss'; loss: LossMark })
  | (HitPlace & { kind: 'row' });

/** A lane of a row: the calls of a depth, or its system calls, states or CPU. `depth` is 0 except for calls. */
export interface LanePlace {
  row: number;
  kind: LaneKind;
  depth: number;
}

/** Draws the rows of the timeline on two canvases of the same place: `draw` on the lower one, `drawOverlay` on the upper one. */
export interface TimelinePlot {
  draw: (scene: PlotScene) => void;
  /** Needs a scene that was drawn before; without one nothing is drawn. */
  drawOverlay: (overlay: PlotOverlay) => void;
  /** CSS pixels from the top left of the plot; null outside of every row. */
  hitTest: (x: number, y: number) => PlotHit | null;
  /** The span of a lane at a time; null where there is none, or the lane is not in the picture. */
  spanAt: (lane: LanePlace, atNs: number) => PlotSpan | null;
  /** The span before or after that time that does not contain it; null if the picture has none. */
  neighbour: (lane: LanePlace, atNs: number, direction: 'previous' | 'next') => PlotSpan | null;
}
