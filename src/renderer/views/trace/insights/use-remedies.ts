import type { FindingRemedy } from '@shared/trace-view/insight';
import type { RecordAgain } from '../empty/emptiness';
import { recordAgainWith } from '../empty/reasons/record-again-with';
import { missingParts } from '../empty/reasons/recorded-parts';
import { useKnownTrace } from '../empty/use-known-trace';
import { useRecordAgain } from '../empty/use-record-again';
import { remedyOf } from './remedy-of';

/** A button that fills the form for another recording. */
export interface Remedy {
  label: string;
  onClick(): void;
}

/** Recordings that would say more. Nothing is offered for a trace that cannot be recorded again. */
export function useRemedies(id: string) {
  const known = useKnownTrace();
  const { isPossible, edit, error } = useRecordAgain(id);
  const recording = isPossible ? (known?.recording ?? null) : null;
  const button = (again: Pick<RecordAgain, 'label' | 'change'> | null): Remedy | null =>
    again && { label: again.label, onClick: () => void edit(again.change) };
  return {
    error,
    /** What an insight asks for. */
    of: (remedy: FindingRemedy | null): Remedy | null =>
      remedy && recording ? button(remedyOf(remedy, recording)) : null,
    /** What the trace does not have, so that rules could not be checked. */
    ofMissing: (): Remedy | null =>
      known && recording ? button(recordAgainWith(missingParts(known.whole), recording)) : null,
  };
}
