import { lossText } from '@shared/model/loss';
import { oneLine } from '@shared/model/plain-text';
import { COLUMN_IDS, type ColumnId, type ColumnKind, TRACE_COLUMNS } from '@shared/model/trace-columns';
import type { TraceRow } from '@shared/model/trace-record';
import { count, mib, moment, seconds, table } from './figures';

const LISTED = COLUMN_IDS.filter((id) => TRACE_COLUMNS[id].listed);

/** Formats traces as a table of the id and the columns that the window shows, under the same headings. */
export const rowsText = (rows: readonly TraceRow[]): string =>
  table(
    ['ID', ...LISTED.map((id) => TRACE_COLUMNS[id].label.toUpperCase())],
    rows.map((row) => [row.id, ...LISTED.map((id) => cellText(row, id))]),
  );

/** What to do about interrupted recordings; undefined without any. */
export function interruptedNotice(rows: readonly Pick<TraceRow, 'state'>[]): string | undefined {
  const number = rows.filter(({ state }) => state === 'interrupted').length;
  if (number === 0) return undefined;
  const what = number === 1 ? '1 recording was' : `${number} recordings were`;
  return `! ${what} interrupted, because the app was killed or the machine stopped. The window finishes them at its next start. To finish them now, run \`recover\`.`;
}

type Format = (value: string | number | null, row: TraceRow) => string;

const asNumber =
  (format: (value: number | null) => string): Format =>
  (value) =>
    format(typeof value === 'number' ? value : null);

const FORMATS: Record<ColumnKind, Format> = {
  text: (value) => oneLine(String(value ?? '')),
  list: (value) => oneLine(String(value ?? '')),
  time: (value) => (typeof value === 'number' ? moment(new Date(value).toISOString()) : ''),
  duration: asNumber(seconds),
  bytes: asNumber(mib),
  count: asNumber(count),
  loss: (_value, row) => lossText(row, count),
};

function cellText(row: TraceRow, id: ColumnId): string {
  if (id === 'state' && row.problem) return oneLine(row.problem);
  if (id === 'state' && row.recordedOn) return oneLine(`recording on ${row.recordedOn}`);
  const { kind, sortBy } = TRACE_COLUMNS[id];
  return FORMATS[kind](sortBy(row), row);
}
