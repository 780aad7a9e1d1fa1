import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useSize } from '../table/use-size';
import { virtualScroll } from './virtual-scroll';

export const EVENT_ROW = 22;
const HEAD = 28;

export interface EventScroll {
  box: RefObject<HTMLDivElement | null>;
  /** The row at the upper edge, with its fraction. */
  top: number;
  /** Rows that fit, rounded up. */
  visible: number;
  /** Height of the content, pixels. */
  space: number;
  /** Where a row is in the content, pixels. */
  yOf(index: number): number;
  onScroll(): void;
  /** Scrolls as little as possible, so that a row is in sight. */
  reveal(index: number): void;
  /** Scrolls a row to the middle. */
  centre(index: number): void;
  /** Keeps the same events in sight when their indexes were corrected. */
  shift(by: number): void;
}

/** Scrolls a table of millions of rows: by one row a row with wheel and keys, in proportion with the scroll bar. */
export function useEventScroll(count: number): EventScroll {
  const box = useRef<HTMLDivElement>(null);
  const { height } = useSize(box);
  const viewHeight = Math.max(EVENT_ROW, height - HEAD);
  const scroll = virtualScroll(count, EVENT_ROW, viewHeight);
  const [wantedTop, setTop] = useState(0);
  const top = Math.min(wantedTop, scroll.lastTop);
  /** The position that was set here, whose event changes nothing. */
  const ownPosition = useRef(0);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const position = scroll.scrollTopOf(top);
    if (Math.abs(element.scrollTop - position) < 1) return;
    element.scrollTop = position;
    ownPosition.current = element.scrollTop;
  }, [top, scroll.scrollTopOf]);

  const latest = useRef({ top, scroll });
  latest.current = { top, scroll };
  useEffect(() => {
    const element = box.current;
    if (!element || !scroll.isScaled) return;
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      const rows = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY : event.deltaY / EVENT_ROW;
      setTop(Math.min(latest.current.scroll.lastTop, Math.max(0, latest.current.top + rows)));
    };
    // Not passive, because a wheel moves by rows, not by a part of all rows.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroll.isScaled]);

  const go = (row: number): void => setTop(Math.min(scroll.lastTop, Math.max(0, row)));
  const rowsInView = viewHeight / EVENT_ROW;
  return {
    box,
    top,
    visible: Math.ceil(rowsInView),
    space: scroll.space,
    yOf: (index) => scroll.scrollTopOf(top) + (index - top) * EVENT_ROW,
    onScroll() {
      const position = box.current?.scrollTop ?? 0;
      if (Math.abs(position - ownPosition.current) < 1) return;
      ownPosition.current = position;
      setTop(scroll.rowAt(position));
    },
    reveal(index) {
      if (index < top) go(index);
      else if (index + 1 > top + rowsInView) go(index + 1 - rowsInView);
    },
    centre: (index) => go(index - rowsInView / 2),
    shift: (by) => setTop((now) => Math.max(0, now + by)),
  };
}
