import { MIB } from '@shared/model/units';
/** Formats numbers and tables for the terminal. */
export const mib = (bytes: number | null): string => (bytes === null ? '…' : `${(bytes / MIB).toFixed(1)} MiB`);
export const seconds = (ms: number | null): string => (ms === null ? '…' : `${(ms / 1000).toFixed(1)} s`);
export const count = (value: number | null): string =>
  value === null ? '…' : value.toLocaleString('en').replaceAll(',', ' ');

/** Formats an ISO 8601 time as local time, to the minute. */
export function moment(iso: string): string {
  const at = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Pads each column to its widest cell. */
export function table(head: string[], rows: string[][]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
