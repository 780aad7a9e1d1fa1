import type { FunctionComparison } from '@shared/analysis/function-comparison';
import { MOST_FUNCTIONS, type TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import { analyseTrace } from '../../analysis/analyse-trace';
import {
  comparableFunctions,
  expectTwoTraces,
  functionComparison,
} from '../../analysis/functions/comparable-functions';
import { withTrace } from '../../analysis/open-trace';
import type { TraceLibrary } from '../../library/trace-library';
import type { TraceView } from '../opened/trace-view';
import { viewRange } from '../opened/view-range';
import type { ViewSymbols } from '../opened/view-symbols';
import type { CallTools } from '../serving/serve-calls';

/**
 * Compares the functions of the open trace with those of another one of the library, in a range of each.
 * @throws AppError as withTrace does, and `config` for the same trace; ReadError for the open one
 */
export async function compareTraces(
  view: TraceView,
  { library, symbols }: { library: TraceLibrary; symbols: ViewSymbols },
  { otherId, range, otherRange }: TraceViewArgs<'compare'>,
  tools: CallTools,
): Promise<FunctionComparison> {
  const { record } = view.trace.files;
  expectTwoTraces(record.id, otherId);
  const { signal, onShare } = tools;
  const half = { signal, onShare: (share: number) => onShare(share / 2) };
  const analysis = range ? await view.analysed(range, half) : (await view.whole(half)).analysed.analysis;
  const first = comparableFunctions(view.trace, analysis, await view.symbols(tools));
  return withTrace(library, otherId, async (other) => {
    const { lengthNs } = other.reading.span;
    const cached = await analyseTrace(other, view.cache, {
      ...(otherRange ? { range: viewRange(otherRange, lengthNs) } : {}),
      signal,
      onShare: (share) => onShare((1 + share) / 2),
    });
    const second = comparableFunctions(other, cached.analysis, await symbols.of(other, signal));
    return functionComparison([record, first], [other.files.record, second], MOST_FUNCTIONS);
  });
}
