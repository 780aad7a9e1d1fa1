import type { CallPlace } from '@shared/trace-view/trace-place';
import { useTraceView } from '../../../../stores/trace-view/use-trace';
import type { PlotHit } from '../../drawing/plot/plot-scene';

type CallHit = Extract<PlotHit, { kind: 'call' | 'syscall' }>;

/** Selects what is at a point of the plot. Of merged spans, the call at that time is selected, which the trace knows exactly. */
export function selectHit(hit: PlotHit): void {
  const { go } = useTraceView.getState();
  if (hit.kind === 'call') go({ call: callPlaceOf(hit), function: hit.function, rows: [hit.row] });
  else if (hit.kind === 'syscall') go({ call: callPlaceOf(hit), function: null, rows: [hit.row] });
  else if (hit.kind === 'mark') {
    const [first] = hit.marks;
    if (first) go({ mark: { row: first.row, atNs: first.atNs }, function: null, rows: [first.row] });
  } else if (hit.kind === 'cpu') go({ call: null, function: null, rows: [hit.thread] });
  else go({ call: null, function: null, rows: [hit.row] });
}

/** Where the call or the system call of a hit is. */
export function callPlaceOf(hit: CallHit): CallPlace {
  const atNs = hit.span.isMerged ? whole(hit.atNs) : middleOf(hit.span, hit.atNs);
  return { row: hit.row, depth: hit.kind === 'call' ? hit.depth : -1, atNs };
}

const whole = (ns: number): number => Math.max(0, Math.round(ns));

/** A time in the span, near the pointer, that is not at its edge. */
function middleOf({ beginNs, endNs }: { beginNs: number; endNs: number }, atNs: number): number {
  return whole(Math.min(Math.max(atNs, beginNs), Math.max(beginNs, endNs - 1)));
}
