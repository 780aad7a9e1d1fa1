import { AnalysisCache } from '../analysis/cache/analysis-cache';
import { TraceFiles } from '../analysis/files/trace-files';
import { openedTrace } from '../analysis/open-trace';
import { readFailure } from '../analysis/read-failure';
import { TraceLibrary } from '../library/trace-library';
import { callDetail } from './calls/call-detail';
import { callSummary } from './calls/call-summary';
import { callsOf } from './calls/calls-of';
import { compareTraces } from './compare/compare-traces';
import { eventMatches } from './events/event-matches';
import { eventPage } from './events/event-page';
import { traceFacts } from './facts/trace-facts';
import { functionPage } from './functions/function-page';
import { functionTree } from './functions/function-tree';
import { viewedSelfTimes } from './functions/self-times/viewed-self-times';
import { userEventsAt } from './marks/events-at';
import { nextMark } from './marks/next-mark';
import { viewMarks } from './marks/view-marks';
import { TraceView } from './opened/trace-view';
import { ViewSources, viewInsights } from './opened/view-insights';
import { ViewSymbols } from './opened/view-symbols';
import { viewPicture } from './picture/view-picture';
import { rowFigures } from './rows/row-figures';
import { searchTrace } from './search/search-trace';
import type { TraceViewHandlers } from './serving/serve-calls';
import type { TraceViewOptions } from './trace-view-options';

/** Answers the questions about one trace of the library, which it holds open. Close it. */
export class TraceViewWork {
  readonly #library: TraceLibrary;
  readonly #symbols: ViewSymbols;
  readonly #closing = new AbortController();
  readonly #view: Promise<TraceView>;
  readonly #sources = new ViewSources();

  constructor(
    private readonly id: string,
    private readonly options: TraceViewOptions,
  ) {
    this.#library = new TraceLibrary(options.libraryDir);
    this.#symbols = new ViewSymbols(options, this.#library);
    this.#view = this.#open();
    this.#view.catch(() => undefined); // each answer reports it
  }

  readonly handlers: TraceViewHandlers = {
    facts: () => this.#answer(({ trace }) => traceFacts(trace)),
    whole: (_, tools) => this.#answer(async (view) => (await view.whole(tools)).answer),
    insights: ({ read }, tools) => this.#answer((view) => viewInsights(view, this.#sources, read, tools)),
    figures: ({ range }, tools) =>
      this.#answer(async (view) => {
        const { table } = await view.whole(tools);
        return rowFigures(table, await view.analysed(range, tools));
      }),
    picture: (args, tools) => this.#answer((view) => viewPicture(view, args, tools)),
    marks: (args, tools) => this.#answer((view) => viewMarks(view, args, tools)),
    'user-events': (place, tools) => this.#answer((view) => userEventsAt(view, place, tools)),
    'next-user-event': (args, tools) => this.#answer((view) => nextMark(view, args, tools)),
    call: (place, tools) => this.#answer((view) => callDetail(view, place, tools)),
    'call-summary': (place, tools) => this.#answer((view) => callSummary(view, place, tools)),
    'calls-of': (args, tools) => this.#answer((view) => callsOf(view, args, tools)),
    functions: (args, tools) => this.#answer((view) => functionPage(view, args, tools)),
    'self-times': (args, tools) => this.#answer((view) => viewedSelfTimes(view, args, tools)),
    tree: (args, tools) => this.#answer((view) => functionTree(view, args, tools)),
    events: (args, tools) => this.#answer((view) => eventPage(view, args, tools)),
    'event-matches': (args, tools) => this.#answer((view) => eventMatches(view, args, tools)),
    search: ({ text }, tools) => this.#answer((view) => searchTrace(view, text, tools)),
    compare: (args, tools) =>
      this.#answer((view) => compareTraces(view, { library: this.#library, symbols: this.#symbols }, args, tools)),
  };

  /** Cancels everything, and resolves when the trace is closed. */
  async close(): Promise<void> {
    this.#closing.abort();
    const view = await this.#view.catch(() => undefined);
    await view?.trace.files.close();
    await this.#symbols.close();
  }

  /** @throws AppError as TraceLibrary.record and TraceFiles.open do, ReadError */
  async #open(): Promise<TraceView> {
    await this.#library.record(this.id); // names the trace in its errors
    const files = await TraceFiles.open(this.#library.folderOf(this.id));
    try {
      const cache = new AnalysisCache(this.options.cacheDir);
      const symbolsOf: ViewSymbols['of'] = (trace, signal) => this.#symbols.of(trace, signal);
      const view = new TraceView(await openedTrace(files), cache, symbolsOf, this.#closing.signal);
      // The facts are asked for first, and are there at once.
      setImmediate(() => view.readAhead());
      return view;
    } catch (error) {
      await files.close();
      throw error;
    }
  }

  async #answer<T>(work: (view: TraceView) => T | Promise<T>): Promise<T> {
    try {
      return await work(await this.#view);
    } catch (error) {
      throw readFailure(error, this.id);
    }
  }
}
