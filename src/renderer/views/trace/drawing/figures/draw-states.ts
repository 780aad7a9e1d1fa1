import type { Brush } from '../canvas/brush';

/** Times of a thread in nanoseconds. */
export interface StateShares {
  runningNs: number;
  waitingNs: number;
  blockedNs: number;
}

/** CSS pixels. Narrower parts have no pattern, but their colour. */
const LEAST_PATTERN = 3;

/** Draws what a thread did as a bar of three parts: running, waiting to run, blocked. Returns where the waiting and the blocked part begin. Parts that are not 0 are at least one pixel wide. */
export function paintStateBar(
  brush: Brush,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  { runningNs, waitingNs, blockedNs }: StateShares,
): { waiting: number; blocked: number } {
  const all = runningNs + waitingNs + blockedNs;
  if (!(all > 0)) return { waiting: left, blocked: left };
  const end = left + width;
  const widthOf = (ns: number): number => (ns > 0 ? Math.max(1, (ns / all) * width) : 0);
  const running = Math.min(left + widthOf(runningNs), end);
  const waiting = Math.min(running + widthOf(waitingNs), end);
  brush.box('running', left, top, running - left, height);
  if (waiting - running >= LEAST_PATTERN)
    brush.hatch('waiting', 'waiting', 'waitingBack', running, top, waiting - running, height);
  else if (waiting > running) brush.box('waiting', running, top, waiting - running, height);
  if (blockedNs > 0) {
    brush.box('blocked', waiting, top, end - waiting, height);
    const thick = height > 7 ? 2 : 1;
    brush.box('blockedLine', waiting, top + Math.round((height - thick) / 2), end - waiting, thick);
  }
  return { waiting: running, blocked: waiting };
}
