import { timeSchema } from '@shared/model/bounds';

/**
 * Formats a trace's time, Unix milliseconds, as ISO 8601. Undefined for an invalid date, and for years that records do not
 * support (before 0000, after 9999).
 */
export function timeOf(ms: number): string | undefined {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString();
  return timeSchema.safeParse(text).success ? text : undefined;
}
