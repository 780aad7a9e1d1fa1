import { orWhole, panned, type TimeRange, zoomed } from '../../../models/trace-view/time-range';
import { rangeOf, useTraceView } from '../../../stores/trace-view/use-trace';

const ZOOM = 0.75;
const PAN = 0.1;
const FAR = 5;

/** Changes the range of the opened trace. All moves until another change are one step of the history. */
function adjust(next: (range: TimeRange, traceNs: number) => TimeRange): void {
  const { facts, history, go } = useTraceView.getState();
  if (!facts) return;
  const range = next(rangeOf(history.place, facts.lengthNs), facts.lengthNs);
  go({ range: orWhole(range, facts.lengthNs) }, 'adjust');
}

/**
 * Zooms by a step.
 * @param steps positive to zoom in; a part of a step for a wheel
 * @param aroundNs stays where it is; default: the selected call, if it is in sight, or else the middle
 */
export function zoom(steps: number, aroundNs?: number): void {
  const { call } = useTraceView.getState().history.place;
  adjust((range, traceNs) => {
    const selected = call && call.atNs >= range.fromNs && call.atNs <= range.toNs ? call.atNs : undefined;
    return zoomed(range, ZOOM ** steps, aroundNs ?? selected ?? (range.fromNs + range.toNs) / 2, traceNs);
  });
}

/** @param steps positive to the right; a step is a tenth of the range */
export const pan = (steps: number): void => adjust((range, traceNs) => panned(range, steps * PAN, traceNs));

export const panFar = (direction: 1 | -1): void => pan(direction * FAR);

export const showWhole = (): void => useTraceView.getState().go({ range: null });
