import { type PointerEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { lengthOf, movedInside, orWhole, type TimeRange } from '../../../../models/trace-view/time-range';
import { rangeOf, useTraceView } from '../../../../stores/trace-view/use-trace';
import { pan, zoom } from '../../keys/range-moves';
import { clearMeasure, endMeasure, startMeasure, usePlot } from './plot-store';
import { selectHit } from './select-hit';

/** A press that moves less is a click. CSS pixels. */
const LEAST_DRAG = 4;
const WHEEL = 100;

interface Press {
  x: number;
  y: number;
  kind: 'pan' | 'measure';
  range: TimeRange;
  scrollTop: number;
  hasMoved: boolean;
}

const view = (): TimeRange => {
  const { facts, history } = useTraceView.getState();
  return rangeOf(history.place, facts?.lengthNs ?? 1);
};

/** The pointer on the plot: hover, click, drag to pan, Shift and drag to measure, Ctrl and wheel to zoom, Shift and wheel to pan. */
export function usePlotPointer(box: RefObject<HTMLElement | null>) {
  const press = useRef<Press | null>(null);
  const [isDragging, setDragging] = useState(false);

  useEffect(() => {
    const element = box.current;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.shiftKey) return; // scrolls the rows
      event.preventDefault();
      const steps = (event.deltaX + event.deltaY) / WHEEL;
      const range = view();
      const width = element?.clientWidth ?? 1;
      if (event.ctrlKey) zoom(-steps, range.fromNs + (event.offsetX / width) * lengthOf(range));
      else pan(steps);
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [box]);

  const handlers = useMemo(() => {
    const pointOf = (event: PointerEvent): { x: number; y: number; atNs: number } => {
      const { left = 0, top = 0, width = 1 } = box.current?.getBoundingClientRect() ?? {};
      const [x, y] = [event.clientX - left, event.clientY - top];
      const range = view();
      return { x, y, atNs: range.fromNs + (x / width) * lengthOf(range) };
    };
    const hover = (event: PointerEvent): void => {
      const point = pointOf(event);
      const { plot, isMeasuring, measure } = usePlot.getState();
      const hit = plot?.hitTest(point.x, point.y) ?? null;
      const next = isMeasuring && measure ? { measure: { ...measure, toNs: point.atNs } } : {};
      usePlot.setState({ pointer: { ...point, hit }, ...next });
    };
    const drag = (event: PointerEvent, pressed: Press): void => {
      const { x, y, atNs } = pointOf(event);
      if (!pressed.hasMoved && Math.hypot(x - pressed.x, y - pressed.y) < LEAST_DRAG) return;
      if (!pressed.hasMoved) setDragging(pressed.kind === 'pan');
      pressed.hasMoved = true;
      if (pressed.kind === 'measure') {
        const { measure } = usePlot.getState();
        if (measure) usePlot.setState({ measure: { ...measure, toNs: atNs } });
        return;
      }
      const { facts, go } = useTraceView.getState();
      const width = box.current?.clientWidth ?? 1;
      const byNs = ((pressed.x - x) / width) * lengthOf(pressed.range);
      const range = movedInside(
        { fromNs: pressed.range.fromNs + byNs, toNs: pressed.range.toNs + byNs },
        facts?.lengthNs ?? 1,
      );
      go({ range: orWhole(range, facts?.lengthNs ?? 1) }, 'adjust');
      const scroller = box.current?.closest('.timeline-lanes');
      if (scroller) scroller.scrollTop = pressed.scrollTop + pressed.y - y;
    };
    return {
      onPointerDown: (event: PointerEvent): void => {
        if (event.button !== 0) return;
        const { x, y, atNs } = pointOf(event);
        event.currentTarget.setPointerCapture(event.pointerId);
        const kind = event.shiftKey ? 'measure' : 'pan';
        const scrollTop = box.current?.closest('.timeline-lanes')?.scrollTop ?? 0;
        press.current = { x, y, kind, range: view(), scrollTop, hasMoved: false };
        if (kind === 'measure') usePlot.setState({ measure: { fromNs: atNs, toNs: atNs }, isMeasuring: false });
      },
      onPointerMove: (event: PointerEvent): void => {
        if (press.current) drag(event, press.current);
        if (!press.current?.hasMoved) hover(event);
      },
      onPointerUp: (event: PointerEvent): void => {
        const pressed = press.current;
        press.current = null;
        setDragging(false);
        if (!pressed) return;
        if (pressed.hasMoved) {
          if (pressed.kind === 'measure') endMeasure();
          hover(event);
          return;
        }
        if (usePlot.getState().isMeasuring) {
          endMeasure();
          return;
        }
        if (pressed.kind === 'measure') clearMeasure();
        const hit = usePlot.getState().plot?.hitTest(pressed.x, pressed.y);
        if (hit) selectHit(hit);
      },
      onPointerCancel: (): void => {
        press.current = null;
        setDragging(false);
      },
      onPointerLeave: (): void => usePlot.setState({ pointer: null }),
    };
  }, [box]);
  return { handlers, isDragging };
}

/**
 * Measures from the pointer, or else from the selected call or user event, or from the middle of the range. While a measure is open, it
 * ends it.
 */
export function measureFromHere(): void {
  const { pointer, isMeasuring } = usePlot.getState();
  if (isMeasuring) {
    endMeasure();
    return;
  }
  const { call, mark } = useTraceView.getState().history.place;
  const range = view();
  startMeasure(pointer?.atNs ?? call?.atNs ?? mark?.atNs ?? (range.fromNs + range.toNs) / 2);
}
