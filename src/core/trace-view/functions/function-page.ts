import { type FunctionFigure, sortedFunctions } from '@shared/analysis/function-table';
import type { FunctionPage, ViewedFunction } from '@shared/trace-view/function-page';
import type { TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import { functionFigures, type NamedFunction } from '../../analysis/functions/function-figures';
import { missingNotes } from '../../analysis/summary/basis';
import type { TraceView } from '../opened/trace-view';
import type { CallTools } from '../serving/serve-calls';
import { durationHistogram } from './duration-histogram';
import { functionKey } from './function-key';
import { selectedFunctions } from './selected-functions';

/** Each function of each process is a row of its own. @throws ReadError */
export async function functionPage(
  view: TraceView,
  { range, rows, sort, limit }: TraceViewArgs<'functions'>,
  tools: CallTools,
): Promise<FunctionPage> {
  const { answer, table } = await view.whole(tools);
  const { analysis, functions, processRows } = await selectedFunctions(view, { range, rows }, tools);
  const selected = functions.filter((one) => one !== undefined);
  const selfNs = selected.reduce((sum, { row }) => sum + row.selfNs, 0);
  const rowOf = new Map<FunctionFigure, NamedFunction['row']>();
  for (const one of selected)
    for (const figure of functionFigures([one], 'process'))
      rowOf.set({ ...figure, share: selfNs === 0 ? 0 : figure.selfNs / selfNs }, one.row);
  const sorted = sortedFunctions([...rowOf.keys()], sort);
  return {
    all: sorted.length,
    functions: sorted.slice(0, limit).map((figure): ViewedFunction => {
      const row = rowOf.get(figure) as NamedFunction['row'];
      const thread = analysis.threads[row.calls.maxThread];
      const maxRow = thread ? table.ofThread(thread) : -1;
      return {
        ...figure,
        key: functionKey(processRows[row.process] ?? -1, row.address),
        maxRow: maxRow < 0 ? null : maxRow,
        durations: durationHistogram(row.calls),
      };
    }),
    notes: answer.basis.calls
      ? []
      : missingNotes({ ...answer.basis, scheduling: true, syscalls: true, pageFaults: true }),
  };
}
