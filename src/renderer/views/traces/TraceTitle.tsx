import type { ErrorData } from '@shared/model/app-error';
import type { TraceRow } from '@shared/model/trace-record';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { errorOf } from '../../bridge';
import { IconButton } from '../../parts/IconButton';
import { ErrorNotice } from '../../parts/Notice';
import { announce } from '../../stores/announce';
import { useTraces } from '../../stores/traces';
import { texts } from '../../texts/en';
import { askToRename, requestsDone, useDetailRequests } from './detail-requests';
import { focusTable } from './focus-table';

/** The longest name that the library accepts. */
const LONGEST = 200;

const focusAndSelect = (field: HTMLInputElement | null): void => {
  field?.focus();
  field?.select();
};

/** The name of a trace, edited in place. Enter or leaving the field saves it, Escape does not. */
export function TraceTitle({ row }: { row: TraceRow }) {
  const renaming = useDetailRequests((state) => state.renaming);
  const rename = useTraces((state) => state.rename);
  const [error, setError] = useState<ErrorData | null>(null);
  const keep = async (text: string): Promise<void> => {
    requestsDone();
    focusTable();
    const title = text.trim();
    if (title === '' || title === row.title) return;
    try {
      await rename(row.id, title);
      setError(null);
      announce(texts.detail.renamed);
    } catch (thrown) {
      setError(errorOf(thrown));
    }
  };
  return (
    <div className="detail-title">
      {renaming ? (
        // Still a heading, because the content below belongs to it.
        <h2 className="detail-renaming">
          <input
            className="field"
            dir="auto"
            aria-label={texts.detail.name}
            defaultValue={row.title}
            maxLength={LONGEST}
            ref={focusAndSelect}
            onBlur={(event) => void keep(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') event.currentTarget.blur();
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              event.currentTarget.value = row.title;
              event.currentTarget.blur();
            }}
          />
        </h2>
      ) : (
        <>
          <h2 title={row.title} dir="auto">
            {row.title || row.id}
          </h2>
          {row.state === 'unknown' ? null : (
            <IconButton label={texts.detail.rename} keys="F2" onClick={askToRename}>
              <Pencil size={14} aria-hidden />
            </IconButton>
          )}
        </>
      )}
      {error ? <ErrorNotice error={error} /> : null}
    </div>
  );
}
