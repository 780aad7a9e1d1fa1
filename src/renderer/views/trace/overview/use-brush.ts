import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { lengthOf, movedInside, orWhole, rangeBetween, type TimeRange } from '../../../models/trace-view/time-range';
import { useInsightGuide } from '../../../stores/trace-view/insight-guide';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { type OverviewShape, overviewHit, overviewTime } from '../drawing/overview/overview-measures';
import type { OverviewHit } from '../drawing/overview/overview-scene';
import { sentenceText } from '../guide/sentence-text';
import { pan, zoom } from '../keys/range-moves';

/** A drag: of one end of the range, of the range as a whole, or of a new range. The times are those at its begin. */
type Drag = { kind: 'move'; fromNs: number; range: TimeRange } | { kind: 'brush'; fromNs: number };

/** A drag that is shorter is a click. CSS pixels. */
const LEAST_DRAG = 4;
const WHEEL = 100;
const CURSORS: Record<OverviewHit['kind'], string> = {
  insight: 'pointer',
  'range-begin': 'ew-resize',
  'range-end': 'ew-resize',
  inside: 'grab',
  outside: 'crosshair',
};

/** The pointer on the strip: drags set or move the range, a number opens its insight, the wheel zooms. */
export function useBrush(plot: RefObject<HTMLElement | null>, shape: OverviewShape) {
  const drag = useRef<Drag | null>(null);
  const pressedAt = useRef(0);
  const [hit, setHit] = useState<OverviewHit | null>(null);
  const newest = useRef(shape);
  newest.current = shape;

  const pointOf = ({ clientX, clientY }: { clientX: number; clientY: number }): { x: number; y: number } => {
    const { left, top } = plot.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return { x: clientX - left, y: clientY - top };
  };

  // React's wheel listener is passive, but the wheel must not scroll anything here.
  useEffect(() => {
    const element = plot.current;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const atNs = overviewTime(newest.current, event.offsetX);
      if (event.shiftKey) pan((event.deltaX + event.deltaY) / WHEEL);
      else zoom(-event.deltaY / WHEEL, atNs);
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [plot]);

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const { x, y } = pointOf(event);
    const found = overviewHit(shape, x, y);
    if (found.kind === 'insight') {
      useInsightGuide.getState().show(found.number - 1);
      return;
    }
    pressedAt.current = x;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = dragOf(found, shape.range);
  };

  const onPointerMove = (event: PointerEvent): void => {
    const { x, y } = pointOf(event);
    const { current } = drag;
    if (!current) {
      const found = overviewHit(shape, x, y);
      if (found.kind !== hit?.kind || found.kind === 'insight') setHit(found);
      return;
    }
    if (Math.abs(x - pressedAt.current) < LEAST_DRAG && current.kind === 'brush') return;
    const range = dragged(current, overviewTime(shape, x), shape.lengthNs);
    if (range) useTraceView.getState().go({ range: orWhole(range, shape.lengthNs) }, 'adjust');
  };

  return {
    cursor: hit ? (hit.kind === 'inside' && !shape.range ? CURSORS.outside : CURSORS[hit.kind]) : CURSORS.outside,
    title: hit?.kind === 'insight' ? titleOf(hit.number) : undefined,
    onPointerDown,
    onPointerMove,
    onPointerUp: (): void => {
      drag.current = null;
    },
    onPointerLeave: (): void => setHit(null),
    onDoubleClick: (): void => useTraceView.getState().go({ range: null }),
  };
}

function dragOf(hit: OverviewHit, range: TimeRange | null): Drag {
  if (range && hit.kind === 'inside') return { kind: 'move', fromNs: hit.atNs, range };
  if (range && hit.kind === 'range-begin') return { kind: 'brush', fromNs: range.toNs };
  if (range && hit.kind === 'range-end') return { kind: 'brush', fromNs: range.fromNs };
  return { kind: 'brush', fromNs: hit.atNs };
}

function dragged(drag: Drag, atNs: number, traceNs: number): TimeRange | null {
  if (drag.kind === 'brush') return rangeBetween(drag.fromNs, atNs, traceNs);
  const fromNs = drag.range.fromNs + atNs - drag.fromNs;
  return movedInside({ fromNs, toNs: fromNs + lengthOf(drag.range) }, traceNs);
}

function titleOf(number: number): string | undefined {
  const finding = useTraceView.getState().insights?.findings[number - 1];
  return finding ? sentenceText(finding.sentence) : undefined;
}
