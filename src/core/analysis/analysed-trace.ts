import type { Analysis } from '@reader/analysis/analysis';
import type { ReadWarning } from '@reader/read-error';

/** An analysis, and what could not be read for it. */
export interface AnalysedTrace {
  analysis: Analysis;
  warnings: readonly ReadWarning[];
}
