import type { Analysis } from '@reader/analysis/analysis';
import type { TimeRange } from '@reader/trace-reading';
import type { NamedFunction } from '../../analysis/functions/function-figures';
import type { TraceView } from '../opened/trace-view';
import { RowSelection } from '../rows/row-selection';
import type { CallTools } from '../serving/serve-calls';

/** The functions of a range and of rows. */
export interface SelectedFunctions {
  analysis: Analysis;
  /** By index in the analysis; undefined: not selected. */
  functions: readonly (NamedFunction | undefined)[];
  /** Row of each process of the analysis; -1 where it is not known. */
  processRows: readonly number[];
}

/** @throws ReadError */
export async function selectedFunctions(
  view: TraceView,
  { range, rows }: { range: TimeRange; rows: readonly number[] },
  tools: CallTools,
): Promise<SelectedFunctions> {
  const { table, analysed } = await view.whole(tools);
  const selection = new RowSelection(table, rows);
  const analysis = await view.analysedFor(range, selection, tools);
  const named =
    analysis === analysed.analysis ? await view.functions(tools) : view.named(analysis, await view.symbols(tools));
  const processRows = table.ofProcesses(analysis);
  const byRow = new Map(named.map((one) => [one.row, one]));
  const functions = analysis.functions.map((row) => {
    const process = processRows[row.process] ?? -1;
    return process >= 0 && selection.hasProcess(process) ? byRow.get(row) : undefined;
  });
  return { analysis, functions, processRows };
}
