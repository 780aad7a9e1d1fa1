import { parseJson } from '@shared/model/json';
import { COLUMN_IDS, type ColumnId, holdsFigures, isColumn } from '@shared/model/trace-columns';
import { create } from 'zustand';
import { type Widths, widthOf } from '../models/traces-table/columns';
import type { Sorting } from '../models/traces-table/sort-rows';

const KEY = 'traces-table';

interface Layout {
  /** Null: as many columns as fit. */
  columns: ColumnId[] | null;
  widths: Widths;
  sort: Sorting;
  /** Pixels. */
  detailWidth: number;
  detailOpen: boolean;
}

interface TableState extends Layout {
  sortBy(key: ColumnId): void;
  showColumn(id: ColumnId, shownNow: readonly ColumnId[], show: boolean): void;
  setWidths(widths: Widths): void;
  resetColumns(): void;
  setDetailWidth(width: number): void;
  openDetail(open: boolean): void;
}

const FRESH: Layout = {
  columns: null,
  widths: {},
  sort: { key: 'createdAt', descending: true },
  detailWidth: 380,
  detailOpen: true,
};

/** The selected columns, their widths, the order and the panel. They persist across starts. */
export const useTracesTable = create<TableState>()((set, get) => {
  const keep = (change: Partial<Layout>): void => {
    set(change);
    const { columns, widths, sort, detailWidth, detailOpen } = get();
    localStorage.setItem(KEY, JSON.stringify({ columns, widths, sort, detailWidth, detailOpen } satisfies Layout));
  };
  return {
    ...savedLayout(),
    sortBy(key) {
      const { sort } = get();
      const again = sort.key === key;
      keep({ sort: { key, descending: again ? !sort.descending : holdsFigures(key) } });
    },
    showColumn(id, shownNow, show) {
      keep({ columns: COLUMN_IDS.filter((one) => (one === id ? show : shownNow.includes(one))) });
    },
    setWidths: (widths) => keep({ widths }),
    resetColumns: () => keep({ columns: null, widths: {} }),
    setDetailWidth: (detailWidth) => keep({ detailWidth }),
    openDetail: (detailOpen) => keep({ detailOpen }),
  };
});

/** Reads a stored layout. Another version or the user may have written it, so invalid values are ignored. */
function savedLayout(): Layout {
  const kept = localStorage.getItem(KEY);
  if (kept === null) return FRESH;
  try {
    return readLayout(parseJson(kept));
  } catch {
    return FRESH; // not JSON: use the defaults
  }
}

function readLayout(value: unknown): Layout {
  if (typeof value !== 'object' || value === null) return FRESH;
  const kept = value as Partial<Record<keyof Layout, unknown>>;
  const sort = kept.sort as Partial<Sorting> | null | undefined;
  return {
    columns: Array.isArray(kept.columns) ? kept.columns.filter((id) => typeof id === 'string' && isColumn(id)) : null,
    widths: readWidths(kept.widths),
    sort:
      typeof sort?.key === 'string' && isColumn(sort.key)
        ? { key: sort.key, descending: sort.descending === true }
        : FRESH.sort,
    detailWidth: typeof kept.detailWidth === 'number' ? kept.detailWidth : FRESH.detailWidth,
    detailOpen: kept.detailOpen !== false,
  };
}

function readWidths(value: unknown): Widths {
  if (typeof value !== 'object' || value === null) return {};
  const widths: Widths = {};
  for (const [id, width] of Object.entries(value))
    if (isColumn(id) && typeof width === 'number' && Number.isFinite(width)) widths[id] = Math.max(40, width);
  return widths;
}

export const sumOfWidths = (ids: readonly ColumnId[], widths: Widths): number =>
  ids.reduce((sum, id) => sum + widthOf(id, widths), 0);
