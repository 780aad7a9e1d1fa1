import type { RecordingDraft } from '@shared/request/draft/record-draft';
import { ask, errorOf } from '../../bridge';
import { useDraft } from '../../stores/draft';
import { useTraces } from '../../stores/traces';
import { useView } from '../../stores/view';

/** Fills the record form with the request of a trace and opens it. Values that are not stored are empty. */
export async function recordAgain(id: string): Promise<void> {
  useTraces.getState().refuse(null);
  try {
    await fillFormFrom(id);
  } catch (thrown) {
    useTraces.getState().refuse(errorOf(thrown));
  }
}

/**
 * As recordAgain, with other options of the recording.
 * @throws what errorOf() reads
 */
export async function fillFormFrom(id: string, change?: (recording: RecordingDraft) => RecordingDraft): Promise<void> {
  const { config, isImported } = await ask('traces:config', { id });
  if (!config) return; // not possible for this trace
  const form = useDraft.getState();
  form.fillFrom(config, isImported);
  if (change) form.change({ recording: change(useDraft.getState().draft.recording) });
  useView.getState().go('record');
}
