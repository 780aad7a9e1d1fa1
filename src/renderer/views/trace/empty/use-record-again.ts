import type { ErrorData } from '@shared/model/app-error';
import type { RecordingDraft } from '@shared/request/draft/record-draft';
import { useState } from 'react';
import { errorOf } from '../../../bridge';
import { useDraft } from '../../../stores/draft';
import { useTraces } from '../../../stores/traces';
import { fillFormFrom } from '../../traces/record-again';

type Change = (recording: RecordingDraft) => RecordingDraft;

/** Records as for this trace, with other options of the recording. */
export function useRecordAgain(id: string) {
  const isPossible = useTraces((state) => state.rows?.find((row) => row.id === id)?.repeatable ?? false);
  const [error, setError] = useState<ErrorData | null>(null);
  const fill = async (change: Change, then: () => Promise<void>): Promise<void> => {
    setError(null);
    try {
      await fillFormFrom(id, change);
      await then();
    } catch (thrown) {
      setError(errorOf(thrown));
    }
  };
  return {
    isPossible,
    /** Opens the filled form. */
    edit: (change: Change) => fill(change, async () => undefined),
    /** Starts the recording. The form is open, and says what is missing if the recording cannot start. */
    start: (change: Change) => fill(change, () => useDraft.getState().recordNow()),
    error,
  };
}
