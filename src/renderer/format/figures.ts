import { GIB, MIB } from '@shared/model/units';

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Between the thousands of a number, in this locale. */
export const groupSeparator = whole.formatToParts(1_000_000).find(({ type }) => type === 'group')?.value ?? '';

/** The text for a figure that is not known (yet). */
export const UNKNOWN = '–';

/** Formats bytes in MiB, from 10 GiB on in GiB. */
export function size(bytes: number | null): string {
  if (bytes === null) return UNKNOWN;
  if (bytes >= 10 * GIB) return `${tenths.format(bytes / GIB)} GiB`;
  if (bytes > 0 && bytes < 0.1 * MIB) return `${hundredths.format(bytes / MIB)} MiB`;
  return `${tenths.format(bytes / MIB)} MiB`;
}

/** Formats the size of a file of a trace. Small sizes are in KiB, since they would all be 0 MiB. */
export function fileSize(bytes: number): string {
  return bytes < MIB ? `${tenths.format(bytes / 1024)} KiB` : size(bytes);
}

export function count(n: number | null): string {
  return n === null ? UNKNOWN : whole.format(n);
}

/** Formats a duration: `340 ms`, `4.2 s`, `3 min 05 s`, `2 h 03 min`. */
export function duration(ms: number | null): string {
  if (ms === null) return UNKNOWN;
  if (ms < 1000) return `${whole.format(ms)} ms`;
  if (ms < 60_000) return `${tenths.format(ms / 1000)} s`;
  const seconds = Math.floor(ms / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  return `${whole.format(Math.floor(seconds / 3600))} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}

/** Formats a running clock: `0:07`, `12:30`, `1:02:03`. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
