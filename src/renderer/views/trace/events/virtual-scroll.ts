/** Browsers do not lay out elements of more than about 33 million pixels. */
const MOST_PIXELS = 8_000_000;

/** Converts between the position of a scroll bar and rows, for tables that are longer than a browser can lay out. */
export interface VirtualScroll {
  /** Height of the content, pixels. */
  space: number;
  /** Whether the scroll bar moves more than one row a row. */
  isScaled: boolean;
  /** The row at the upper edge, with its fraction, at a position of the scroll bar. */
  rowAt(scrollTop: number): number;
  scrollTopOf(row: number): number;
  /** The last possible row at the upper edge. */
  lastTop: number;
}

/** @param viewHeight of the rows in sight, pixels */
export function virtualScroll(count: number, rowHeight: number, viewHeight: number): VirtualScroll {
  const all = count * rowHeight;
  const space = Math.min(all, MOST_PIXELS);
  const isScaled = all > MOST_PIXELS;
  const lastTop = Math.max(0, count - viewHeight / rowHeight);
  const lastScroll = Math.max(1, space - viewHeight);
  const rowAt = (scrollTop: number): number =>
    isScaled ? Math.min(1, scrollTop / lastScroll) * lastTop : scrollTop / rowHeight;
  const scrollTopOf = (row: number): number =>
    isScaled ? (lastTop === 0 ? 0 : (row / lastTop) * lastScroll) : row * rowHeight;
  return { space, isScaled, rowAt, scrollTopOf, lastTop };
}
