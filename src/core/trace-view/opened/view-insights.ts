import type { InsightSource, Insights } from '@shared/trace-view/insight';
import { NO_SYMBOLS } from '../../analysis/names/trace-symbols';
import { recordedNeeds } from '../insights/facts/needs';
import type { InsightRows } from '../insights/insight-input';
import { insightsOf } from '../insights/insights-of';
import { InsightSourceReader } from '../insights/sources/insight-sources';
import type { CallTools } from '../serving/serve-calls';
import { type TraceView, withoutProgress } from './trace-view';

/** The sources of the insights of an opened trace, which answers share. */
export class ViewSources {
  #reader: InsightSourceReader | undefined;

  /** @throws ReadError as TraceView.whole does */
  async of(view: TraceView, tools: CallTools): Promise<InsightSourceReader> {
    const { analysis } = (await view.whole(tools)).analysed;
    const { trace } = view;
    this.#reader ??= new InsightSourceReader(trace, analysis, recordedNeeds(trace.reading, analysis.eventCounts));
    return this.#reader;
  }
}

/**
 * What stands out in the whole trace, with the rows that prove it, by the rules whose sources were read until now.
 * @param read a source to read before, unless that was done
 * @throws ReadError for the pass; a source that fails is named in the answer
 */
export async function viewInsights(
  view: TraceView,
  sources: ViewSources,
  read: InsightSource | null,
  tools: CallTools,
): Promise<Insights> {
  const { analysed, table } = await view.whole(tools);
  const { analysis } = analysed;
  const symbols = analysis.functions.length === 0 ? NO_SYMBOLS : await view.symbols(withoutProgress(tools));
  const processRows = table.ofProcesses(analysis);
  const known = (row: number): number | null => (row < 0 ? null : row);
  const rows: InsightRows = {
    rowOfThread: (index) => {
      const thread = analysis.threads[index];
      return thread ? known(table.ofThread(thread)) : null;
    },
    rowOfProcess: (index) => known(processRows[index] ?? -1),
  };
  const reader = await sources.of(view, withoutProgress(tools));
  if (read !== null) await reader.read(read, tools.signal);
  return insightsOf({ trace: view.trace, analysed, symbols, rows, sources: reader.states });
}
