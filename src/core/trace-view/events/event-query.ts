import type { TimeRange } from '@reader/trace-reading';
import { FilterSyntaxError, type FilterTree } from '@shared/analysis/event-filter/filter-tree';
import { filterError, parseFilter } from '@shared/analysis/event-filter/parse-filter';
import type { NamedEvent } from '../../analysis/events/event-facts';
import { selectEvents } from '../../analysis/events/select-events';
import type { Whole } from '../opened/read-whole';
import type { TraceView } from '../opened/trace-view';
import { withoutProgress } from '../opened/trace-view';
import { viewRange } from '../opened/view-range';
import { RowSelection } from '../rows/row-selection';
import type { CallTools } from '../serving/serve-calls';
import { EventRows } from './event-rows';
import { packetsOfFilter } from './packets-of-filter';

/** An event with the row of its thread; null if it belongs to none. */
export interface EventOfRow {
  event: NamedEvent;
  row: number | null;
}

/** Selects events of rows that match a filter. */
export class EventQuery {
  readonly selection: RowSelection;
  readonly #rows: EventRows;

  private constructor(
    private readonly view: TraceView,
    readonly filter: FilterTree | null,
    private readonly whole: Whole,
    rows: readonly number[],
    private readonly tools: CallTools,
  ) {
    this.selection = new RowSelection(whole.table, rows);
    this.#rows = new EventRows(whole.table, view.trace.attribution.epochs);
  }

  /** @param filter empty: all events @throws AppError `config` for a filter that is not valid */
  static async of(
    view: TraceView,
    { filter, rows }: { filter: string; rows: readonly number[] },
    tools: CallTools,
  ): Promise<EventQuery> {
    const tree = filterTree(filter);
    return new EventQuery(view, tree, await view.whole(withoutProgress(tools)), rows, tools);
  }

  /**
   * Reads the events of a range in batches, which may be empty. Only packets with classes that can match are decoded.
   * @param isForCount rows and symbols of the events are not needed
   * @throws ReadError, AbortError
   */
  async *read(wanted: TimeRange, { isForCount = false } = {}): AsyncGenerator<EventOfRow[]> {
    const { view, filter, tools } = this;
    const { signal } = tools;
    const range = viewRange(wanted, view.lengthNs);
    const symbols = await view.symbols(tools);
    const { eventCounts } = this.whole.analysed.analysis;
    const parts = packetsOfFilter(view.trace.reading, { filter, range, eventCounts }, view.packetClasses, { signal });
    for await (const part of parts) {
      if (part.packets?.size === 0) {
        yield [];
        continue;
      }
      const request = {
        filter,
        range: part.range,
        packets: part.packets ?? undefined,
        withOwners: false,
        withSymbols: !isForCount,
        limit: Number.POSITIVE_INFINITY,
        signal,
      };
      for await (const batch of selectEvents(view.trace, symbols, request)) {
        const selected: EventOfRow[] = [];
        for (const event of batch) {
          const row = !isForCount || !this.selection.isAll ? this.#rows.of(event.event, event.domain) : null;
          if (this.selection.isAll || (row !== null && this.selection.hasThread(row))) selected.push({ event, row });
        }
        yield selected;
      }
    }
  }
}

function filterTree(text: string): FilterTree | null {
  if (text.trim() === '') return null;
  try {
    return parseFilter(text);
  } catch (error) {
    throw error instanceof FilterSyntaxError ? filterError(error, text, 'the filter') : error;
  }
}
