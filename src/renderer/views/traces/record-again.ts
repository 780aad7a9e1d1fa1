import { ask, errorOf } from '../../bridge';
import { useDraft } from '../../stores/draft';
import { useTraces } from '../../stores/traces';
import { useView } from '../../stores/view';

/** Fills the record form with what a trace was recorded with, and shows it. What was not to be stored is empty there. */
export async function recordAgain(id: string): Promise<void> {
  useTraces.getState().refuse(null);
  try {
    const { config, isImported } = await ask('traces:config', { id });
    if (!config) return; // not offered there
    useDraft.getState().fillFrom(config, isImported);
    useView.getState().go('record');
  } catch (thrown) {
    useTraces.getState().refuse(errorOf(thrown));
  }
}
