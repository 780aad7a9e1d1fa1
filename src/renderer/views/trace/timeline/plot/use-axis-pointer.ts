import { type RefObject, useEffect } from 'react';
import { lengthOf, orWhole, rangeBetween } from '../../../../models/trace-view/time-range';
import { rangeOf, useTraceView } from '../../../../stores/trace-view/use-trace';
import { pan, zoom } from '../../keys/range-moves';
import { usePlot } from './plot-store';

const WHEEL = 100;
const LEAST_DRAG = 4;

/** The pointer on the axis: a drag sets the range when it ends, the wheel zooms. Meanwhile the dragged time is measured. */
export function useAxisPointer(axis: RefObject<HTMLCanvasElement | null>): void {
  useEffect(() => {
    const element = axis.current;
    if (!element) return;
    let pressed: { x: number; atNs: number } | null = null;
    const timeAt = (x: number): number => {
      const { facts, history } = useTraceView.getState();
      const range = rangeOf(history.place, facts?.lengthNs ?? 1);
      return range.fromNs + (x / element.clientWidth) * lengthOf(range);
    };
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      if (event.shiftKey) pan((event.deltaX + event.deltaY) / WHEEL);
      else zoom(-event.deltaY / WHEEL, timeAt(event.offsetX));
    };
    const onDown = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      pressed = { x: event.offsetX, atNs: timeAt(event.offsetX) };
    };
    const onMove = (event: PointerEvent): void => {
      if (!pressed || Math.abs(event.offsetX - pressed.x) < LEAST_DRAG) return;
      usePlot.setState({ measure: { fromNs: pressed.atNs, toNs: timeAt(event.offsetX) }, isMeasuring: false });
    };
    const onUp = (event: PointerEvent): void => {
      const { facts, go } = useTraceView.getState();
      const from = pressed;
      pressed = null;
      if (!from || !facts || Math.abs(event.offsetX - from.x) < LEAST_DRAG) return;
      usePlot.setState({ measure: null });
      const range = rangeBetween(from.atNs, timeAt(event.offsetX), facts.lengthNs);
      if (range) go({ range: orWhole(range, facts.lengthNs) });
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
    };
  }, [axis]);
}
