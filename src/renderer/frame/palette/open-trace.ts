import { useTraces } from '../../stores/traces';
import { useView } from '../../stores/view';

/** Shows a trace in the list, whatever was searched for there. */
export function openTrace(id: string): void {
  const { search, select } = useTraces.getState();
  search('');
  useView.getState().go('traces');
  select(id);
}
