import type { TraceRow } from '@shared/model/trace-record';
import { useEffect } from 'react';
import { Button } from '../../../parts/Button';
import { ErrorNotice } from '../../../parts/Notice';
import { LONGEST_NOTES, useNotes } from '../../../stores/traces-notes';
import { texts } from '../../../texts/en';

const { detail: labels } = texts;

/** Notes. They are saved after a pause, when the field loses the focus, and when another trace is selected. */
export function DetailNotes({ row }: { row: TraceRow }) {
  const { id } = row;
  const draft = useNotes((state) => state.drafts[id]);
  const saving = useNotes((state) => state.saving.has(id));
  const saved = useNotes((state) => state.savedId === id);
  const { write, flush } = useNotes.getState();
  useEffect(() => () => void flush(id), [flush, id]);
  const state = saving ? labels.saving : draft?.error ? labels.notSaved : saved && !draft ? labels.saved : '';
  return (
    <section className="detail-section" aria-label={labels.notes}>
      <h3 className="detail-line">
        <label htmlFor="trace-notes">{labels.notes}</label>
        <span className="quiet notes-state" role="status">
          {state}
        </span>
      </h3>
      <textarea
        id="trace-notes"
        className="field notes"
        dir="auto"
        placeholder={labels.notesEmpty}
        maxLength={LONGEST_NOTES}
        value={draft?.text ?? row.notes}
        onChange={(event) => write(id, event.target.value)}
        onBlur={() => void flush(id)}
      />
      {draft?.error ? (
        <ErrorNotice error={draft.error}>
          <Button onClick={() => void flush(id)}>{texts.error.again}</Button>
        </ErrorNotice>
      ) : null}
    </section>
  );
}
