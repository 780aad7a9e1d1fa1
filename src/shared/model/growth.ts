/** The size of a trace at a moment of its recording. */
export interface Growth {
  elapsedMs: number;
  sizeBytes: number;
}

/** More points than the curve has pixels are no use; thinned out to half of them when there are more. */
const MOST_POINTS = 240;

/** Adds the newest size. Where there are too many, every second is left out: the curve keeps its shape however long the run. */
export function addGrowth<T extends Growth>(growth: readonly T[], next: T): T[] {
  const all = [...growth, next];
  return all.length <= MOST_POINTS ? all : all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
}

/** So far back the present rate looks, milliseconds: a flush of the buffers is no rate. */
const RATE_OVER_MS = 2_000;

/** How fast it grows at present, bytes a second; null while that cannot be told. */
export function presentRate(growth: readonly Growth[]): number | null {
  const last = growth.at(-1);
  const before = last && growth.findLast((one) => one.elapsedMs <= last.elapsedMs - RATE_OVER_MS);
  const from = before ?? growth[0];
  if (!last || !from || last.elapsedMs <= from.elapsedMs) return null;
  return Math.max(0, ((last.sizeBytes - from.sizeBytes) / (last.elapsedMs - from.elapsedMs)) * 1000);
}
