import { ask, errorOf } from '../../bridge';
import { useDraft } from '../../stores/draft';
import { useTraces } from '../../stores/traces';
import { useView } from '../../stores/view';

/** Fills the record form with the request of a trace and opens it. Values that are not stored are empty. */
export async function recordAgain(id: string): Promise<void> {
  useTraces.getState().refuse(null);
  try {
    const { config, isImported } = await ask('traces:config', { id });
    if (!config) return; // not possible for this trace
    useDraft.getState().fillFrom(config, isImported);
    useView.getState().go('record');
  } catch (thrown) {
    useTraces.getState().refuse(errorOf(thrown));
  }
}
