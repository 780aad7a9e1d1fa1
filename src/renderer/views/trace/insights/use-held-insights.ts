import { useEffect } from 'react';
import { useTraceView } from '../../../stores/trace-view/use-trace';

/** Handlers of a list of insights: while the pointer or the focus is in it, new insights do not move those in sight. */
export function useHeldInsights() {
  const hold = useTraceView((state) => state.holdInsights);
  useEffect(() => () => hold(false), [hold]);
  return {
    onPointerEnter: () => hold(true),
    onPointerLeave: () => hold(false),
    onFocus: () => hold(true),
    onBlur: () => hold(false),
  };
}
