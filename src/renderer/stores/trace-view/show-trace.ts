import type { TracePlace } from '@shared/trace-view/trace-place';
import { useView } from '../view';
import { useTraceView } from './use-trace';

/** Opens a trace of the library in the view Trace. @param place where in the trace; what is not named is as at the last time */
export function showTrace(id: string, title: string, place: Partial<TracePlace> = {}): void {
  void useTraceView.getState().open(id, title, place);
  useView.getState().go('trace');
}
