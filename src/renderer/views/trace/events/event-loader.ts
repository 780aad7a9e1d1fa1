import type { EventPage, EventPosition, ViewedEvent } from '@shared/trace-view/event-page';
import type { EventIndex } from './event-index';
import { afterLast, beforeFirst, type EventWindow, eventAt, windowFrom, withEarlier, withLater } from './event-window';

/** Loads one page of the matching events. @throws what errorOf() reads */
export type LoadPage = (from: EventPosition, direction: 'forward' | 'backward', limit: number) => Promise<EventPage>;

const PAGE = 500;
/** Events beyond the visible ones that are loaded ahead. */
const AHEAD = 200;
/** The last events are read from the end, so that their indexes are exact. */
const NEAR_END = 300;

/** Keeps the events around the visible rows of the table. One page is loaded at a time. */
export class EventLoader {
  #window: EventWindow | null = null;
  #needed: { from: number; to: number } | null = null;
  /** The index around which the last page was loaded, so that wrong counts never ask for the same page for ever. */
  #lastAround = -1;
  #isLoading = false;
  #isClosed = false;

  /**
   * @param changed is called after each page. `shift`: how far the indexes of loaded events moved
   * @param first the first events, if they are known
   */
  constructor(
    private readonly load: LoadPage,
    private readonly index: EventIndex,
    private readonly changed: (shift: number) => void,
    private readonly failed: (thrown: unknown) => void,
    first: EventPage | null = null,
  ) {
    if (first && first.events.length > 0 && first.reachesBegin) this.#window = windowFrom(first, 0, this.index.count);
  }

  /** Undefined while the event is not loaded. */
  at(index: number): ViewedEvent | undefined {
    return this.#window ? eventAt(this.#window, index) : undefined;
  }

  /** Loads the events of these indexes, as far as they are missing. The last call counts. */
  need(from: number, to: number): void {
    this.#needed = { from: Math.max(0, from), to: Math.min(to, this.index.count) };
    this.#lastAround = -1;
    void this.#run();
  }

  /** Reads again from a time, whose index is an estimate. @returns the index of the first event there */
  async jump(timeNs: number): Promise<number> {
    const index = this.index.indexOf(timeNs);
    const page = await this.load({ timeNs, skip: 0 }, 'forward', PAGE);
    if (this.#isClosed) return index;
    const window = windowFrom(page, index, this.index.count);
    this.#window = page.events.length > 0 ? window : null;
    this.changed(0);
    return page.events.length > 0 ? window.first : Math.max(0, this.index.count - 1);
  }

  close(): void {
    this.#isClosed = true;
  }

  async #run(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      for (let next = this.#next(); next && !this.#isClosed; next = this.#next()) {
        const window = await next();
        if (this.#isClosed) return;
        this.#window = window;
        if (this.#needed && window.shift !== 0)
          this.#needed = { from: this.#needed.from + window.shift, to: this.#needed.to + window.shift };
        this.changed(window.shift);
      }
    } catch (thrown) {
      this.#needed = null;
      if (!this.#isClosed) this.failed(thrown);
    } finally {
      this.#isLoading = false;
    }
  }

  /** The next page to load; null if all needed events are there. */
  #next(): (() => Promise<EventWindow>) | null {
    const { count } = this.index;
    if (!this.#needed || count === 0) return null;
    const { from, to } = this.#needed;
    const window = this.#window;
    const end = window ? window.first + window.events.length : 0;
    if (!window || from >= end || to <= window.first) {
      if (this.#lastAround === from) return null;
      this.#lastAround = from;
      return () => this.#around(from);
    }
    const last = afterLast(window);
    if (last && !window.reachesEnd && end < count && to + AHEAD > end)
      return async () => withLater(window, await this.load(last, 'forward', PAGE), count);
    const first = beforeFirst(window);
    if (first && !window.reachesBegin && from - AHEAD < window.first)
      return async () => withEarlier(window, await this.load(first, 'backward', PAGE), count);
    return null;
  }

  async #around(index: number): Promise<EventWindow> {
    const { count } = this.index;
    const position = this.index.positionOf(index);
    if (position.index < count - NEAR_END) {
      const page = await this.load(position.at, 'forward', PAGE);
      if (page.events.length > 0) return windowFrom(page, position.index, count);
    }
    // Near the end, and where an estimated time is behind the last event.
    const page = await this.load(this.index.end, 'backward', PAGE);
    if (page.events.length === 0) this.#needed = null;
    return windowFrom({ ...page, reachesEnd: true }, count - page.events.length, count);
  }
}
