/** The size of a trace at a time during its recording. */
export interface Growth {
  elapsedMs: number;
  sizeBytes: number;
}

/** About the width of the curve in pixels. If there are more points, half of them are removed. */
const MOST_POINTS = 240;

/** Adds the newest size. Removes every second point if there are too many, which keeps the shape of the curve. */
export function addGrowth<T extends Growth>(growth: readonly T[], next: T): T[] {
  const all = [...growth, next];
  return all.length <= MOST_POINTS ? all : all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
}

/** The period of the present rate, milliseconds. A shorter one would show single flushes of the buffers. */
const RATE_OVER_MS = 2_000;

/** The present growth in bytes per second; null while there are too few points. */
export function presentRate(growth: readonly Growth[]): number | null {
  const last = growth.at(-1);
  const before = last && growth.findLast((one) => one.elapsedMs <= last.elapsedMs - RATE_OVER_MS);
  const from = before ?? growth[0];
  if (!last || !from || last.elapsedMs <= from.elapsedMs) return null;
  return Math.max(0, ((last.sizeBytes - from.sizeBytes) / (last.elapsedMs - from.elapsedMs)) * 1000);
}
