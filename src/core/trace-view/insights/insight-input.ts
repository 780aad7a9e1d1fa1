import type { AnalysedTrace } from '../../analysis/analysed-trace';
import type { Symboliser } from '../../symbols/symboliser';
import type { SourceStates } from './sources/insight-sources';
import type { InsightTrace } from './sources/insight-trace';

/** Rows of the timeline, see TimelineRow. Null: the timeline has no such row. */
export interface InsightRows {
  /** @param thread index into `Analysis.threads` */
  rowOfThread(thread: number): number | null;
  /** @param process index into `Analysis.processes` */
  rowOfProcess(process: number): number | null;
}

/** For answers without a timeline. */
export const NO_ROWS: InsightRows = { rowOfThread: () => null, rowOfProcess: () => null };

/** What the rules know of a trace. */
export interface InsightInput {
  trace: InsightTrace;
  /** Of the whole trace. */
  analysed: AnalysedTrace;
  symbols: Symboliser;
  rows: InsightRows;
  sources: SourceStates;
}
