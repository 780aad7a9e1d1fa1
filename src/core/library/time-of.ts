import { timeSchema } from '@shared/model/bounds';

/**
 * ISO 8601 of a moment by a trace's own clock, Unix milliseconds; undefined for one that no calendar has, and for years that
 * records do not hold (before 0000, after 9999).
 */
export function timeOf(ms: number): string | undefined {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString();
  return timeSchema.safeParse(text).success ? text : undefined;
}
