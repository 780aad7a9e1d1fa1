import { COLUMN_IDS, type ColumnId } from '@shared/model/trace-columns';

interface Layout {
  /** Pixels. */
  width: number;
  /** The minimum width, pixels. */
  minWidth: number;
  /** The position among the default columns. Omitted: hidden at first. */
  shownFirst?: number;
}

/** How each column of TRACE_COLUMNS is laid out. The name takes the remaining width and cannot be hidden. */
const LAYOUT: Record<ColumnId, Layout> = {
  title: { width: 240, minWidth: 160, shownFirst: 1 },
  createdAt: { width: 184, minWidth: 72, shownFirst: 2 },
  engine: { width: 92, minWidth: 56, shownFirst: 5 },
  image: { width: 192, minWidth: 72 },
  command: { width: 240, minWidth: 72 },
  domains: { width: 144, minWidth: 72 },
  durationMs: { width: 100, minWidth: 72, shownFirst: 6 },
  sizeBytes: { width: 108, minWidth: 64, shownFirst: 4 },
  events: { width: 104, minWidth: 64, shownFirst: 3 },
  lost: { width: 104, minWidth: 56, shownFirst: 7 },
  exitCode: { width: 92, minWidth: 56 },
  tags: { width: 144, minWidth: 72, shownFirst: 8 },
  state: { width: 104, minWidth: 64 },
};
const MAX_WIDTH = 1200;

/** If there is no room for all columns, the last ones are omitted. */
const FIRST_SHOWN = COLUMN_IDS.filter((id) => LAYOUT[id].shownFirst !== undefined).sort(
  (a, b) => (LAYOUT[a].shownFirst ?? 0) - (LAYOUT[b].shownFirst ?? 0),
);

/** Clamps a width to what the column allows, pixels. */
export const boundedWidth = (id: ColumnId, width: number): number =>
  Math.round(Math.min(MAX_WIDTH, Math.max(LAYOUT[id].minWidth, width)));

/** The widths that the user set, pixels. */
export type Widths = Partial<Record<ColumnId, number>>;
export const widthOf = (id: ColumnId, widths: Widths): number => widths[id] ?? LAYOUT[id].width;

/**
 * The columns to show: the selected ones, or without a selection as many as fit.
 * @param roomPx the width of the table
 */
export function shownColumns(selected: readonly ColumnId[] | null, widths: Widths, roomPx: number): ColumnId[] {
  if (selected) return COLUMN_IDS.filter((id) => id === 'title' || selected.includes(id));
  let left = roomPx;
  const fitting = new Set<ColumnId>();
  for (const id of FIRST_SHOWN) {
    left -= widthOf(id, widths);
    if (left < 0 && id !== 'title') break;
    fitting.add(id);
  }
  return COLUMN_IDS.filter((id) => fitting.has(id));
}
