/** ISO 8601 of a moment by a trace's own clock, Unix milliseconds; undefined for one that no calendar has. */
export function timeOf(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
