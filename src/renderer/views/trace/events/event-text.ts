import type { ViewedEvent } from '@shared/trace-view/event-page';
import type { TimelineRow } from '@shared/trace-view/timeline-rows';
import { texts } from '../../../texts/en';
import { exactSeconds } from '../table/trace-figures';
import { nameOfRow } from '../timeline/rows/row-text';

export const EVENT_COLUMNS = ['time', 'delta', 'thread', 'cpu', 'event', 'fields'] as const;
export type EventColumn = (typeof EVENT_COLUMNS)[number];

/** `lttng_ust_pthread:` and `pthread_mutex_lock_req`. The provider is cut first, the part after the colon is kept. */
export function splitEventName(name: string): { provider: string; own: string } {
  const at = name.indexOf(':');
  return at < 0 ? { provider: '', own: name } : { provider: name.slice(0, at + 1), own: name.slice(at + 1) };
}

/** The name of an event's thread, and its number. */
export function threadOf(event: ViewedEvent, rows: readonly TimelineRow[]): { name: string; number: number | null } {
  const row = event.row === null ? undefined : rows[event.row];
  return row ? { name: nameOfRow(row), number: row.number } : { name: '', number: null };
}

const CELLS = {
  time: (event) => exactSeconds(event.at.timeNs).replaceAll('\u00a0', ''),
  // Nanoseconds, so that a spreadsheet can use them.
  delta: (event, before) => (before ? String(event.at.timeNs - before.at.timeNs) : ''),
  thread: (event, _before, rows) => {
    const { name, number } = threadOf(event, rows);
    return number === null ? name : `${name} [${number}]`;
  },
  cpu: ({ cpu }) => (cpu === null ? '' : String(cpu)),
  event: ({ name }) => name,
  fields: ({ fields }) => fields,
} as const satisfies Record<
  EventColumn,
  (event: ViewedEvent, before: ViewedEvent | undefined, rows: readonly TimelineRow[]) => string
>;

/** Events with the shown columns: separated by tabs, or as CSV (RFC 4180) with a head. */
export function eventsText(
  events: readonly ViewedEvent[],
  columns: readonly EventColumn[],
  rows: readonly TimelineRow[],
  format: 'text' | 'csv',
): string {
  const titles = texts.traceTabs.events.columns;
  const table = events.map((event, at) => columns.map((column) => CELLS[column](event, events[at - 1], rows)));
  if (format === 'text') return table.map((cells) => cells.map(oneLine).join('\t')).join('\n');
  const head = columns.map((column) => titles[column]);
  return [head, ...table].map((cells) => cells.map(csvCell).join(',')).join('\r\n');
}

const oneLine = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ');

/**
 * A cell that begins like a formula gets a quote before it: spreadsheets would execute it
 * (https://owasp.org/www-community/attacks/CSV_Injection). Signed numbers stay.
 */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
