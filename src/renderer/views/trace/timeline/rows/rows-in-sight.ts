import type { LaidRow, RowLayout } from './lay-rows';
import { firstRowAt, rowsBetween } from './lay-rows';
import type { Scroll } from './use-scroll';

/** A row in sight, with its place from the top of what is in sight. */
export interface SeenRow extends LaidRow {
  /** CSS pixels from the top of what is in sight. */
  top: number;
  place: 'list' | 'on-top' | 'pinned';
}

const MARGIN = 200;

/**
 * The rows in sight and a little more, then the container that stays on top, then the pinned rows. Later ones cover earlier ones.
 * Pinned rows stay directly below the other rows if these do not fill the place.
 */
export function rowsInSight(layout: RowLayout, { top, height }: Scroll): SeenRow[] {
  const pinnedTop = pinnedFrom(layout, height);
  const listed = rowsBetween(layout.rows, top - MARGIN, top + pinnedTop + MARGIN).map((row): SeenRow => {
    return { ...row, top: row.y - top, place: 'list' };
  });
  const above = containerOnTop(layout, top);
  const onTop = above
    ? [{ ...above.row, top: Math.min(0, above.endsAt - above.row.height - top), place: 'on-top' as const }]
    : [];
  const pinned = layout.pinned.map((row): SeenRow => ({ ...row, top: pinnedTop + row.y, place: 'pinned' }));
  return [...listed, ...onTop, ...pinned];
}

/** The container of the first row in sight, if the container itself is scrolled out of sight; and where its rows end. */
function containerOnTop({ rows }: RowLayout, top: number): { row: LaidRow; endsAt: number } | null {
  const first = firstRowAt(rows, top);
  let at = first;
  while (at > 0 && (rows[at]?.level ?? 0) > 0) at -= 1;
  const row = rows[at];
  if (row?.level !== 0 || row.y >= top) return null;
  let next = first + 1;
  while (next < rows.length && (rows[next]?.level ?? 0) > 0) next += 1;
  const endsAt = rows[next]?.y ?? Number.POSITIVE_INFINITY;
  return { row, endsAt };
}

/** Where the pinned rows begin, from the top of what is in sight. They take at most half of it. */
export const pinnedFrom = ({ height: all, pinnedHeight }: RowLayout, height: number): number =>
  Math.min(all, Math.max(Math.floor(height / 2), height - pinnedHeight));

/** The scroll position at which a row is in sight. */
export function scrollTo(layout: RowLayout, scroll: Scroll, row: number): number | null {
  const laid = layout.rows.find((one) => one.row === row);
  if (!laid) return null;
  const [container = laid] = layout.rows;
  const onTop = laid.level > 0 ? container.height : 0;
  const bottom = pinnedFrom(layout, scroll.height);
  if (laid.y - onTop < scroll.top) return Math.max(0, laid.y - onTop);
  if (laid.y + laid.height > scroll.top + bottom) return Math.min(laid.y - onTop, laid.y + laid.height - bottom);
  return null;
}
