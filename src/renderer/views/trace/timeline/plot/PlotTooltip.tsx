import './tooltip.css';
import { useEffect, useState } from 'react';
import { useTraceView } from '../../../../stores/trace-view/use-trace';
import type { PlotHit } from '../../drawing/plot/plot-scene';
import type { RowTree } from '../rows/row-children';
import { usePlot } from './plot-store';
import { tooltipLines } from './tooltip-lines';
import { useHoverDetail } from './use-hover-detail';

const DELAY_MS = 120;
const GAP = 14;
/** CSS pixels that a tooltip can take. */
const MOST = { width: 280, height: 200 };

/** What is under the pointer, beside it, after it has rested for a moment. The panel says the same for the selection. */
export function PlotTooltip({ tree, width, height }: { tree: RowTree; width: number; height: number }) {
  const pointer = usePlot((state) => state.pointer);
  const beginUnixNs = useTraceView((state) => state.facts?.beginUnixNs ?? null);
  const hit = pointer?.hit ?? null;
  const key = hit === null ? null : keyOf(hit);
  const [rested, setRested] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(key), DELAY_MS);
    return () => clearTimeout(timer);
  }, [key]);
  const isResting = rested === key;
  const detail = useHoverDetail(isResting ? hit : null);
  if (!pointer || !hit || !isResting) return null;
  const lines = tooltipLines(hit, { tree, callerInPicture: callerOf(hit), detail, beginUnixNs });
  if (!lines) return null;
  const left = pointer.x + GAP + MOST.width > width ? Math.max(0, pointer.x - GAP - MOST.width) : pointer.x + GAP;
  const top = pointer.y + GAP + MOST.height > height ? Math.max(0, pointer.y - GAP - MOST.height) : pointer.y + GAP;
  return (
    <div className="plot-tooltip" aria-hidden style={{ left, top }}>
      <p className="plot-tooltip-name">{lines.name}</p>
      <dl>
        {lines.pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="figures">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The same thing has the same key while the pointer moves over it. */
function keyOf(hit: PlotHit): string {
  if ('span' in hit) return `${hit.span.lane}/${hit.span.index}`;
  return hit.kind === 'mark' ? `mark/${hit.row}/${hit.marks[0]?.atNs}` : `${hit.kind}/${hit.row}`;
}

/** The call around a call, as far as the picture has it. */
function callerOf(hit: PlotHit): string | null {
  if (hit.kind !== 'call' || hit.depth === 0 || hit.span.isMerged) return null;
  const { plot, picture } = usePlot.getState();
  const span = plot?.spanAt({ row: hit.row, kind: 'call', depth: hit.depth - 1 }, hit.span.beginNs);
  if (!span || !picture || span.isMerged) return null;
  return picture.functions[picture.spans.value[span.index] ?? -1]?.name ?? null;
}
