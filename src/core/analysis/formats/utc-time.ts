import type { ExportSource } from './export-source';

/** Of the years 0 to 9999, which have four digits. */
const [FIRST_MS, LAST_MS] = [-62_167_219_200_000, 253_402_300_799_999];

/** `2026-11-30T11:49:00.123456789Z`: a time of the trace in UTC; null if the trace's clock is not absolute, or set to nonsense. */
export function utcText({ beginUnixNs }: Pick<ExportSource, 'beginUnixNs'>, timeNs: number): string | null {
  if (beginUnixNs === null) return null;
  const ns = beginUnixNs + BigInt(timeNs);
  const seconds = ns / 1_000_000_000n - (ns % 1_000_000_000n < 0n ? 1n : 0n);
  const ms = Number(seconds) * 1000;
  if (ms < FIRST_MS || ms > LAST_MS) return null;
  const fraction = String(ns - seconds * 1_000_000_000n).padStart(9, '0');
  return `${new Date(ms).toISOString().slice(0, -5)}.${fraction}Z`;
}

/** When the trace begins. */
export const beginTimeText = (source: ExportSource): string | null => utcText(source, 0);
