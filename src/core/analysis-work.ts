import type { ReadWarning } from '@reader/read-error';
import { parseFilter } from '@shared/analysis/event-filter/parse-filter';
import type { FunctionComparison } from '@shared/analysis/function-comparison';
import type { FunctionFigure, FunctionTable } from '@shared/analysis/function-table';
import type { TraceSummary } from '@shared/analysis/trace-summary';
import { analyseTrace } from './analysis/analyse-trace';
import type { AnalysedTrace } from './analysis/analysed-trace';
import type { NamedEvent } from './analysis/events/event-facts';
import { selectEvents } from './analysis/events/select-events';
import { comparableFunctions, expectTwoTraces, functionComparison } from './analysis/functions/comparable-functions';
import { type FunctionQuery, functionTable, isThread } from './analysis/functions/function-query';
import { type OpenedTrace, withTrace } from './analysis/open-trace';
import { type PartOfTrace, rangeOf } from './analysis/part-of-trace';
import { summarise } from './analysis/summary/summarise';
import type { CoreContext } from './core-context';
import { symbolDeps } from './symbol-deps';
import { traceSymboliser } from './symbol-work';
import type { Symboliser } from './symbols/symboliser';
import { NO_ROWS } from './trace-view/insights/insight-input';
import { readInsights } from './trace-view/insights/insights-of';

/** How a trace is read. */
export interface ReadTools {
  /** A folder with programs, libraries or debug files, for names that are missing. */
  symbolsFolder?: string | undefined;
  signal: AbortSignal;
  /** From 0 to 1, after each piece of work. */
  onShare?(share: number): void;
}

export interface EventsRequest extends PartOfTrace {
  /** As parseFilter describes it; null: all events. */
  filter: string | null;
  limit: number;
}

export interface FunctionsRequest extends PartOfTrace, FunctionQuery {
  /** Name with wildcards, or id. */
  thread?: string | undefined;
}

/** Gets the events in the order of time. @returns false to end reading */
export type TakeEvents = (events: readonly NamedEvent[], trace: OpenedTrace) => Promise<boolean>;

/** Answers questions about the events of traces. Every method throws AppError `cancelled`, and as withTrace does. */
export interface AnalysisWork {
  /**
   * Reads events piece by piece, whatever the size of the trace.
   * @returns what could not be read until then @throws FilterSyntaxError before anything is read
   */
  events(id: string, request: EventsRequest, tools: ReadTools, take: TakeEvents): Promise<readonly ReadWarning[]>;
  summary(id: string, tools: ReadTools): Promise<TraceSummary>;
  functions(id: string, request: FunctionsRequest, tools: ReadTools): Promise<FunctionTable>;
  /** @param limit of the compared functions @throws AppError `config` when both traces are the same */
  compareFunctions(ids: readonly [string, string], limit: number, tools: ReadTools): Promise<FunctionComparison>;
}

export function analysisWork(context: CoreContext): AnalysisWork {
  const { library, untilClosing, analysisCache } = context;
  const symbolsOf = (trace: OpenedTrace, { signal, symbolsFolder }: ReadTools): Promise<Symboliser> =>
    traceSymboliser(symbolDeps(context), trace, signal, symbolsFolder);
  const analysed = (
    trace: OpenedTrace,
    { signal, onShare }: ReadTools,
    part: Pick<FunctionsRequest, 'fromNs' | 'toNs' | 'thread'> = {},
  ): Promise<AnalysedTrace> => {
    const { fromNs, toNs, thread } = part;
    const isPart = fromNs !== undefined || toNs !== undefined;
    return analyseTrace(trace, analysisCache, {
      range: isPart ? rangeOf(part, trace.reading.span.lengthNs) : undefined,
      threads: thread === undefined ? undefined : (one) => isThread(thread, one),
      signal,
      onShare,
    });
  };
  const withOpened = <T>(id: string, tools: ReadTools, work: (trace: OpenedTrace, tools: ReadTools) => Promise<T>) =>
    untilClosing.run(tools.signal, (signal) => withTrace(library, id, (trace) => work(trace, { ...tools, signal })));

  const comparable = (id: string, tools: ReadTools): Promise<FunctionFigure[]> =>
    withOpened(id, tools, async (trace, own) => {
      const { analysis } = await analysed(trace, own);
      return comparableFunctions(trace, analysis, await symbolsOf(trace, own));
    });

  return {
    events: async (id, { filter, limit, ...part }, tools, take) => {
      const tree = filter === null ? null : parseFilter(filter);
      return withOpened(id, tools, async (trace, own) => {
        const { signal, onShare } = own;
        const { warnings } = trace.reading;
        const symbols = await symbolsOf(trace, own);
        const range = rangeOf(part, trace.reading.span.lengthNs);
        for await (const events of selectEvents(trace, symbols, { filter: tree, range, limit, signal })) {
          if (!(await take(events, trace))) return warnings;
          const last = events.at(-1);
          if (last) onShare?.((last.event.timeNs - range.fromNs) / (range.toNs - range.fromNs));
        }
        return warnings;
      });
    },
    summary: (id, tools) =>
      withOpened(id, tools, async (trace, own) => {
        const whole = await analysed(trace, own);
        const symbols = await symbolsOf(trace, own);
        const insights = await readInsights({ trace, analysed: whole, symbols, rows: NO_ROWS }, own.signal);
        return summarise(trace, whole, symbols, insights);
      }),
    functions: (id, request, tools) =>
      withOpened(id, tools, async (trace, own) =>
        functionTable(trace, await analysed(trace, own, request), await symbolsOf(trace, own), request),
      ),
    compareFunctions: async (ids, limit, tools) => {
      const [first, second] = [await library.record(ids[0]), await library.record(ids[1])];
      expectTwoTraces(first.id, second.id);
      const half = (begin: number): ReadTools => ({ ...tools, onShare: (share) => tools.onShare?.(begin + share / 2) });
      const [a, b] = [await comparable(ids[0], half(0)), await comparable(ids[1], half(0.5))];
      return functionComparison([first, a], [second, b], limit);
    },
  };
}
