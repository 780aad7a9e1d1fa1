import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { create } from 'zustand';
import { EVENT_COLUMNS, type EventColumn } from './event-text';

const KEY = 'trace-event-columns';
const keptSchema = z.array(z.enum(EVENT_COLUMNS)).max(EVENT_COLUMNS.length);

interface Columns {
  /** In the order of the table. */
  columns: readonly EventColumn[];
  showColumn(column: EventColumn, isShown: boolean): void;
}

/** The shown columns. They are the same at the next start. */
export const useEventColumns = create<Columns>()((set, get) => ({
  columns: kept(),
  showColumn(column, isShown) {
    const columns = EVENT_COLUMNS.filter((one) => (one === column ? isShown : get().columns.includes(one)));
    localStorage.setItem(KEY, JSON.stringify(columns));
    set({ columns });
  },
}));

/** Another version or the user may have written them, so invalid ones are ignored. */
function kept(): readonly EventColumn[] {
  const text = localStorage.getItem(KEY);
  if (text === null) return EVENT_COLUMNS;
  try {
    const read = keptSchema.safeParse(parseJson(text));
    return read.success
      ? EVENT_COLUMNS.filter((column) => isFixed(column) || read.data.includes(column))
      : EVENT_COLUMNS;
  } catch {
    return EVENT_COLUMNS; // not JSON
  }
}

const isFixed = (column: EventColumn): boolean => column === 'time' || column === 'event';
