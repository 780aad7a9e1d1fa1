import { lossRank } from './loss';
import type { TraceRow } from './trace-record';

/** The format of a column. All except `text` and `list` are figures, which are right-aligned and first sorted descending. */
export type ColumnKind = 'text' | 'list' | 'time' | 'duration' | 'bytes' | 'count' | 'loss';

export interface TraceColumn {
  /** The heading, in the window and on the command line. */
  label: string;
  kind: ColumnKind;
  /** The value to sort by: milliseconds for times and durations, bytes for sizes; null: not known. */
  sortBy(row: TraceRow): string | number | null;
  /** Whether `list` prints the column. */
  listed: boolean;
}

const column = (
  label: string,
  kind: ColumnKind,
  sortBy: TraceColumn['sortBy'],
  listed: 'listed' | 'window only' = 'listed',
): TraceColumn => ({ label, kind, sortBy, listed: listed === 'listed' });

const timeOf = (iso: string): number | null => {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? null : time;
};

/**
 * The columns of the list of traces, in their order. The window's table and the command line's `list` are derived from it. The
 * window adds a width to each (renderer/models/traces-table/columns.ts). The compiler reports a column without a width.
 */
export const TRACE_COLUMNS = {
  title: column('Name', 'text', (row) => row.title || null),
  createdAt: column('Recorded', 'time', (row) => timeOf(row.createdAt)),
  engine: column('Engine', 'text', (row) => row.engine || null, 'window only'),
  image: column('Image', 'text', (row) => row.image || null, 'window only'),
  command: column('Command', 'text', (row) => row.command || null, 'window only'),
  domains: column('Domains', 'list', (row) => row.domains.join(', ') || null),
  durationMs: column('Duration', 'duration', (row) => row.durationMs),
  sizeBytes: column('Size', 'bytes', (row) => row.sizeBytes),
  events: column('Events', 'count', (row) => row.events),
  lost: column('Lost', 'loss', lossRank),
  exitCode: column('Exit code', 'count', (row) => row.exitCode, 'window only'),
  tags: column('Tags', 'list', (row) => row.tags.join(', ') || null, 'window only'),
  state: column('State', 'text', (row) => row.state),
} as const satisfies Record<string, TraceColumn>;

export type ColumnId = keyof typeof TRACE_COLUMNS;
export const COLUMN_IDS = Object.keys(TRACE_COLUMNS) as ColumnId[];
export const isColumn = (id: string): id is ColumnId => Object.hasOwn(TRACE_COLUMNS, id);

/** Whether a column contains figures. */
export const holdsFigures = (id: ColumnId): boolean =>
  TRACE_COLUMNS[id].kind !== 'text' && TRACE_COLUMNS[id].kind !== 'list';
