import type { TraceRow } from '@shared/model/trace-record';
import {
  type ColumnDef,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
} from '@tanstack/react-table';

/** In the order of the table. */
export const COLUMN_IDS = [
  'title',
  'createdAt',
  'engine',
  'image',
  'command',
  'durationMs',
  'sizeBytes',
  'events',
  'lost',
  'exitCode',
  'tags',
  'state',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];
export const isColumn = (id: string): id is ColumnId => COLUMN_IDS.some((one) => one === id);

/** Widths in pixels. The name takes the room that is left, and never goes. */
const WIDTHS: Record<ColumnId, { size: number; minSize: number }> = {
  title: { size: 240, minSize: 160 },
  createdAt: { size: 184, minSize: 72 },
  engine: { size: 92, minSize: 56 },
  image: { size: 192, minSize: 72 },
  command: { size: 240, minSize: 72 },
  durationMs: { size: 100, minSize: 72 },
  sizeBytes: { size: 108, minSize: 64 },
  events: { size: 104, minSize: 64 },
  lost: { size: 80, minSize: 56 },
  exitCode: { size: 92, minSize: 56 },
  tags: { size: 144, minSize: 72 },
  state: { size: 104, minSize: 64 },
};
const MOST = 1200;

/** Shown until the user chooses; while there is no room for them all, the last named goes first. */
const FIRST_SHOWN: readonly ColumnId[] = [
  'title',
  'createdAt',
  'events',
  'sizeBytes',
  'engine',
  'durationMs',
  'lost',
  'tags',
];

export const COLUMN_FEATURES = tableFeatures({ columnVisibilityFeature, columnSizingFeature, columnResizingFeature });

export const COLUMN_DEFS: ColumnDef<typeof COLUMN_FEATURES, TraceRow>[] = COLUMN_IDS.map((id) => ({
  id,
  ...WIDTHS[id],
  maxSize: MOST,
  enableHiding: id !== 'title',
}));

/** The width that a column may have, pixels. */
export const boundedWidth = (id: ColumnId, width: number): number =>
  Math.round(Math.min(MOST, Math.max(WIDTHS[id].minSize, width)));

export type Widths = Partial<Record<ColumnId, number>>;
export const widthOf = (id: ColumnId, widths: Widths): number => widths[id] ?? WIDTHS[id].size;

/** What was chosen; without a choice the columns for which there is room in `roomPx`. */
export function shownColumns(chosen: readonly ColumnId[] | null, widths: Widths, roomPx: number): ColumnId[] {
  if (chosen) return COLUMN_IDS.filter((id) => id === 'title' || chosen.includes(id));
  let left = roomPx;
  const fitting = new Set<ColumnId>();
  for (const id of FIRST_SHOWN) {
    left -= widthOf(id, widths);
    if (left < 0 && id !== 'title') break;
    fitting.add(id);
  }
  return COLUMN_IDS.filter((id) => fitting.has(id));
}
