import { join } from 'node:path';
import { AnalysisCache } from '@core/analysis/cache/analysis-cache';
import { NO_SYMBOLS } from '@core/analysis/names/trace-symbols';
import { TraceView } from '@core/trace-view/opened/trace-view';
import type { CallTools } from '@core/trace-view/serving/serve-calls';
import { kernelAndUserspace, withOpened } from '../analysis/export/opened-trace';

export const TOOLS: CallTools = { signal: new AbortController().signal, onShare: () => undefined };

/** Opens leaves as the window does, without names of functions. The cache stays in the folder. */
export function withLeaves<T>(
  scratch: string,
  leaves: Parameters<typeof withOpened>[1],
  work: (view: TraceView) => Promise<T>,
): Promise<T> {
  return withOpened(scratch, leaves, [], async (trace) => {
    const view = new TraceView(trace, new AnalysisCache(join(scratch, 'cache')), async () => NO_SYMBOLS, TOOLS.signal);
    const result = await work(view);
    await (await view.whole(TOOLS)).kept();
    return result;
  });
}

/** Opens our recording of the kernel and of userspace. */
export const withSample = <T>(scratch: string, work: (view: TraceView) => Promise<T>): Promise<T> =>
  withLeaves(scratch, kernelAndUserspace(scratch), work);
