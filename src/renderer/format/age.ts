const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const UNITS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** Formats an age: `3 days ago`, `yesterday`, `this minute`. Returns the input if it is not a time. */
export function age(iso: string, now: number = Date.now()): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const seconds = Math.max(0, (now - at) / 1000);
  const [unit, length] = UNITS.find(([, one]) => seconds >= one) ?? (['minute', 60] as const);
  const n = Math.floor(seconds / length);
  return relative.format(n === 0 ? 0 : -n, unit);
}
