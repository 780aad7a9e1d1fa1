const STEPS_MS = [200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000];

/** Returns at most six round ticks on a time axis of `spanMs`, none at its very end, where the label would not fit. */
export function axisTicks(spanMs: number): { atMs: number; label: string }[] {
  const step = STEPS_MS.find((one) => spanMs / one <= 6) ?? Math.ceil(spanMs / 6 / 3_600_000) * 3_600_000;
  const ticks = [];
  for (let atMs = 0; atMs < spanMs * 0.95; atMs += step) ticks.push({ atMs, label: labelOf(atMs) });
  return ticks;
}

function labelOf(ms: number): string {
  if (ms === 0) return '0';
  if (ms < 60_000) return `${ms / 1000} s`;
  return ms < 3_600_000 ? `${ms / 60_000} min` : `${ms / 3_600_000} h`;
}
