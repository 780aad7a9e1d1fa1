import { MIB } from '@shared/model/units';
/** Formats numbers and tables for the terminal. */
export const mib = (bytes: number | null): string => (bytes === null ? '…' : `${(bytes / MIB).toFixed(1)} MiB`);
export const seconds = (ms: number | null): string => (ms === null ? '…' : `${(ms / 1000).toFixed(1)} s`);
export const count = (value: number | null): string =>
  value === null ? '…' : value.toLocaleString('en').replaceAll(',', ' ');

/** The number of recorded containers. @param containers null for an imported trace, which does not say */
export const containersText = (containers: number | null): string =>
  containers === 1 ? '1 container' : `${count(containers)} containers`;

/** Formats an ISO 8601 time as local time, to the minute. */
export function moment(iso: string): string {
  const at = new Date(iso);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** A number with its unit or sign: `12 345`, `1.42 s`, `86.3 %`, `+4.00 µs`, `×0.03`. Unknown values are `…`. */
const FIGURE = /^(?:…|[+−×]?\d[\d .]*(?: ?(?:%|ns|µs|ms|s|[KMGT]?i?B))?)$/;

/** Pads each column to its widest cell. Columns that have only figures are aligned on the right. */
export function table(head: string[], rows: string[][]): string {
  const columns = head.map((heading, column) => {
    const cells = rows.map((row) => row[column] ?? '').filter(Boolean);
    return {
      width: Math.max(...[heading, ...cells].map((cell) => [...cell].length)),
      isFigures: cells.length > 0 && cells.every((cell) => FIGURE.test(cell)),
    };
  });
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => padded(cell, columns[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function padded(cell: string, { width, isFigures } = { width: 0, isFigures: false }): string {
  const space = ' '.repeat(Math.max(0, width - [...cell].length));
  return isFigures ? space + cell : cell + space;
}
